"""Rounds under the rules: planned, lifted, and looked at again at the door."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from surveys import clock
from surveys.fieldwork import programme
from surveys.fieldwork.plan import BadPlan, Details
from surveys.fieldwork.pledge import Pledge
from surveys.fieldwork.waves import State
from surveys.governance import rounds
from surveys.governance.rounds import WeakerThanTheRules
from surveys.governance.rules import Rules
from tests.surveys.fieldwork import made_up
from tests.surveys.governance import three

pytestmark = pytest.mark.usefixtures("today")


def details(today: date, pledge: Pledge) -> Details:
    return Details(
        code="2026-12",
        names={"en": "December"},
        opens_on=today + timedelta(days=28),
        closes_on=today + timedelta(days=41),
        releases_on=today + timedelta(days=49),
        release_hour=9,
        instrument=programme.instrument_for(1),
        pledge=pledge,
    )


@pytest.mark.parametrize(
    ("pledge", "field"),
    [
        (Pledge(threshold=9), "threshold"),
        (Pledge(comment_threshold=9), "comment_threshold"),
        (Pledge(sensitive_threshold=19), "sensitive_threshold"),
        (Pledge(keep_days=91), "keep_days"),
        (Pledge(results_for="network"), "results_for"),
    ],
)
def test_a_round_that_promises_less_than_the_rules_is_not_planned(
    people: Session, today: date, pledge: Pledge, field: str
) -> None:
    with pytest.raises(BadPlan) as refused:
        rounds.plan_one(people, **details(today, pledge))
    assert [problem.field for problem in refused.value.problems] == [field]
    assert "two keyholders" in refused.value.problems[0].message


def test_a_round_may_promise_more_than_the_rules(people: Session, today: date) -> None:
    assert rounds.plan_one(people, **details(today, Pledge(threshold=15))).pledge.threshold == 15


def test_a_round_after_the_notice_may_be_planned_under_the_rules_of_its_day(
    people: Session, today: date
) -> None:
    three.found(people)
    made_up.wave(people).state = State.RELEASED
    three.agreed(people, Rules(Pledge(threshold=8)), three.EMPLOYER, three.UNION)
    made = rounds.plan_one(people, **details(today, Pledge(threshold=8)))
    assert made.pledge.threshold == 8
    three.agreed(people, Rules(), three.OUTSIDER)  # the announced rules are put an end to
    people.refresh(made)
    assert made.pledge.threshold == 10


def test_stronger_rules_lift_a_planned_round_and_leave_one_that_has_opened(
    people: Session, today: date
) -> None:
    three.found(people)
    opened = made_up.wave(people)
    opened.state = State.OPEN
    planned = rounds.plan_one(people, **details(today, Pledge()))
    three.agreed(people, Rules(Pledge(threshold=12), ("role",)), three.UNION)
    assert planned.pledge.threshold == 12
    assert [item.code for item in planned.instrument.attributes] == ["role"]
    assert opened.pledge == Pledge()
    assert len(opened.instrument.attributes) == 2


def test_a_pledge_that_was_weakened_by_hand_is_stopped_at_the_door(
    people: Session, today: date
) -> None:
    planned = rounds.plan_one(people, **details(today, Pledge()))
    rounds.demand(people, planned)
    planned.pledge_document = Pledge(threshold=6).document()
    with pytest.raises(WeakerThanTheRules, match="10 people or more"):
        rounds.demand(people, planned)


def test_a_question_about_oneself_that_nobody_agreed_to_is_stopped_at_the_door(
    people: Session, today: date
) -> None:
    planned = rounds.plan_one(people, **details(today, Pledge()))
    asked = planned.instrument
    age = replace(asked.item("role"), code="age")
    planned.instrument_document = replace(asked, items=(*asked.items, age)).document()
    with pytest.raises(WeakerThanTheRules, match="may not ask: age"):
        rounds.demand(people, planned)


def test_the_programme_follows_when_the_rules_get_stronger(people: Session, today: date) -> None:
    from surveys.fieldwork.cadence import Cadence

    three.found(people)
    people.add(
        Cadence(
            id=1,
            begins_on=today,
            months=1,
            open_days=14,
            results_after=8,
            release_hour=9,
            invites=False,
            texts=False,
            reminders=[],
            avoided=[],
            pledge_document=Pledge().document(),
        )
    )
    three.agreed(people, Rules(Pledge(threshold=12)), three.UNION)
    made = rounds.plan_next(people)
    assert made
    assert {wave.pledge.threshold for wave in made} == {12}
    assert made[0].opens_on > clock.today()
