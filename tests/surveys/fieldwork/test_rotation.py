"""Rotation: the office chooses which topics take turns; one round may ask others; what is yearly stays yearly."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from surveys.fieldwork import programme, rotation
from surveys.fieldwork.cadence import MONTHLY, QUARTERLY
from surveys.fieldwork.programme import NotPlanned, TooSoon
from surveys.fieldwork.rotation import MOST_TURNS, USUAL, BadTurn
from surveys.fieldwork.waves import State
from surveys.instruments import minutes
from tests.surveys.fieldwork import made_up

CODES = [module.code for module in rotation.choices()]
MORE = ("caseload", "supervision", "wellbeing", "bullying", "aggression")
OWN = (("caseload", "bullying"), ("supervision",))


@pytest.mark.both_databases
def test_the_usual_turns_hold_until_the_office_has_chosen(people: Session) -> None:
    assert rotation.of(people) == USUAL
    assert not rotation.is_own(people)
    rotation.save(people, OWN, months=MONTHLY)
    rotation.save(people, OWN, months=MONTHLY)
    people.commit()
    assert rotation.of(people) == OWN
    assert rotation.is_own(people)


def test_the_next_rounds_ask_what_was_chosen_turn_by_turn(people: Session, today: date) -> None:
    rotation.save(people, OWN, months=MONTHLY)
    asked = [rotation.chosen(programme.coming_instrument(people, place)) for place in range(1, 5)]
    assert [set(each) for each in asked] == [set(OWN[0]), set(OWN[1])] * 2
    made_up.wave(people)
    assert rotation.chosen(programme.next_instrument(people)) == OWN[1]


@given(st.lists(st.lists(st.sampled_from(CODES), max_size=4, unique=True), min_size=1, max_size=6))
def test_whatever_is_taken_asks_the_core_and_what_was_chosen_and_is_short(
    turns: list[list[str]],
) -> None:
    chosen = tuple(tuple(turn) for turn in turns)
    try:
        rotation.check(chosen, months=MONTHLY)
    except BadTurn:
        return
    core = {item.code for item in rotation.core().items}
    for place, turn in enumerate(chosen):
        made = rotation.instrument(place, turn)
        assert core <= {item.code for item in made.items}
        assert set(turn) <= set(rotation.chosen(made))
        assert minutes.of(made).most <= minutes.LONGEST


@pytest.mark.parametrize(
    ("turns", "turn", "says"),
    [
        ((("it",), ("no_such",)), 1, "no topic called"),
        ((("it", "it"),), 0, "listed twice"),
        ((("bureaucracy", "retention"),), 0, "at most 2 comments"),
        ((tuple(code for code in CODES if code.startswith("hse") or code in MORE),), 0, "minutes"),
        ((("it",), ("age",)), 1, "once a year at most"),
        ((), 0, "1 to 6 rounds"),
        (((),) * (MOST_TURNS + 1), 0, "1 to 6 rounds"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_its_turn(
    people: Session, turns: tuple[tuple[str, ...], ...], turn: int, says: str
) -> None:
    with pytest.raises(BadTurn, match=says) as refusal:
        rotation.save(people, turns, months=MONTHLY)
    assert refusal.value.turn == turn
    assert rotation.of(people) == USUAL


def test_a_yearly_question_may_stand_in_turns_that_take_a_year(people: Session) -> None:
    rotation.save(people, (("age",), (), (), ()), months=QUARTERLY)
    assert rotation.of(people)[0] == ("age",)


def test_what_no_turn_has_is_listed() -> None:
    left = {module.code for module in rotation.never_asked(USUAL)}
    assert "caseload" in left
    assert "bullying" not in left
    assert rotation.asked_by(rotation.choices()[0]) == {"questions": 2, "comments": 0}


def test_one_round_may_ask_other_topics(people: Session, today: date) -> None:
    wave = made_up.wave(people)
    programme.ask(people, wave, ("caseload", "age"))
    assert set(rotation.chosen(wave.instrument)) == {"caseload", "age"}
    assert rotation.of(people) == USUAL


def test_a_yearly_question_is_refused_within_a_year_of_another_round(
    people: Session, today: date
) -> None:
    first = made_up.wave(people)
    programme.ask(people, first, ("age",))
    programme.ask(people, first, ("age", "it"))
    days = (date(2027, 3, 1), date(2027, 3, 14), date(2027, 3, 22))
    later = made_up.wave(people, "2027-03", opens=days[0], closes=days[1], releases=days[2])
    with pytest.raises(TooSoon, match="Round 2026-11 asks it too"):
        programme.ask(people, later, ("age",))
    programme.ask(people, later, ("sex",))
    first.state = State.STOPPED
    programme.ask(people, later, ("age",))


def test_what_an_open_round_asks_is_settled(people: Session, today: date) -> None:
    wave = made_up.wave(people)
    wave.move(State.OPEN)
    with pytest.raises(NotPlanned, match="settled before it opened"):
        programme.ask(people, wave, ("it",))
