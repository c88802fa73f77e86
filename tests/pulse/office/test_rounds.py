"""The office plans a round, prints its slips, stops it."""

from datetime import date
from io import BytesIO

import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from pulse.access.audit import AuditEntry
from pulse.office import problems
from pulse.office.round_page import StopForm
from surveys.credentials import key_document, keys
from surveys.fieldwork import waves
from surveys.fieldwork.pledge import Pledge
from surveys.fieldwork.roster import Worker
from surveys.fieldwork.waves import State, Wave
from surveys.governance.rules import Rules
from tests.house_client import HouseClient
from tests.surveys.governance import three

GOOD = {
    "names": "November 2026",
    "code": "2026-11",
    "opens_on-day": "23",
    "opens_on-month": "11",
    "opens_on-year": "2026",
    "closes_on-day": "6",
    "closes_on-month": "12",
    "closes_on-year": "2026",
    "releases_on-day": "14",
    "releases_on-month": "12",
    "releases_on-year": "2026",
    "release_hour": "9",
    "threshold": "10",
    "keep_days": "90",
}


pytestmark = pytest.mark.usefixtures("staffed")


def planned(office: HouseClient, **fields: str):  # type: ignore[no-untyped-def]
    page = office.get("/office/rounds/plan")
    return office.send(page, GOOD | fields, action="/office/rounds/plan")


def test_the_form_shows_what_is_asked_and_what_could_be_shown(office: HouseClient) -> None:
    page = office.get("/office/rounds/plan")
    assert "My caseload is safe" in page.text
    assert "If 4 in 10 answer, expect" in page.text
    assert 'name="opens_on-day" type="text" inputmode="numeric" value="23"' in " ".join(
        page.text.split()
    )


def test_who_can_open_the_results_is_part_of_the_pledge(
    office: HouseClient, people: Session
) -> None:
    three.found(people)
    on_network = Rules(Pledge(results_for="network"))
    three.agreed(people, on_network, three.UNION, three.EMPLOYER)
    people.commit()
    assert planned(office, results_for="network").status_code == 302
    assert waves.find(people, "2026-11").pledge.on_network_alone


def test_a_good_plan_makes_a_planned_round(office: HouseClient, people: Session) -> None:
    done = planned(office)
    assert done.status_code == 302
    wave = waves.find(people, "2026-11")
    assert wave.state is State.PLANNED
    assert wave.opens_on == date(2026, 11, 23)
    page = office.get(done.location)
    assert "November 2026 is planned" in page.text
    assert "blocks, if it opened today" in page.text
    assert people.scalars(select(AuditEntry.act)).all() == ["round planned"]


@pytest.mark.parametrize(
    ("field", "value", "at", "words"),
    [
        ("names", "", "names", "Enter the name of the round"),
        ("code", "2026/11", "code", "letters, digits and dashes"),
        ("opens_on-day", "31", "opens_on-day", "must be a real date"),
        ("opens_on-month", "x", "opens_on-day", "must be a real date"),
        ("closes_on-month", "10", "closes_on-day", "must not be before the first day"),
        ("releases_on-day", "6", "releases_on-day", "must come after the last day"),
        ("threshold", "4", "threshold", "from 5 to 100"),
        ("threshold", "ten", "threshold", "Enter a whole number"),
        ("keep_days", "0", "keep_days", "from 1 to 365"),
        ("keep_days", "21", "keep_days", "Choose 22 days or more"),
    ],
)
def test_a_bad_plan_says_why_beside_its_field_and_keeps_what_was_typed(
    office: HouseClient, people: Session, field: str, value: str, at: str, words: str
) -> None:
    page = planned(office, **{field: value})
    assert page.status_code == 422
    assert words in page.text
    assert f'href="#{at}"' in page.text
    assert f'value="{value}"' in page.text or not value
    assert 'value="90"' in page.text or field == "keep_days"
    assert not waves.every(people)


def test_an_empty_date_is_asked_for(office: HouseClient) -> None:
    page = planned(office, **{f"opens_on-{part}": "" for part in ("day", "month", "year")})
    assert "Enter the first day" in page.text


def test_a_round_that_would_overlap_is_refused(office: HouseClient) -> None:
    planned(office)
    page = planned(office, code="other")
    assert page.status_code == 422
    assert "one round at a time" in page.text


def test_without_enough_people_a_plan_says_that_nothing_could_be_shown(
    office: HouseClient, people: Session
) -> None:
    planned(office)
    people.execute(update(Worker).values(active=False))
    people.commit()
    for address in ("/office/rounds/plan", "/office/rounds/2026-11"):
        text = office.get(address).text
        assert "No round can be opened. Fewer than 10 people in all" in text
        assert "Hold one round together with neighbouring organisations" in text


def test_a_small_organisation_is_advised_and_a_large_one_is_not(
    office: HouseClient, people: Session
) -> None:
    assert "one round a quarter" in office.get("/office/rounds/plan").text
    group = people.scalars(select(Worker.group_code).limit(1)).one()
    people.add_all(
        Worker(staff_number=f"more-{n}", name=f"More {n}", group_code=group) for n in range(100)
    )
    people.commit()
    assert "one round a quarter" not in office.get("/office/rounds/plan").text


def test_a_problem_of_no_field_stands_above_all_of_them(app: Flask) -> None:
    with app.test_request_context("/office/"):
        form = StopForm(formdata=None)
        problems.put(form, "instrument", "No core question.")
        assert problems.of(form) == [("", "No core question.")]


def test_rounds_are_listed(office: HouseClient) -> None:
    assert "No round yet" in office.get("/office/rounds").text
    planned(office)
    assert 'href="/office/rounds/2026-11"' in office.get("/office/rounds").text


def test_an_unknown_round_is_not_found(office: HouseClient) -> None:
    assert office.get("/office/rounds/1999-01").status_code == 404


def test_slips_are_printed_as_a_download_once(
    office: HouseClient, people: Session, ballot: Session, opened: Wave
) -> None:
    page = office.get("/office/rounds/2026-11")
    assert "Round 2026-11" in page.text
    pdf = office.send(page, {"block": "A1"}, action="/office/rounds/2026-11/slips")
    assert pdf.mimetype == "application/pdf"
    assert pdf.data.startswith(b"%PDF")
    assert 'filename="slips-2026-11-A1.pdf"' in pdf.headers["Content-Disposition"]
    assert people.scalars(select(AuditEntry.about)).all() == ["2026-11, A1: 12"]
    people.rollback()
    again = office.send(page, {"block": "A1"}, action="/office/rounds/2026-11/slips")
    assert again.status_code == 409
    assert "There is nothing to print" in again.text
    lost = office.send(
        page, {"block": "A1", "kind": "again"}, action="/office/rounds/2026-11/slips"
    )
    assert lost.mimetype == "application/pdf"


def test_the_poster_of_an_open_round_is_offered_and_has_its_four_words(
    office: HouseClient, ballot: Session, opened: Wave
) -> None:
    assert 'href="/office/rounds/2026-11/poster"' in office.get("/office/rounds/2026-11").text
    made = office.get("/office/rounds/2026-11/poster")
    assert made.mimetype == "application/pdf"
    text = " ".join(PdfReader(BytesIO(made.data)).pages[0].extract_text().split())
    assert key_document.four_words(keys.find(ballot, "2026-11").key_document) in text


def test_a_round_that_has_not_opened_has_no_poster(office: HouseClient) -> None:
    planned(office)
    assert "poster" not in office.get("/office/rounds/2026-11").text
    assert office.get("/office/rounds/2026-11/poster").status_code == 404


def test_slips_of_a_block_that_is_not_there_are_refused(office: HouseClient, opened: Wave) -> None:
    page = office.get("/office/rounds/2026-11")
    answer = office.send(page, {"block": "Z"}, action="/office/rounds/2026-11/slips")
    assert answer.status_code == 422


def test_a_planned_round_offers_no_slips(office: HouseClient) -> None:
    planned(office)
    assert "Make the PDF of slips" not in office.get("/office/rounds/2026-11").text


def test_an_open_round_is_stopped_with_a_reason_and_takes_no_more_answers(
    office: HouseClient, people: Session, ballot: Session, opened: Wave
) -> None:
    page = office.get("/office/rounds/2026-11")
    reason = {"because": "The wrong questions."}
    assert office.send(page, reason, action="/office/rounds/2026-11/stop").status_code == 302
    people.expire_all()
    ballot.expire_all()
    assert opened.state is State.STOPPED
    assert keys.find(ballot, "2026-11").is_open is False
    due = waves.due(people, kept=lambda _: waves.Kept.BOX)
    assert list(due) == [("discard", "2026-11")]
    people.rollback()
    assert "The wrong questions." in office.get("/office/rounds/2026-11").text


def test_a_planned_round_is_stopped_without_a_box(office: HouseClient, people: Session) -> None:
    planned(office)
    page = office.get("/office/rounds/2026-11")
    reason = {"because": "Too early."}
    assert office.send(page, reason, action="/office/rounds/2026-11/stop").status_code == 302
    assert waves.find(people, "2026-11").state is State.STOPPED


@pytest.mark.parametrize("reason", ["", "x" * 501])
def test_a_round_is_not_stopped_without_a_reason(
    office: HouseClient, opened: Wave, reason: str
) -> None:
    page = office.get("/office/rounds/2026-11")
    answer = office.send(page, {"because": reason}, action="/office/rounds/2026-11/stop")
    assert answer.status_code == 422
    assert 'href="#because"' in answer.text
    assert opened.state is State.OPEN
