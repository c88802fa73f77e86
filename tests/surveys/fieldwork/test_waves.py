"""A wave is moved by its dates, one at a time, and can be stopped only with a reason."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from surveys import clock
from surveys.fieldwork import waves
from surveys.fieldwork.waves import TRANSITIONS, NoReason, NoSuchWave, State, Wave, WrongState
from tests.surveys.fieldwork import made_up


def due(
    people: Session, day: date, hour: int = 12, *, opened: bool = False
) -> list[tuple[str, str]]:
    with clock.at(day, hour):
        kept = waves.Kept.ANSWERS if opened else waves.Kept.BOX
        return list(waves.due(people, kept=lambda _: kept))


@pytest.fixture
def wave(people: Session, today: date) -> Wave:
    return made_up.wave(people)


def test_the_state_machine_is_drawn_in_the_docs_as_it_is() -> None:
    text = (Path(__file__).parents[3] / "docs" / "architecture.md").read_text()
    drawing = text.split("## Waves", 1)[1].split("```mermaid\n", 1)[1].split("\n```", 1)[0]
    assert drawing == waves.diagram()


@pytest.mark.parametrize("state", State)
def test_a_wave_makes_the_moves_of_the_table_and_no_other(wave: Wave, state: State) -> None:
    for target in State:
        wave.state = state
        if target in TRANSITIONS[state]:
            wave.move(target)
            assert wave.state is target
        else:
            with pytest.raises(WrongState):
                wave.move(target)


def test_nothing_is_due_before_its_day(people: Session, wave: Wave, today: date) -> None:
    assert due(people, today - timedelta(1), 23) == []


@pytest.mark.both_databases
def test_each_day_asks_for_its_job(people: Session, wave: Wave) -> None:
    assert due(people, wave.opens_on, 0) == [("open_wave", "2026-11")]
    wave.move(State.OPEN)
    assert due(people, wave.closes_on, 23) == []
    assert due(people, wave.closes_on + timedelta(1), 0) == [("close_wave", "2026-11")]
    wave.move(State.CLOSED)
    assert due(people, wave.closes_on + timedelta(1)) == [("open_box", "2026-11")]
    assert due(people, wave.closes_on + timedelta(1), opened=True) == [("prepare", "2026-11")]
    wave.move(State.PREPARED)
    assert due(people, wave.releases_on, 8, opened=True) == []
    assert due(people, wave.releases_on, 9, opened=True) == [("publish", "2026-11")]
    wave.move(State.RELEASED)
    assert due(people, wave.releases_on, opened=True) == []


@pytest.mark.parametrize("state", [State.CLOSED, State.PREPARED, State.RELEASED])
def test_raw_answers_are_destroyed_on_their_day_whatever_else_waits(
    people: Session, wave: Wave, state: State
) -> None:
    wave.state = state
    stated = wave.closes_on + timedelta(90)
    assert ("shred", "2026-11") not in due(people, stated - timedelta(1), 23, opened=True)
    assert due(people, stated, 0, opened=True) == [("shred", "2026-11")]


def test_a_round_whose_days_went_by_unopened_stays_closed(people: Session, wave: Wave) -> None:
    assert due(people, wave.closes_on + timedelta(1)) == []


def test_the_next_round_opens_only_after_the_last_has_closed(people: Session, wave: Wave) -> None:
    later = wave.closes_on + timedelta(1)
    made_up.wave(
        people, "2026-12", opens=later, closes=later + timedelta(7), releases=later + timedelta(9)
    )
    wave.move(State.OPEN)
    assert due(people, later) == [("close_wave", "2026-11")]
    wave.move(State.CLOSED)
    assert due(people, later, opened=True) == [("prepare", "2026-11"), ("open_wave", "2026-12")]


def test_a_round_is_stopped_with_its_reason(people: Session, wave: Wave) -> None:
    waves.stop(people, wave, "  The wrong\nquestions.  ")
    assert wave.state is State.STOPPED
    assert wave.stopped_because == "The wrong questions."


@pytest.mark.parametrize("reason", ["", "   ", "x" * 501])
def test_a_round_is_not_stopped_without_a_reason(people: Session, wave: Wave, reason: str) -> None:
    with pytest.raises(NoReason):
        waves.stop(people, wave, reason)
    assert wave.state is State.PLANNED


def test_a_released_round_cannot_be_stopped(people: Session, wave: Wave) -> None:
    wave.state = State.RELEASED
    with pytest.raises(WrongState):
        waves.stop(people, wave, "Too late.")


def test_a_stopped_rounds_answers_are_destroyed_at_once(people: Session, wave: Wave) -> None:
    waves.stop(people, wave, "Wrong questions.")
    assert due(people, wave.opens_on) == [("discard", "2026-11")]
    assert due(people, wave.opens_on, opened=True) == [("shred", "2026-11")]


def test_a_round_that_is_not_there_is_called_by_its_name(people: Session) -> None:
    with pytest.raises(NoSuchWave, match="2031-01"):
        waves.find(people, "2031-01")


def test_all_rounds_are_listed_the_latest_first(people: Session, wave: Wave, today: date) -> None:
    later = made_up.wave(
        people,
        "2027-01",
        opens=today + timedelta(50),
        closes=today + timedelta(60),
        releases=today + timedelta(70),
    )
    assert waves.every(people) == (later, wave)
