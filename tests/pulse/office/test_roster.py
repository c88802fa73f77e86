"""The office imports the roster: upload, choose columns, see every line's fate, confirm."""

from io import BytesIO

import pytest
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from surveys.fieldwork import roster
from surveys.fieldwork.roster import Worker
from tests.house_client import HouseClient
from tests.surveys.fieldwork import made_up


@pytest.fixture
def office(office: HouseClient, people: Session) -> HouseClient:
    made_up.units(people)
    people.commit()
    return office


def columns(office: HouseClient, text: str = made_up.EXPORT) -> TestResponse:
    page = office.get("/office/roster")
    file = (BytesIO(text.encode("cp1252", "replace")), "roster.csv")
    return office.send(page, {"file": file}, action="/office/roster")


def preview(office: HouseClient, text: str = made_up.EXPORT, **chosen: str) -> TestResponse:
    return office.send(columns(office, text), chosen, action="/office/roster/look")


def confirm(office: HouseClient, page: TestResponse, **fields: str) -> TestResponse:
    return office.send(page, fields, action="/office/roster/confirm")


def test_without_units_the_roster_has_to_wait(
    app,
    office: HouseClient,
    people: Session,  # type: ignore[no-untyped-def]
) -> None:
    for group in made_up.groups.whole(people):
        group.active = False
    people.commit()
    assert "The units come first" in office.get("/office/roster").text


def test_the_columns_are_guessed_and_can_be_changed(office: HouseClient) -> None:
    page = columns(office)
    assert "The header is on line 3; below it are 12 lines" in page.text
    assert '<option value="4" selected>Team</option>' in page.text
    assert "Siân" in page.text


def test_every_fate_is_shown_with_its_line_and_nothing_is_written(
    office: HouseClient, people: Session
) -> None:
    page = preview(office)
    assert page.status_code == 200
    assert "The same staff number as line 5 with another team. Line 5 counts." in page.text
    assert "Duplicates" in page.text
    assert "Afterwards 7 people are on the roster" in page.text
    assert not roster.everybody(people)


def test_what_was_previewed_is_written(office: HouseClient, people: Session) -> None:
    done = confirm(office, preview(office))
    assert done.status_code == 302
    assert sum(roster.headcounts(people).values()) == 7
    page = office.get("/office/roster")
    assert "The roster is written: 7 people" in page.text
    assert "Siân" not in page.text


def test_leavers_are_shown_and_leave(office: HouseClient, people: Session) -> None:
    confirm(office, preview(office))
    text = "\n".join(line for line in made_up.EXPORT.split("\n") if not line.startswith("105"))
    page = preview(office, text)
    assert "Would leave the roster" in page.text
    assert "Cy Gray" in page.text
    confirm(office, page)
    people.expire_all()
    assert sum(roster.headcounts(people).values()) == 6


def test_the_same_file_again_offers_nothing_to_confirm(office: HouseClient) -> None:
    confirm(office, preview(office))
    page = preview(office)
    assert "There is nothing to change" in page.text
    assert "Write these changes" not in page.text


def test_a_roster_that_changed_meanwhile_is_shown_again_first(
    office: HouseClient, people: Session
) -> None:
    page = preview(office)
    people.add(Worker(staff_number="999", name="New", group_code="C2"))
    people.commit()
    again = confirm(office, page)
    assert again.status_code == 409
    assert "have changed since you looked" in again.text
    assert sum(roster.headcounts(people).values()) == 1
    people.rollback()
    assert confirm(office, again).status_code == 302


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("staff_number", "", "Choose the column of the staff number"),
        ("team", "", "Choose the column of the team"),
        ("mobile", "4", "This column is chosen twice"),
        ("team", "77", "Not a valid choice"),
    ],
)
def test_bad_columns_are_said_beside_their_field_and_the_choice_is_kept(
    office: HouseClient, field: str, value: str, words: str
) -> None:
    page = preview(office, **{field: value})
    assert page.status_code == 422
    assert words in page.text
    assert '<option value="1" selected>Name</option>' in page.text
    if "twice" not in words:
        assert f'href="#{field}"' in page.text


def test_without_a_file_the_field_says_so(office: HouseClient) -> None:
    page = office.send(office.get("/office/roster"), {"file": None}, action="/office/roster")
    assert page.status_code == 422
    assert "Choose HR’s file" in page.text


def test_columns_spoilt_on_the_way_to_the_confirmation_are_asked_for_again(
    office: HouseClient, people: Session
) -> None:
    page = confirm(office, preview(office), team="77")
    assert page.status_code == 422
    assert "Choose the columns" in page.text
    assert not roster.everybody(people)


def test_a_file_that_is_no_table_is_refused_beside_its_field(office: HouseClient) -> None:
    page = columns(office, "Employee No;Name;Team\n")
    assert page.status_code == 422
    assert "nobody below it" in page.text


def test_a_file_that_would_empty_the_roster_is_refused(office: HouseClient) -> None:
    text = "Staff No;Name;Team\n1;Ann;Nowhere\n"
    page = preview(office, text)
    assert "There is nothing to change" in page.text
    confirm(office, preview(office))
    page = preview(office, "Staff No;Name;Team\n;Ann;Mill Team\n")
    assert page.status_code == 422
    assert "Nobody would be left on the roster" in page.text
    assert "Would leave the roster" in page.text
    assert "Write these changes" not in page.text


def test_people_left_in_closed_units_are_pointed_out(office: HouseClient, people: Session) -> None:
    made_up.staffed(people)
    made_up.units(people, made_up.UNITS.replace("C3,C,Bridge Team\n", ""))
    people.commit()
    assert "7 people are placed in units that are closed" in office.get("/office/roster").text
