"""The office imports units: upload, look, confirm."""

from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from pulse.office import carried
from surveys.fieldwork import groups, organisation
from tests.house_client import HouseClient
from tests.surveys.fieldwork import made_up


def upload(office: HouseClient, text: str | bytes, *, csrf_from: str = "/office/units"):  # type: ignore[no-untyped-def]
    content = text.encode() if isinstance(text, str) else text
    page = office.get(csrf_from)
    return office.send(page, {"file": (BytesIO(content), "units.csv")}, action=csrf_from)


def test_an_upload_shows_what_would_change_and_writes_nothing(
    office: HouseClient, people: Session
) -> None:
    page = upload(office, made_up.UNITS)
    assert page.status_code == 200
    assert "Harbour Team (A1), in Adults" in page.text
    assert "Nothing is written yet" in page.text
    assert not groups.whole(people)


def test_a_confirmed_upload_is_written(office: HouseClient, people: Session) -> None:
    page = upload(office, made_up.UNITS)
    done = office.send(page, {}, action="/office/units/confirm")
    assert done.status_code == 302
    assert len(groups.whole(people)) == 8
    assert "The units are written: 8 added" in office.get("/office/units").text


@pytest.mark.parametrize("demonstration", [False, True])
def test_units_confirmed_in_a_demonstration_mark_the_database_as_made_up(
    app: Flask, office: HouseClient, people: Session, demonstration: bool
) -> None:
    app.config["PULSE_DEMONSTRATION"] = demonstration
    office.send(upload(office, made_up.UNITS), {}, action="/office/units/confirm")
    made = organisation.the(people)
    assert made is not None
    assert made.demonstration is demonstration


def test_the_same_file_again_offers_nothing_to_confirm(
    office: HouseClient, people: Session
) -> None:
    made_up.units(people)
    people.commit()
    page = upload(office, made_up.UNITS)
    assert "There is nothing to change" in page.text
    assert "Write these changes" not in page.text


def test_a_closed_team_says_how_many_people_are_still_there(
    office: HouseClient, people: Session
) -> None:
    made_up.staffed(people)
    people.commit()
    page = upload(office, made_up.UNITS.replace("C3,C,Bridge Team\n", ""))
    assert "Bridge Team (C3). 7 people are still placed there" in page.text


def test_a_bad_file_is_answered_with_its_lines(office: HouseClient, people: Session) -> None:
    page = upload(office, "unit_id,parent_id,name\nW,,Westerby\nA,X,Adults\n")
    assert page.status_code == 422
    assert "Line 3: the parent_id “X” is no unit of this file" in page.text
    assert not groups.whole(people)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Choose the file of units|The file is empty"),
        (b"PK\x03\x04", "This is a spreadsheet"),
        (b"x" * 1001, "larger than 2.5 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_beside_its_field(
    office: HouseClient, monkeypatch: pytest.MonkeyPatch, content: bytes, words: str
) -> None:
    monkeypatch.setattr(carried, "LARGEST", 1000)
    page = upload(office, content)
    assert page.status_code == 422
    assert any(each in page.text for each in words.split("|"))
    assert 'href="#file"' in page.text


def test_without_a_file_the_field_says_so(office: HouseClient) -> None:
    page = office.send(office.get("/office/units"), {"file": None}, action="/office/units")
    assert page.status_code == 422
    assert "Choose the file of units" in page.text


@pytest.mark.parametrize("spoilt", [carried.out(b"something")[:-4], "not base64 ä", ""])
def test_a_file_that_did_not_come_back_whole_is_refused(office: HouseClient, spoilt: str) -> None:
    page = upload(office, made_up.UNITS)
    answer = office.send(page, {"carried": spoilt}, action="/office/units/confirm")
    assert answer.status_code == 409
    assert "upload it again" in answer.text
