"""Setting up: from an empty database the office's first page says what is done, what is next and what cannot begin yet."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy.orm import Session

from pulse.access import account
from pulse.access.permissions import Role
from surveys.fieldwork import branding, freeze, groups, headcounts, organisation, rotation
from surveys.fieldwork.cadence import MONTHLY
from surveys.fieldwork.rotation import USUAL
from surveys.fieldwork.waves import State
from tests.house_client import HouseClient
from tests.pulse import mail_server
from tests.surveys.fieldwork import made_up


def steps(office: HouseClient) -> dict[str, str]:
    """Step -> how far it is, as the page says."""
    page = BeautifulSoup(office.get("/office/").data, "html.parser")
    found = page.select(".pulse-steps > li")
    return {
        str(each.select_one("[id^=step-]")["id"])[5:]: " ".join(  # type: ignore[index]
            each.select_one("[id^=step-]").get_text().split()  # type: ignore[union-attr]
        )
        for each in found
    }


def whole(office: HouseClient) -> str:
    text = BeautifulSoup(office.get("/office/").data, "html.parser").get_text()
    return " ".join(text.split())


def test_an_empty_database_begins_with_the_organisation(office: HouseClient, today: date) -> None:
    found = steps(office)
    assert list(found) == [
        *("organisation", "branding", "units", "roster", "readers", "questions", "mail"),
        *("rounds", "headcounts"),
    ]
    assert found["organisation"] == "Do this next"
    assert found["units"] == "To do"
    assert found["roster"] == found["rounds"] == found["headcounts"] == "Cannot start yet"
    assert found["mail"] == "Without it"
    text = whole(office)
    assert "0 of 9 steps are done" in text
    assert "The units come first: people are placed in them." in text
    assert "The roster comes first, with 10 people or more." in text
    assert text.count("Workers are told") == len(found)


def test_one_step_after_the_other_is_next(office: HouseClient, people: Session) -> None:
    organisation.name(people, {"en": "Westerby"})
    people.commit()
    assert steps(office)["units"] == "Do this next"
    made_up.units(people)
    people.commit()
    assert steps(office)["roster"] == "Do this next"
    made_up.staffed(people)
    people.commit()
    found = steps(office)
    assert found["readers"] == "Do this next"
    assert found["rounds"] == "To do"
    assert found["roster"] == "59 people"


def test_a_comment_reader_counts_once_they_are_confirmed(
    office: HouseClient, people: Session, app: Flask, staffed: None
) -> None:
    with app.app_context():
        una = account.prepare(people, email="una@u.example", name="Una", role=Role.UNION)
        people.commit()
    assert steps(office)["readers"] == "Waiting"
    una.password, una.vouched_by = "hash", "psw@u.example"
    people.commit()
    assert steps(office)["readers"] == "1 can confirm headcounts"


def test_headcounts_are_next_until_somebody_else_has_them(
    office: HouseClient, people: Session, app: Flask, staffed: None, today: date
) -> None:
    wave = made_up.wave(people, opens=date(2026, 11, 17))
    people.commit()
    assert steps(office)["headcounts"] == "To do"
    proposed = headcounts.propose(people, wave, "office@w.example")
    people.commit()
    assert steps(office)["headcounts"] == "Waiting"
    headcounts.confirm(people, wave, "una@u.example", seen=proposed.fingerprint)
    people.commit()
    assert "The round opens by itself" in steps(office)["headcounts"]
    freeze.freeze(people, wave)
    wave.move(State.OPEN)
    people.commit()
    assert steps(office)["headcounts"] == "Confirmed"


def test_what_can_be_left_out_says_what_holds_without_it(
    office: HouseClient, people: Session, app: Flask, staffed: None
) -> None:
    assert steps(office)["questions"] == "As we suggest"
    rotation.save(people, USUAL, months=MONTHLY)
    branding.paint(people, "#7a1f3d")
    people.commit()
    with mail_server.running() as mail:
        mail.given(app)
        found = steps(office)
    assert found["questions"] == "Your choice"
    assert found["branding"] == "Your own"
    assert found["mail"] == "A mail server is set"


@pytest.mark.parametrize(
    "page", ["units", "roster", "programme", "rounds/plan", "programme/change"]
)
def test_every_page_about_groups_says_what_will_be_visible(
    office: HouseClient, people: Session, staffed: None, page: str
) -> None:
    text = " ".join(office.get(f"/office/{page}").text.split())
    assert "What a round could show, with at least 10 people behind every figure" in text
    assert "Workers are told" in text
    groups.apply(people, groups.plan_import(people, "unit_id,parent_id,name\nW,,Westerby\n"))
    people.commit()
    assert office.get(f"/office/{page}").status_code == 200
