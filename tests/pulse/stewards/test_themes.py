"""Themes: phrases are tried on published comments by a job, saved as a version, and what is missed is suggested."""

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from pulse.access.account import StaffAccount
from pulse.access.audit import AuditEntry
from pulse.access.permissions import Role
from pulse.outbox import JobState, OutboxJob
from surveys.coding import frames
from surveys.fieldwork import groups
from tests.house_client import HouseClient
from tests.pulse.stewards import stock
from tests.pulse.stewards.hands import said, token
from tests.pulse.stewards.trying import CASELOAD, THEMES, saves, tried, tries, works

NEW = {"name": "Parking", "definition": "Where to park.", "sensitive": "no"}


pytestmark = pytest.mark.usefixtures("lists")


def test_phrases_are_tried_by_a_job_and_saved_as_a_version(
    shelf: Session, app: Flask, union: HouseClient
) -> None:
    place = tries(union, "no parking").location
    waiting = said(union.get(place))
    assert "being tried" in waiting
    assert "Save as" not in waiting
    works(app)
    page = union.get(place)
    assert "No <mark>parking</mark>" not in said(page)
    assert "<mark>No parking</mark> at &lt;b&gt;all&lt;/b&gt;" in said(page)
    assert "Now: no theme. <br> Then: <b>Caseload: critical</b>" in said(page)
    assert "1 comment would be read differently" in said(page)
    shown = saves(union, page)
    assert "Saved as v1.1" in shown
    assert "In use: version <b>v1.1</b>" in shown
    assert "union-a@example.org, Monday 16 November 2026" in shown
    shelf.rollback()
    assert "no parking" in frames.text(shelf, "v1.1")
    assert '<b>Caseload</b>: <code class="pulse-written">no parking</code>' in shown
    (row,) = shelf.scalars(select(AuditEntry).where(AuditEntry.act == "themes extended"))
    assert row.about == "v1.1: 1 phrase for caseload"


def test_a_reader_tries_on_the_comments_they_may_read_alone(
    shelf: Session, app: Flask, union: HouseClient, psw: HouseClient
) -> None:
    for client, number in ((union, 2), (psw, 1)):
        page = said(tried(app, client, "parking"))
        assert f"{number} comment{'s' if number > 1 else ''} would be read differently" in page
        assert "waits to be cleared" not in page
    assert "says the union" not in page


def test_who_reads_for_a_part_tries_on_that_part(shelf: Session, app: Flask) -> None:
    content = "unit_id,parent_id,name\nALL,,Council\nS1,ALL,Service\nT1,S1,Team\n"
    groups.apply(shelf, groups.plan_import(shelf, content))
    shelf.commit()
    team = stock.log_in(app, shelf, Role.UNION, scope="T1", name="team")
    page = said(tried(app, team, "parking"))
    assert "no published comment yet" in page
    assert "read differently" not in page
    assert "Save as version v1.1" in page


def test_who_may_read_less_now_sees_no_answer_from_before(
    shelf: Session, app: Flask, union: HouseClient
) -> None:
    place = tried(app, union, "parking").request.path
    union.send(union.get(f"{THEMES}/missed"), {}, action=f"{THEMES}/missed")
    works(app)
    assert "hot desk" in said(union.get(f"{THEMES}/missed"))
    shelf.execute(update(StaffAccount).values(role=Role.PSW))
    shelf.commit()
    assert union.get(place).status_code == 404
    page = said(union.get(f"{THEMES}/missed"))
    assert "hot desk" not in page
    assert "Look now" in page


def test_another_readers_trial_is_not_there(
    shelf: Session, app: Flask, union: HouseClient, psw: HouseClient
) -> None:
    place = tried(app, union, "parking").request.path
    assert psw.get(place).status_code == 404


def test_mistakes_are_told_with_their_lines_and_cannot_be_saved(
    shelf: Session, app: Flask, union: HouseClient
) -> None:
    page = tried(app, union, "no parking\n50%")
    assert "Line 2: “50%” has" in said(page)
    assert "Save as" not in said(page)
    mended = said(union.get(f"{CASELOAD}?trial={page.request.path.rpartition('/')[2]}"))
    assert "no parking 50%</textarea>" in mended
    assert 'id="phrases-error"' in mended
    assert mended.count("Line 2: “50%” has") == 2  # at the top, and at its field
    assert 'value="negative" checked' in mended
    assert union.post(f"{page.request.path}/save", data=token(union)).status_code == 409
    assert frames.newest(shelf) == "v1"


def test_what_is_missing_in_the_form_is_said_and_what_was_typed_is_kept(
    shelf: Session, union: HouseClient
) -> None:
    answer = tries(union, "kept <phrase>", polarity="")
    assert answer.status_code == 422
    assert "Choose what the phrases say" in said(answer)
    assert "kept &lt;phrase&gt;" in said(answer)
    page = union.get(f"{THEMES}/new")
    answer = union.send(page, NEW | {"sensitive": "", "phrases": "x"}, action=f"{THEMES}/new/try")
    assert "Choose whether the theme is sensitive" in said(answer)
    assert 'value="Where to park."' in said(answer)


def test_a_new_theme_is_tried_and_saved(shelf: Session, app: Flask, union: HouseClient) -> None:
    fields = NEW | {"phrases": "parking", "polarity": "mixed"}
    asked = union.send(union.get(f"{THEMES}/new"), fields, action=f"{THEMES}/new/try")
    works(app)
    page = union.get(asked.location)
    assert "Parking: mixed or neutral" in said(page)
    assert "<b>New theme “Parking”</b>" in saves(union, page)
    assert "Where to park." in said(union.get(f"{THEMES}/theme/parking"))


def test_the_second_of_two_who_save_is_told_and_tries_again(
    shelf: Session, app: Flask, union: HouseClient, psw: HouseClient
) -> None:
    first, second = tried(app, union, "no parking"), tried(app, psw, "hot desk")
    saves(union, first)
    assert "Your phrases are still here" in saves(psw, second)
    shown = psw.get(second.request.path)
    assert "Version v1.1 was saved after this was tried" in said(shown)
    again = psw.send(shown, {}, action=f"{second.request.path}/again")
    works(app)
    assert "Saved as v1.2" in saves(psw, psw.get(again.location))
    shelf.rollback()
    assert "no parking" in frames.text(shelf, "v1.2")
    assert "hot desk" in frames.text(shelf, "v1.2")


def test_a_sensitive_theme_stays_sensitive_whatever_is_sent(
    shelf: Session, app: Flask, union: HouseClient
) -> None:
    bullying = f"{THEMES}/theme/bullying"
    fields = {"phrases": "gossip", "polarity": "negative"}
    asked = union.send(union.get(bullying), fields, action=f"{bullying}/try")
    works(app)
    saves(union, union.get(asked.location))
    assert "It stays so" in said(union.get(bullying))


def test_what_the_themes_miss_is_looked_for_by_a_job(
    shelf: Session, app: Flask, union: HouseClient
) -> None:
    page = union.get(f"{THEMES}/missed")
    assert "Look now" in said(page)
    union.send(page, {}, action=f"{THEMES}/missed")
    assert "It is looking" in said(union.get(f"{THEMES}/missed"))
    works(app)
    page = union.get(f"{THEMES}/missed")
    assert "14 of 14 comments" in said(page)
    assert "hot desk</a>: in 12 comments" in said(page)
    assert "parking" not in said(page)  # two comments hold it, the promise asks for twelve
    assert "hot desk" in said(union.get(f"{THEMES}/new?phrases=hot+desk"))
    assert "hot desk</textarea>" in said(union.get(f"{CASELOAD}?phrases=hot+desk"))


def test_before_anything_is_published_nothing_is_found(app: Flask, union: HouseClient) -> None:
    union.send(union.get(f"{THEMES}/missed"), {}, action=f"{THEMES}/missed")
    works(app)
    assert "No comment to look in yet" in said(union.get(f"{THEMES}/missed"))


def test_a_job_that_gave_up_says_so(shelf: Session, union: HouseClient) -> None:
    place = tries(union, "no parking").location
    shelf.execute(update(OutboxJob).values(state=JobState.FAILED))
    shelf.commit()
    assert "Trying did not work" in said(union.get(place))


def test_comments_without_a_theme_can_be_read_alone(shelf: Session, union: HouseClient) -> None:
    assert "14 of 14 comments" in said(union.get("/stewards/comments?theme=none"))


def test_a_theme_that_is_not_there_is_not_found(shelf: Session, union: HouseClient) -> None:
    assert union.get(f"{THEMES}/theme/nothing").status_code == 404


def test_only_comment_readers_enter(shelf: Session, app: Flask) -> None:
    director = stock.log_in(app, shelf, Role.DIRECTOR)
    for address in (THEMES, CASELOAD, f"{THEMES}/new", f"{THEMES}/missed", f"{THEMES}/trials/1"):
        assert director.get(address).status_code == 403
