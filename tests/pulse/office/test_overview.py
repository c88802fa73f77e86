"""The office's first page: what is set up, how many have answered, what went wrong."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from pulse.outbox import OutboxJob
from surveys import clock
from surveys.fieldwork.waves import Wave
from surveys.responses import box
from tests.house_client import HouseClient
from tests.surveys.fieldwork import made_up

pytestmark = pytest.mark.usefixtures("staffed")


def test_participation_is_rounded_and_looked_at_once_a_day(
    office: HouseClient, ballot: Session, opened: Wave
) -> None:
    def cast(first: int, last: int) -> None:
        for number in range(first, last):
            digest = number.to_bytes(32)
            box.put(ballot, "2026-11", digest=digest, block="A1", ciphertext=b"x")
        ballot.commit()

    assert "Few have answered yet" in office.get("/office/").text
    cast(0, 27)
    assert "Few have answered yet" in office.get("/office/").text
    with clock.at(opened.opens_on + timedelta(1)):
        assert "More than 20 of 59 people" in " ".join(office.get("/office/").text.split())


def test_the_first_page_says_what_to_do_and_what_went_wrong(
    office: HouseClient, people: Session
) -> None:
    made_up.wave(people)
    people.add(
        OutboxJob(
            name="open_wave",
            about="2026-11",
            state="failed",
            tries=5,
            due_at=datetime.fromisoformat("2026-11-16"),
            trouble="Too few people.",
        )
    )
    people.commit()
    page = office.get("/office/")
    assert "8 units" in page.text
    assert "59 people" in page.text
    assert "Open the round (2026-11): Too few people." in page.text
    with clock.at(date(2027, 3, 1)):
        assert "did not open on its days" in office.get("/office/").text
