"""The office says once how rounds are held; the calendar follows; one round is moved or skipped by itself."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from pulse.jobs import runner
from surveys import clock
from surveys.fieldwork import cadence, waves
from surveys.fieldwork.waves import State
from tests.house_client import HouseClient

pytestmark = pytest.mark.usefixtures("staffed")
CHANGE = "/office/programme/change"


def save(office: HouseClient, **typed: object):
    return office.send(office.get(CHANGE), typed, action=CHANGE)


def page(office: HouseClient) -> str:
    return " ".join(office.get("/office/programme").text.split())


def codes(people: Session) -> dict[str, State]:
    found = {wave.code: wave.state for wave in waves.every(people)}
    people.rollback()
    return found


def test_without_a_programme_the_page_says_what_it_is_for(office: HouseClient) -> None:
    assert "No programme yet" in page(office)


def test_a_small_organisation_is_offered_three_weeks_a_quarter(office: HouseClient) -> None:
    form = office.get(CHANGE).text
    assert "Hold one round a quarter and leave it open for three weeks" in form
    assert 'value="21"' in form


def test_saving_plans_the_next_rounds_and_shows_later_ones(
    office: HouseClient, people: Session
) -> None:
    done = save(office, months="1", open_days="14", avoided="25 December 2026\n04/01/2027")
    assert done.status_code == 302
    said = page(office)
    assert "Planned by it: December 2026, January 2027, February 2027." in said
    assert "A round every month, open for 14 days" in said
    assert "May 2027" in said
    assert set(codes(people)) == {"2026-12", "2027-01", "2027-02"}
    row = cadence.the(people)
    assert row is not None
    assert row.avoided == ["2026-12-21", "2027-01-04"]
    people.rollback()
    # the form comes back as it was saved
    assert "21 December 2026\n4 January 2027" in office.get(CHANGE).text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"open_days": "22", "months": "1"}, "at most 21 days"),
        ({"open_days": "three"}, "Enter a whole number"),
        ({"open_days": "5"}, "from 7 to 28"),
        ({"results_after": "0"}, "from 1 to 60"),
        ({"avoided": "Christmas"}, "“Christmas” is no day"),
        ({"begins_on-month": "13"}, "must be a real date"),
        ({"reminders": "soon"}, "Write days as numbers, such as 5, 10"),
        ({"reminders": "1, 5"}, "at least 2 days after the first day"),
        ({"reminders": "2, 4, 6"}, "At most 2 reminders"),
        ({"threshold": "4"}, "from 5 to 100"),
        ({"keep_days": "10", "months": "3"}, "Raw answers must be kept"),
        ({"invites": "texts"}, "No way for text messages is set"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_planned(
    office: HouseClient, people: Session, typed: dict[str, str], said: str
) -> None:
    refused = save(office, **typed)
    assert refused.status_code == 422
    assert said in refused.text
    assert codes(people) == {}
    assert cadence.the(people) is None


def test_switched_off_it_plans_nothing(office: HouseClient, people: Session) -> None:
    save(office, runs="no")
    assert "The programme is switched off" in page(office)
    assert codes(people) == {}


def test_a_round_is_moved_or_skipped_and_the_programme_goes_on(
    office: HouseClient, people: Session
) -> None:
    save(office, months="1", open_days="14")
    address = "/office/rounds/2026-12/move"
    wrong = office.send(office.get(address), {"opens_on-month": "x"}, action=address)
    assert "must be a real date" in wrong.text
    onto = {"opens_on-day": "4", "opens_on-month": "1", "opens_on-year": "2027"}
    assert "one round at a time" in office.send(office.get(address), onto, action=address).text
    on = {"opens_on-day": "10", "opens_on-month": "12", "opens_on-year": "2026"}
    office.send(office.get(address), on, action=address)
    assert "December 2026 opens on 10 December 2026." in page(office)
    skip = "/office/rounds/2027-01/skip"
    to_skip = office.get("/office/rounds/2027-01/move")
    assert "Enter why this round is not held" in office.send(to_skip, {}, action=skip).text
    office.send(to_skip, {"because": "We change our teams."}, action=skip)
    assert "January 2027 is skipped" in page(office)
    assert codes(people)["2027-01"] is State.STOPPED


def test_a_round_that_has_opened_is_no_longer_moved(office: HouseClient, people: Session) -> None:
    save(office, months="1", open_days="14")
    waves.find(people, "2026-12").move(State.OPEN)
    people.commit()
    people.rollback()
    assert "Only a round that has not opened" in office.get("/office/rounds/2026-12/move").text


def test_the_job_runner_plans_on_and_puts_headcounts_forward(
    office: HouseClient, people: Session, app
) -> None:
    save(office, months="1", open_days="14")
    with clock.at(date(2026, 12, 1)), app.app_context():
        said = " ".join(runner.tick(app.extensions["pulse"]))
    assert "2026-12: headcounts proposed" in said
    with clock.at(date(2027, 1, 20)), app.app_context():
        said = " ".join(runner.tick(app.extensions["pulse"]))
    assert "Planned: 2027-03, 2027-04." in said


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("reminders", "5, 8, 11", "At most 2 reminders: more is pestering."),
        ("reminders", "5, 5", "A reminder must come at least 2 days after"),
        ("reminders", "0", "A reminder must come at least 2 days after"),
        ("reminders", "14", "The last reminder must come before the last day, or on it."),
        ("begins_on-year", "2999", "The first day is more than two years ahead. Check the year."),
        ("open_days", "abc", "Enter a whole number, such as 30"),
    ],
)
def test_what_no_round_could_be_held_by_is_refused_beside_its_field(
    office: HouseClient, people: Session, field: str, typed: str, said: str
) -> None:
    """Before, the programme took it, and planning a round by it then failed night after night."""
    page = save(office, **{"months": "1", "open_days": "14", field: typed})
    assert page.status_code == 422
    assert said in page.text
    assert "Not a valid" not in page.text
    assert cadence.the(people) is None
