"""Changing one unit on a page: what it would change is shown first, then written, and can be taken back."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from pulse.access.audit import AuditEntry
from surveys.fieldwork import groups, headcounts, restructure, roster, unit_change, waves
from surveys.fieldwork.waves import Wave
from tests.house_client import HouseClient
from tests.surveys.fieldwork import made_up

MERGE = "/office/units/merge"
pytestmark = pytest.mark.usefixtures("staffed", "today")


def words(page: TestResponse) -> str:
    return " ".join(BeautifulSoup(page.data, "html.parser").get_text(" ").split())


def units(people: Session) -> list[str]:
    found = [unit.names["en"] for unit in groups.whole(people)]
    people.rollback()
    return found


def looked_at(office: HouseClient, code: str, what: str, **typed: object) -> TestResponse:
    address = f"/office/units/of/{code}"
    return office.send(office.get(address), typed, action=f"{address}/{what}")


def test_merging_shows_what_changes_and_writes_it_when_one_is_sure(
    office: HouseClient, people: Session
) -> None:
    typed = {"teams": ["C2", "C3"], "name": "Town Team", "code": "C9", "parent": "C"}
    page = office.send(office.get(MERGE), typed, action=MERGE)
    text = words(page)
    assert "Court Team and Bridge Team are now Town Team. Nothing is written yet." in text
    assert "The new team begins a trend of its own with the next round." in text
    assert "11 people move into the new team by themselves" in text
    assert "(now " in text
    assert "Town Team" not in units(people)
    done = office.send(page, {}, action=MERGE)
    assert done.status_code == 302
    assert units(people)[-1] == "Town Team"
    text = words(office.get(done.location))
    assert "Written: Court Team and Bridge Team are now Town Team." in text
    entry = people.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)).one()
    assert (entry.act, entry.about) == (
        "units changed",
        "Court Team and Bridge Team are now Town Team",
    )
    people.rollback()
    office.send(office.get("/office/units"), {}, action="/office/units/changes/1/undo")
    assert "Town Team" not in units(people)
    assert roster.headcounts(people)["C3"] == 7
    assert "It was taken back." in words(office.get("/office/units"))


def test_a_split_says_who_must_be_placed_anew(office: HouseClient, people: Session) -> None:
    page = looked_at(office, "C1", "split", parts="C1N Duty North\n\n C1S  Duty South ")
    text = words(page)
    assert "Duty Team is split into Duty North and Duty South" in text
    assert "11 people must be placed anew" in text
    assert "count in the unit itself" in text
    office.send(page, {}, action="/office/units/of/C1/split")
    assert "Duty South" in units(people)
    text = words(office.get("/office/units/of/C1"))
    assert "16 November 2026: Split into Duty North and Duty South" in text
    assert "Close it" not in text


def test_renaming_moving_and_closing(office: HouseClient, people: Session) -> None:
    for code, what, typed, says in (
        ("A1", "rename", {"name": "Port Team"}, "Its trend goes on under the new name"),
        ("A1", "move", {"parent": "C"}, "with other people in them"),
        ("A2", "close", {}, "14 people must be placed anew"),
    ):
        page = looked_at(office, code, what, **typed)
        assert says in words(page), what
        office.send(page, {}, action=f"/office/units/of/{code}/{what}")
    assert "Closed." in words(office.get("/office/units/of/A2"))
    assert "Part of Children." in words(office.get("/office/units/of/A1"))
    assert "The whole organisation." in words(office.get("/office/units/of/W"))


def test_confirmed_headcounts_must_be_confirmed_again_and_an_open_round_is_left_alone(
    office: HouseClient, people: Session
) -> None:
    made_up.confirmed(people, made_up.wave(people, opens=date(2026, 11, 20)))
    people.commit()
    page = looked_at(office, "A1", "close")
    assert "The headcounts of Round 2026-11 must be proposed and confirmed again." in words(page)
    page = looked_at(office, "A1", "rename", name="Port Team")
    assert "proposed and confirmed again" not in words(page)
    people.rollback()
    assert headcounts.standing(people, waves.find(people, "2026-11")) == "confirmed"


def test_an_open_round_keeps_its_groups(office: HouseClient, opened: Wave) -> None:
    page = looked_at(office, "A1", "close")
    assert "Round 2026-11 is open and keeps its own groups" in words(page)


@pytest.mark.parametrize(
    ("code", "what", "typed", "says"),
    [
        ("A1", "rename", {"name": ""}, "Enter the name of the unit"),
        ("A1", "rename", {"name": "Mill Team"}, "There is a unit called Mill Team already"),
        ("A1", "rename", {"name": "y" * 300}, "at most 200 characters"),
        ("A", "move", {"parent": "A2"}, "A unit cannot be part of itself"),
        ("A1", "move", {"parent": "nowhere"}, "Not a valid choice"),
        ("C1", "split", {"parts": ""}, "Write two teams or more, a line each"),
        ("C1", "split", {"parts": "X\nY"}, "Enter a name of at most 200 characters"),
        ("C1", "split", {"parts": "<b> Bold\nY Why"}, "letters, digits, full stops and dashes"),
    ],
)
def test_bad_input_is_said_beside_its_field_and_kept(
    office: HouseClient, people: Session, code: str, what: str, typed: dict[str, str], says: str
) -> None:
    page = looked_at(office, code, what, **typed)
    assert page.status_code == 422
    assert (
        says in BeautifulSoup(page.data, "html.parser").select(".govuk-error-message")[0].get_text()
    )
    kept = next(iter(typed.values()))
    assert kept == "nowhere" or all(
        line.strip() in page.text.replace("&lt;", "<").replace("&gt;", ">")
        for line in kept.splitlines()
    )
    assert len(unit_change.latest(people, 5)) == 0


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"teams": []}, "teams"),
        ({"teams": ["C2"]}, "teams"),
        ({"code": "A1"}, "code"),
        ({"code": "two words"}, "code"),
        ({"name": "Duty Team"}, "name"),
        ({"name": ""}, "name"),
    ],
)
def test_a_bad_merge_is_said_beside_its_field(
    office: HouseClient, typed: dict[str, object], field: str
) -> None:
    good = {"teams": ["C2", "C3"], "name": "Town Team", "code": "C9", "parent": "C"}
    page = office.send(office.get(MERGE), good | typed, action=MERGE)
    assert page.status_code == 422
    assert BeautifulSoup(page.data, "html.parser").find(id=f"{field}-error")


def test_markup_in_a_name_is_text(office: HouseClient, people: Session) -> None:
    page = looked_at(office, "A1", "rename", name="<b>Bold</b> & Co")
    office.send(page, {}, action="/office/units/of/A1/rename")
    assert "&lt;b&gt;Bold&lt;/b&gt; &amp; Co" in office.get("/office/units").text


def test_there_is_no_other_way_to_change_a_unit(office: HouseClient, people: Session) -> None:
    page = office.get("/office/units/of/A1")
    token = BeautifulSoup(page.data, "html.parser").find("input", {"name": "csrf_token"})
    sent = {"csrf_token": token["value"]}  # type: ignore[index]
    for what in ("merge", "delete"):
        assert office.post(f"/office/units/of/A1/{what}", data=sent).status_code == 404
    assert office.get("/office/units/of/none").status_code == 404
    assert office.post("/office/units/changes/7/undo", data=sent).status_code == 404


def places(people: Session, code: str) -> list[str]:
    """Everybody of a unit, by name."""
    found = [f"{one.id}" for one in restructure.placed_in(people, code)]
    people.rollback()
    return found


SPLIT = "/office/units/of/C1/split"


def test_a_split_shows_person_by_person_who_goes_where_before_it_is_written(
    office: HouseClient, people: Session
) -> None:
    first, second, *others = places(people, "C1")
    page = looked_at(office, "C1", "split", parts="C1N Duty North\nC1S Duty South")
    assert "Duty North: 0 of 11 people." in words(page)
    chosen = {"rest": "C1N", "place": [f"{first} C1S", f"{second} -"]}
    again = office.send(page, chosen, action=SPLIT)
    assert again.status_code == 200  # looked at anew: what it does has changed
    text = words(again)
    assert "Duty North: 9 of 11 people. Duty South: 1 of 11 people." in text
    assert "1 person must be placed anew" in text
    assert places(people, "C1N") == []
    assert office.send(again, {}, action=SPLIT).status_code == 302
    assert places(people, "C1S") == [first]
    assert sorted(places(people, "C1N")) == sorted(others)
    assert places(people, "C1") == [second]
    office.send(office.get("/office/units"), {}, action="/office/units/changes/1/undo")
    assert len(places(people, "C1")) == 11


@pytest.mark.parametrize(
    "place", ["999999 C1S", "x C1S", "\u0663 C1S", "1 A1", "1", "-1 C1N", "1 <b>"]
)
def test_nobody_of_another_team_is_moved_and_nobody_elsewhere(
    office: HouseClient, people: Session, place: str
) -> None:
    page = looked_at(office, "C1", "split", parts="C1N Duty North\nC1S Duty South")
    refused = office.send(page, {"place": [place]}, action=SPLIT)
    assert refused.status_code == 422
    assert "The staff list has changed since. Choose again who goes where" in refused.text
    assert len(places(people, "C1")) == 11
