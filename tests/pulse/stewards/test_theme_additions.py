"""What must not count, and a theme's name in Welsh: tried and saved like phrases, refused at the field they are typed in."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from pulse.access.audit import AuditEntry
from surveys.coding import frames
from tests.house_client import HouseClient
from tests.pulse.stewards.hands import said, token
from tests.pulse.stewards.trying import CASELOAD, THEMES, saves, tried, tries, works

pytestmark = pytest.mark.usefixtures("lists")
BULLYING = f"{THEMES}/theme/bullying"


def test_what_must_not_count_is_tried_and_saved(
    shelf: Session, app: Flask, union: HouseClient
) -> None:
    saves(union, tried(app, union, "parking"))
    page = tried(app, union, "", polarity="", exceptions="No parking at\n")
    text = said(page)
    assert 'Must not count: <code class="pulse-written">no parking at</code>' in text
    assert "1 comment would be read differently" in text
    assert "No <mark>parking</mark> at" in text
    assert "<br> Then: <b>no theme</b>" in text
    shown = saves(union, page)
    assert "Saved as v1.2" in shown
    assert "Must not count" in shown
    assert "no parking at" in said(union.get(CASELOAD))
    row = shelf.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert row is not None
    assert row.about == "v1.2: 1 that must not count for caseload"


def test_an_exception_that_takes_a_phrase_away_is_refused_beside_its_field(
    shelf: Session, app: Flask, union: HouseClient
) -> None:
    page = tried(app, union, "parking", exceptions="wine\ncaseload", welsh="Baich <1>")
    assert "Save as" not in said(page)
    number = page.request.path.rpartition("/")[2]
    mended = said(union.get(f"{CASELOAD}?trial={number}"))
    assert 'id="exceptions-error"' in mended
    assert (
        "Line 2 of what must not count: “caseload” would take the phrase “caseload” away" in mended
    )
    assert "wine caseload</textarea>" in mended
    assert "parking</textarea>" in mended
    assert 'value="Baich &lt;1&gt;"' in mended
    assert 'value="negative" checked' in mended


def test_a_sensitive_theme_cannot_be_made_to_count_less(
    shelf: Session, app: Flask, union: HouseClient
) -> None:
    page = union.get(BULLYING)
    assert "What must not count" not in said(page)
    sent = {"exceptions": "bully beef"} | token(union)
    place = union.post(f"{BULLYING}/try", data=sent).location
    works(app)
    assert "nothing may make it count less" in said(union.get(place))
    assert frames.newest(shelf) == "v1"


def test_a_theme_gets_a_welsh_name(shelf: Session, app: Flask, union: HouseClient) -> None:
    asked = union.send(union.get(BULLYING), {"welsh": "Bwlio"}, action=f"{BULLYING}/try")
    works(app)
    page = union.get(asked.location)
    assert "No comments would be read differently" in said(page)
    assert '<span lang="cy">Bwlio</span>' in saves(union, page)
    assert 'value="Bwlio"' in said(union.get(BULLYING))
    shelf.rollback()
    assert 'cy: "Bwlio"' in frames.text(shelf, "v1.1")


def test_a_welsh_name_that_another_theme_has_is_refused_at_its_field(
    shelf: Session, union: HouseClient
) -> None:
    page = union.get(BULLYING)
    answer = union.send(page, {"welsh": "LLWYTH", "phrases": "kept"}, action=f"{BULLYING}/try")
    assert answer.status_code == 422
    # the polarity is missing too: one thing is said at a time, and all that was typed is there
    assert "kept</textarea>" in said(answer)
    assert 'value="LLWYTH"' in said(answer)
    assert 'id="welsh-error"' in said(answer)


def test_nothing_typed_is_nothing_tried(shelf: Session, union: HouseClient) -> None:
    answer = tries(union, "", polarity="")
    assert answer.status_code == 422
    assert "Write a phrase, or change something else below" in said(answer)


def test_a_new_theme_is_tried_with_its_exceptions_and_its_welsh_name(
    shelf: Session, app: Flask, union: HouseClient
) -> None:
    fields = {
        "name": "Parking",
        "welsh": "Parcio",
        "definition": "Where to park.",
        "sensitive": "no",
        "phrases": "parking",
        "polarity": "mixed",
        "exceptions": "parking, says",
    }
    page = union.get(f"{THEMES}/new")
    answer = union.send(page, fields, action=f"{THEMES}/new/try")
    works(app)
    page = union.get(answer.location)
    assert "“parking, says” has" in said(page)
    number = page.request.path.rpartition("/")[2]
    form = union.get(f"{THEMES}/new?trial={number}")
    assert 'id="exceptions-error"' in said(form)
    assert "in a theme that is there" not in said(form)
    answer = union.send(form, {"exceptions": "parking says"}, action=f"{THEMES}/new/try")
    works(app)
    page = union.get(answer.location)
    assert "1 comment would be read differently" in said(page)
    assert '<span lang="cy">Parcio</span>' in saves(union, page)


def test_what_the_themes_miss_is_no_trial(shelf: Session, union: HouseClient) -> None:
    union.send(union.get(f"{THEMES}/missed"), {}, action=f"{THEMES}/missed")
    assert union.get(f"{THEMES}/trials/1").status_code == 404
    assert union.get(f"{CASELOAD}?trial=1").status_code == 404
