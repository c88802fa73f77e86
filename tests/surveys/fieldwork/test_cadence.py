"""Rounds come round by themselves, on Mondays, never in a week that is avoided and never two at a time."""

from datetime import date, timedelta
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys import clock
from surveys.fieldwork import ahead, cadence, headcounts, waves
from surveys.fieldwork.ahead import NotMovable
from surveys.fieldwork.cadence import BadCadence, Cadence
from surveys.fieldwork.plan import BadPlan
from surveys.fieldwork.pledge import Pledge
from surveys.fieldwork.roster import Worker
from surveys.fieldwork.waves import State
from tests.surveys.fieldwork import made_up

WEEK = timedelta(days=7)


def rhythm(**other: object) -> Cadence:
    usual: dict[str, object] = {
        "id": 1,
        "runs": True,
        "begins_on": date(2026, 11, 16),
        "months": 1,
        "open_days": 14,
        "results_after": 14,
        "release_hour": 9,
        "invites": True,
        "texts": False,
        "reminders": [5, 10],
        "avoided": [],
        "pledge_document": Pledge().document(),
    }
    return Cadence(**usual | other)


mondays = st.dates(date(2026, 11, 1), date(2028, 1, 1)).map(cadence.week_of)


@given(
    months=st.sampled_from(cadence.INTERVALS),
    open_days=st.integers(cadence.SHORTEST, 21),
    avoided=st.sets(mondays, max_size=25),
)
def test_no_round_is_open_in_an_avoided_week_or_beside_another(
    months: int, open_days: int, avoided: set[date]
) -> None:
    made = rhythm(
        months=months,
        open_days=open_days,
        reminders=[3],
        avoided=[week.isoformat() for week in avoided],
    )
    cadence.check(made)
    found = list(islice(cadence.slots(made), 8))
    assert all(slot.opens_on.weekday() == 0 for slot in found)
    assert all((slot.closes_on - slot.opens_on).days == open_days - 1 for slot in found)
    assert len({slot.code for slot in found}) == len(found)
    for slot in found:
        assert not any(slot.opens_on < week + WEEK and week <= slot.closes_on for week in avoided)
    for earlier, later in pairwise(found):
        assert earlier.opens_on < later.opens_on


def test_a_round_opens_on_the_first_monday_of_its_month() -> None:
    found = list(islice(cadence.slots(rhythm(months=3)), 3))
    assert [(slot.code, slot.names["en"], slot.opens_on) for slot in found] == [
        ("2026-11", "November 2026", date(2026, 11, 2)),
        ("2027-02", "February 2027", date(2027, 2, 1)),
        ("2027-05", "May 2027", date(2027, 5, 3)),
    ]
    assert found[0].closes_on == date(2026, 11, 15)
    assert found[0].releases_on == date(2026, 11, 29)


def test_a_month_without_a_free_monday_has_no_round() -> None:
    december = [date(2026, 12, 7) + n * WEEK for n in range(4)]
    made = rhythm(avoided=[week.isoformat() for week in december])
    assert [slot.code for slot in islice(cadence.slots(made), 2)] == ["2026-11", "2027-01"]


@pytest.mark.parametrize(
    ("field", "other"),
    [
        ("open_days", {"open_days": 29, "months": 3}),
        ("open_days", {"open_days": 22}),
        ("results_after", {"results_after": 0}),
    ],
)
def test_what_runs_into_itself_is_refused_beside_its_field(
    field: str, other: dict[str, object]
) -> None:
    with pytest.raises(BadCadence) as refused:
        cadence.check(rhythm(**other))
    assert refused.value.field == field


@pytest.mark.both_databases
def test_the_next_three_rounds_are_planned_and_what_was_skipped_stays_skipped(
    people: Session, today: date
) -> None:
    made_up.staffed(people)
    people.add(rhythm())
    planned = ahead.plan_next(people)
    assert [wave.code for wave in planned] == ["2026-12", "2027-01", "2027-02"]
    assert len({wave.instrument.code for wave in planned}) == 3
    assert ahead.lacking(people) == ()
    ahead.skip(people, planned[0], "We move house in December.")
    assert ahead.plan_next(people) == ()
    with clock.at(date(2027, 1, 5)):
        assert [wave.code for wave in ahead.plan_next(people)] == ["2027-03", "2027-04"]


@pytest.mark.both_databases
def test_a_round_is_moved_with_all_its_days_and_not_onto_another(
    people: Session, today: date
) -> None:
    made_up.staffed(people)
    people.add(rhythm())
    december, january, _ = ahead.plan_next(people)
    ahead.move(people, december, date(2026, 12, 14))
    assert (december.closes_on, december.releases_on) == (date(2026, 12, 27), date(2027, 1, 10))
    ahead.move(people, december, date(2026, 12, 15))
    with pytest.raises(BadPlan, match="one round at a time"):
        ahead.move(people, december, january.opens_on)
    with pytest.raises(BadPlan, match="in the past"):
        ahead.move(people, december, date(2026, 9, 1))
    december.move(State.OPEN)
    for change in (
        lambda: ahead.move(people, december, date(2026, 12, 21)),
        lambda: ahead.skip(people, december, "No."),
    ):
        with pytest.raises(NotMovable):
            change()


def test_headcounts_are_put_forward_ten_days_before_and_again_when_the_roster_changes(
    people: Session, today: date
) -> None:
    made_up.staffed(people)
    people.add(rhythm())
    december, *_ = ahead.plan_next(people)
    assert ahead.to_propose(people) == ()
    with clock.at(december.opens_on - timedelta(days=10)):
        assert ahead.to_propose(people) == (december,)
        headcounts.propose(people, december, "job")
        assert ahead.to_propose(people) == ()
        worker = people.scalars(select(Worker).where(Worker.group_code == "A1")).first()
        assert worker is not None
        worker.active = False
        people.flush()
        assert ahead.to_propose(people) == (december,)
    with clock.at(december.closes_on + timedelta(days=1)):
        assert december not in ahead.to_propose(people)


def test_a_programme_that_is_switched_off_plans_nothing(people: Session, today: date) -> None:
    assert ahead.lacking(people) == ()
    people.add(rhythm(runs=False))
    assert ahead.plan_next(people) == ()
    assert waves.every(people) == ()
