"""Proposals: one key to promise more, two to promise less, and never a word changed afterwards."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from surveys import clock
from surveys.errors import Refusal
from surveys.fieldwork.pledge import Pledge
from surveys.fieldwork.waves import State
from surveys.governance import in_force, proposals
from surveys.governance.keyholders import NotAKeyholder
from surveys.governance.proposal import LASTS, Fate
from surveys.governance.proposals import AlreadyDecided, ChangedMeanwhile, NothingProposed, NotOpen
from surveys.governance.rules import BadRules, Rules
from tests.surveys.fieldwork import made_up
from tests.surveys.governance import three

pytestmark = pytest.mark.usefixtures("today")
EIGHT = Rules(Pledge(threshold=8))
TWELVE = Rules(Pledge(threshold=12))
BECAUSE = "Three teams have nine people."


def test_nobody_has_agreed_on_anything_so_the_usual_rules_hold(people: Session) -> None:
    assert in_force.now(people) == in_force.InForce(Rules())


def test_the_office_alone_weakens_nothing(people: Session) -> None:
    three.found(people)
    made = proposals.propose(people, three.OFFICE, EIGHT, BECAUSE)
    with pytest.raises(NotAKeyholder):
        proposals.agree(people, made.number, three.OFFICE)
    assert in_force.now(people).rules == Rules()


@pytest.mark.parametrize("one", [three.UNION, three.EMPLOYER, three.OUTSIDER])
def test_one_key_is_not_enough_to_promise_less_however_often_it_is_turned(
    people: Session, one: str
) -> None:
    three.found(people)
    made = three.agreed(people, EIGHT, one)
    assert made.needs == 2
    with pytest.raises(AlreadyDecided):
        proposals.agree(people, made.number, one)
    assert in_force.now(people).rules == Rules()
    assert proposals.find(people, made.number).is_open


def test_two_keys_promise_less_at_once_while_nobody_was_promised_anything(people: Session) -> None:
    three.found(people)
    made = three.agreed(people, EIGHT, three.EMPLOYER, three.UNION)
    assert made.fate is Fate.AGREED
    assert in_force.now(people).rules == EIGHT


def test_once_people_were_asked_less_is_promised_only_after_two_weeks_notice(
    people: Session, today: date
) -> None:
    three.found(people)
    made_up.staffed(people)
    made_up.wave(people).state = State.RELEASED
    three.agreed(people, EIGHT, three.EMPLOYER, three.UNION)
    assert in_force.now(people).rules == Rules()
    waits = in_force.announced(people)
    assert waits is not None
    assert (waits.rules, waits.since) == (EIGHT, today + timedelta(days=14))
    with clock.at(today + timedelta(days=14)):
        assert in_force.now(people).rules == EIGHT
        assert in_force.announced(people) is None


def test_one_key_promises_more_at_once(people: Session, today: date) -> None:
    three.found(people)
    made_up.staffed(people)
    made_up.wave(people).state = State.RELEASED
    assert three.agreed(people, TWELVE, three.UNION).needs == 1
    assert in_force.now(people) == in_force.InForce(TWELVE, today, 1)


def test_one_key_puts_an_end_to_a_weakening_that_was_announced(
    people: Session, today: date
) -> None:
    three.found(people)
    made_up.staffed(people)
    made_up.wave(people).state = State.RELEASED
    three.agreed(people, EIGHT, three.EMPLOYER, three.OUTSIDER)
    assert three.agreed(people, Rules(), three.UNION).needs == 1
    assert in_force.announced(people) is None
    with clock.at(today + timedelta(days=60)):
        assert in_force.now(people).rules == Rules()


def test_a_proposal_that_two_refuse_is_over(people: Session) -> None:
    three.found(people)
    made = three.agreed(people, EIGHT, three.EMPLOYER)
    assert proposals.refuse(people, made.number, three.UNION).is_open
    assert proposals.refuse(people, made.number, three.OUTSIDER).fate is Fate.REFUSED
    with pytest.raises(NotOpen):
        proposals.agree(people, made.number, three.UNION)


def test_a_proposal_expires(people: Session, today: date) -> None:
    three.found(people)
    made = three.agreed(people, EIGHT, three.EMPLOYER)
    with clock.at(today + timedelta(days=LASTS)):
        assert proposals.find(people, made.number).is_open
    with clock.at(today + timedelta(days=LASTS + 1)):
        assert proposals.find(people, made.number).fate is Fate.EXPIRED
        with pytest.raises(NotOpen):
            proposals.agree(people, made.number, three.UNION)
    assert in_force.now(people).rules == Rules()


def test_only_who_proposed_it_takes_it_back(people: Session) -> None:
    three.found(people)
    made = proposals.propose(people, three.OFFICE, EIGHT, BECAUSE)
    with pytest.raises(Refusal):
        proposals.withdraw(people, made.number, three.UNION)
    assert proposals.withdraw(people, made.number, three.OFFICE).fate is Fate.WITHDRAWN


def test_a_proposal_is_overtaken_when_other_rules_come_into_force(people: Session) -> None:
    """What needed one key when it was made could be a weakening by now."""
    three.found(people)
    older = proposals.propose(people, three.OFFICE, Rules(Pledge(threshold=11)), "A little more.")
    three.agreed(people, TWELVE, three.UNION)
    assert proposals.find(people, older.number).fate is Fate.OVERTAKEN
    with pytest.raises(NotOpen):
        proposals.agree(people, older.number, three.EMPLOYER)
    assert in_force.now(people).rules == TWELVE


def test_nothing_is_proposed_by_proposing_what_holds(people: Session) -> None:
    with pytest.raises(NothingProposed):
        proposals.propose(people, three.OFFICE, Rules(), BECAUSE)


@pytest.mark.parametrize("because", ["", "  ", "x" * 601])
def test_a_proposal_says_why(people: Session, because: str) -> None:
    with pytest.raises(Refusal, match="Write why"):
        proposals.propose(people, three.OFFICE, EIGHT, because)


def test_rules_that_a_planned_round_cannot_keep_are_not_agreed(people: Session) -> None:
    three.found(people)
    made_up.wave(people)  # its results come 8 days after its last day
    short = replace(Rules(), pledge=Pledge(keep_days=20))
    made = proposals.propose(people, three.OFFICE, short, "The shorter the better.")
    with pytest.raises(BadRules, match="needs its raw answers for 22 days"):
        proposals.agree(people, made.number, three.UNION)


@pytest.mark.both_databases
def test_of_two_who_decide_at_once_one_reads_it_again(
    people: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    three.found(people)
    made = proposals.propose(people, three.OFFICE, EIGHT, BECAUSE)
    read: Callable[[Session, int], object] = proposals.find
    seen = read(people, made.number)
    proposals.agree(people, made.number, three.UNION)
    monkeypatch.setattr(proposals, "find", lambda *_: seen)
    with pytest.raises(ChangedMeanwhile):
        proposals.agree(people, made.number, three.EMPLOYER)


@pytest.mark.both_databases
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE agreed_rules SET document = '{}'",
        "DELETE FROM agreed_rules",
        "UPDATE proposal SET needs = 1",
        "DELETE FROM proposal",
        "UPDATE proposal_entry SET side = 'union'",
        "DELETE FROM proposal_entry",
    ],
)
def test_the_database_lets_nobody_change_what_was_agreed(people: Session, change: str) -> None:
    three.found(people)
    three.agreed(people, EIGHT, three.EMPLOYER, three.UNION)
    people.commit()
    with pytest.raises(DBAPIError, match="cannot be changed"):
        people.execute(text(change))
