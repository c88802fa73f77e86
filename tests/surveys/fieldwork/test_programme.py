"""The programme: core every time, every other topic once in three rounds, short enough for a phone."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from surveys.fieldwork import programme
from surveys.fieldwork.programme import TURNS, NoSuchRound
from surveys.fieldwork.waves import State
from tests.surveys.fieldwork import made_up


def test_every_round_asks_the_core_an_open_comment_and_who_answers() -> None:
    for number in range(1, 7):
        codes = [item.code for item in programme.instrument_for(number).items]
        assert {item.code for item in programme.core().items} <= set(codes)
        assert "not_asked" in codes
        assert codes[-2:] == ["role", "employment"]


def test_every_topic_comes_round_within_three_rounds() -> None:
    topics = {
        *("caseload", "supervision", "bureaucracy", "bullying", "listened", "trust", "retention"),
        *("admin", "it", "blame", "aggression", "wellbeing", "learning"),
    }
    for begin in range(1, 4):
        asked = {
            construct.code
            for number in range(begin, begin + len(TURNS))
            for construct in programme.instrument_for(number).constructs
        }
        assert topics <= asked


def test_a_round_is_short() -> None:
    for number in range(1, 4):
        instrument = programme.instrument_for(number)
        assert len(instrument.closed) <= 15
        assert 1 <= len(instrument.comments) <= 2


def test_the_same_number_asks_the_same_questions() -> None:
    prints = [programme.instrument_for(number).fingerprint for number in range(1, 7)]
    assert prints[:3] == prints[3:]
    assert len(set(prints)) == 3


def test_a_stopped_rounds_turn_comes_again(people: Session, today: date) -> None:
    assert programme.next_instrument(people) == programme.instrument_for(1)
    wave = made_up.wave(people)
    assert programme.next_instrument(people) == programme.instrument_for(2)
    wave.state = State.STOPPED
    assert programme.next_instrument(people) == programme.instrument_for(1)


def test_rounds_are_counted_from_one() -> None:
    with pytest.raises(NoSuchRound):
        programme.instrument_for(0)
