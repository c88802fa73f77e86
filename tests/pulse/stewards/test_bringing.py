"""Pulse brings a newer list: a button shows what of the readers' phrases it keeps, has already and cannot take, and saves it."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from pulse.access.audit import AuditEntry
from surveys.coding import frames
from tests.house_client import HouseClient
from tests.pulse.stewards.hands import said, token
from tests.pulse.stewards.trying import CASELOAD, THEMES, saves, tried, works
from tests.surveys.coding import small_frame

BRING = "Bring our phrases to the new list"


@pytest.fixture
def newer(shelf: Session, app: Flask, union: HouseClient, lists: Path) -> HouseClient:
    """A reader had added four things when Pulse brought its next list."""
    saves(union, tried(app, union, "no parking\nworkload"))
    saves(union, tried(app, union, "", polarity="", exceptions="workload of wine"))
    bullying = f"{THEMES}/theme/bullying"
    asked = union.send(union.get(bullying), {"welsh": "Poeni"}, action=f"{bullying}/try")
    works(app)
    saves(union, union.get(asked.location))
    (lists / "v2.yaml").write_text(small_frame.NEWER)
    return union


def asks(client: HouseClient) -> str:
    answer = client.send(client.get(THEMES), {}, action=f"{THEMES}/bring")
    return str(answer.location)


def test_it_shows_what_is_kept_what_is_there_and_what_does_not_fit_before_it_saves(
    newer: HouseClient, app: Flask, shelf: Session
) -> None:
    assert BRING in said(newer.get(THEMES))
    place = asks(newer)
    assert "It is being tried" in said(newer.get(place))
    works(app)
    page = newer.get(place)
    text = said(page)
    kept, rest = text.split("No longer fits")
    unfit, there = rest.split("The new list has already (1)")
    assert "no parking</code>" in kept
    assert "workload of wine</code>" in kept
    assert '<b>Bullying</b>: <code class="pulse-written">Poeni</code> (Welsh name)' in unfit
    assert "The new list says “Bwlio”." in unfit
    assert "workload</code>" in there
    assert "<mark>No parking</mark> at" in there
    assert frames.newest(shelf) == "v2"
    shelf.rollback()
    shown = saves(newer, page)
    assert "Saved as v2.1" in shown
    assert "Brought from the list before" in shown
    assert BRING not in shown
    shelf.rollback()
    text = frames.text(shelf, "v2.1")
    assert "        no parking" in text
    assert "    workload of wine" in text
    row = shelf.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert row is not None
    assert row.act == "phrases brought to a new list"
    assert row.about == "v2.1: 1 phrase, 1 that must not count for caseload"


def test_a_page_that_was_open_before_another_reader_saved_tries_again(
    newer: HouseClient, app: Flask, psw: HouseClient
) -> None:
    place = asks(newer)
    works(app)
    page = newer.get(place)
    saves(psw, tried(app, psw, "hot desk"))
    assert "Your phrases are still here" in saves(newer, page)
    shown = newer.get(place)
    assert "Version v2.1 was saved after this was tried" in said(shown)
    again = newer.send(shown, {}, action=f"{place}/again")
    works(app)
    assert "Saved as v2.2" in saves(newer, newer.get(again.location))


def test_when_nothing_is_left_to_bring_nothing_can_be_saved(
    shelf: Session, app: Flask, union: HouseClient, lists: Path
) -> None:
    bullying = f"{THEMES}/theme/bullying"
    asked = union.send(union.get(bullying), {"welsh": "Poeni"}, action=f"{bullying}/try")
    works(app)
    saves(union, union.get(asked.location))
    (lists / "v2.yaml").write_text(small_frame.NEWER)
    place = asks(union)
    works(app)
    page = said(union.get(place))
    assert "Nothing is left to bring over." in page
    assert "Save as version" not in page
    assert union.post(f"{place}/save", data=token(union)).status_code == 409


def test_without_a_newer_list_there_is_nothing_to_bring(
    shelf: Session, app: Flask, union: HouseClient, lists: Path
) -> None:
    saves(union, tried(app, union, "no parking"))
    assert BRING not in said(union.get(THEMES))
    answer = union.post(f"{THEMES}/bring", data=token(union))
    assert "There is nothing to bring over." in said(union.get(answer.location))


def test_a_theme_that_the_new_list_lacks_goes_by_its_code(
    shelf: Session, app: Flask, union: HouseClient, lists: Path
) -> None:
    saves(union, tried(app, union, "no parking"))
    other = small_frame.NEWER.replace("code: caseload", "code: load").replace(
        "  caseload: |", "  load: |"
    )
    (lists / "v2.yaml").write_text(other)
    place = asks(union)
    works(app)
    page = said(union.get(place))
    assert "<b>Caseload</b>: <code" in page
    assert "The new list has no such theme." in page
    assert "<b>Caseload</b>" in said(union.get(THEMES))
    assert union.get(CASELOAD).status_code == 404
