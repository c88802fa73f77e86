"""A plan is checked as a whole: dates in order, one round at a time, a core question, a fair pledge."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from surveys.fieldwork import plan, programme, waves
from surveys.fieldwork.plan import BadPlan
from surveys.fieldwork.pledge import Pledge, WeakPledge
from surveys.fieldwork.waves import State
from surveys.instruments.compose import compose
from surveys.instruments.loader import library
from tests.surveys.fieldwork import made_up


def details(today: date, **other: Any) -> dict[str, Any]:
    usual = {
        "code": "2026-11",
        "names": {"en": "November"},
        "opens_on": today,
        "closes_on": today + timedelta(13),
        "releases_on": today + timedelta(20),
        "release_hour": 9,
        "instrument": programme.instrument_for(1),
        "pledge": Pledge(),
    }
    return usual | other


def fields(people: Session, today: date, **other: Any) -> list[str]:
    with pytest.raises(BadPlan) as refused:
        plan.plan(people, **details(today, **other))
    return [problem.field for problem in refused.value.problems]


@pytest.mark.both_databases
def test_a_planned_round_keeps_its_own_copy_of_questions_and_pledge(
    people: Session, today: date
) -> None:
    plan.plan(people, **details(today))
    people.expire_all()
    found = waves.find(people, "2026-11")
    assert found.state is State.PLANNED
    assert found.instrument == programme.instrument_for(1)
    assert found.pledge == Pledge()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("code", "2026/11"),
        ("code", ""),
        ("code", "x" * 21),
        ("names", {"en": " "}),
        ("release_hour", 24),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    people: Session, today: date, field: str, value: object
) -> None:
    assert fields(people, today, **{field: value}) == [field]


def test_dates_come_in_order(people: Session, today: date) -> None:
    assert fields(people, today, closes_on=today - timedelta(1)) == ["closes_on"]
    assert fields(people, today, releases_on=today + timedelta(13)) == ["releases_on"]


def test_a_round_that_is_over_cannot_be_planned(people: Session, today: date) -> None:
    ago = today - timedelta(30)
    assert fields(people, today, opens_on=ago, closes_on=ago + timedelta(5)) == ["closes_on"]


def test_a_round_of_another_century_is_a_slip_of_the_hand(people: Session, today: date) -> None:
    far = today.replace(year=2999)
    days = {"opens_on": far, "closes_on": far + timedelta(13), "releases_on": far + timedelta(20)}
    assert fields(people, today, **days) == ["opens_on"]


def test_answers_are_kept_until_comments_could_be_cleared(people: Session, today: date) -> None:
    # closes on day 13, results on day 20: 14 days after that is day 34
    assert fields(people, today, pledge=Pledge(keep_days=20)) == ["keep_days"]
    assert fields(people, today, releases_on=today + timedelta(90)) == ["keep_days"]
    assert plan.plan(people, **details(today, pledge=Pledge(keep_days=21))).code == "2026-11"


def test_a_code_is_used_once(people: Session, today: date) -> None:
    made_up.wave(people).state = State.STOPPED
    assert fields(people, today) == ["code"]


@pytest.mark.parametrize(("first", "last"), [(-5, 0), (13, 20), (2, 3), (-5, 30)])
def test_rounds_never_overlap_by_a_day(people: Session, today: date, first: int, last: int) -> None:
    made_up.wave(people)
    days = {
        "opens_on": today + timedelta(first),
        "closes_on": today + timedelta(last),
        "releases_on": today + timedelta(40),
    }
    assert fields(people, today, code="other", **days) == ["opens_on"]


def test_a_stopped_round_is_in_nobodys_way(people: Session, today: date) -> None:
    made_up.wave(people).state = State.STOPPED
    people.flush()
    assert plan.plan(people, **details(today, code="other")).code == "other"


def test_questions_without_the_core_are_refused(people: Session, today: date) -> None:
    instrument = compose("mine", core=library()["wellbeing"], modules=())
    assert fields(people, today, instrument=instrument) == ["instrument"]


@pytest.mark.parametrize(
    "weak",
    [{"threshold": 4}, {"comment_threshold": 4}, {"sensitive_threshold": 9}, {"keep_days": 0}],
)
def test_a_pledge_below_the_floor_does_not_exist(weak: dict[str, int]) -> None:
    with pytest.raises(WeakPledge):
        Pledge(**weak)


def test_results_are_for_everyone_or_for_the_network_and_for_nobody_else() -> None:
    assert not Pledge().on_network_alone
    assert Pledge(results_for="network").on_network_alone
    with pytest.raises(WeakPledge, match="everyone or for the organisation"):
        Pledge(results_for="directors")


def test_a_pledge_permits_from_its_threshold_on() -> None:
    pledge = Pledge(threshold=10, comment_threshold=12, sensitive_threshold=20)
    assert [pledge.permits(base) for base in (0, 9, 10, 11)] == [False, False, True, True]
    assert [pledge.permits_comments(base) for base in (11, 12)] == [False, True]
    assert [pledge.permits_sensitive(base) for base in (19, 20)] == [False, True]


def test_a_pledge_survives_its_document() -> None:
    pledge = Pledge(threshold=12, keep_days=30)
    assert Pledge.from_document(pledge.document()) == pledge
