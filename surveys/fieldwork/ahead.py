"""Planning ahead: the programme's next rounds exist before their days, so that everybody can see and prepare them."""

from datetime import date, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys import clock
from surveys.errors import Refusal
from surveys.fieldwork import cadence, headcounts, plan, programme, waves
from surveys.fieldwork.cadence import Cadence, Slot
from surveys.fieldwork.headcounts import Standing
from surveys.fieldwork.plan import BadPlan
from surveys.fieldwork.waves import State, Wave

#: Rounds that are planned ahead.
AHEAD: Final = 3
#: Days before a round opens on which its headcounts are put before a second person.
PROPOSED_BEFORE: Final = 10


class NotMovable(Refusal):
    """Only a round that has not opened can be moved or skipped."""


def runs(people: Session) -> bool:
    """Whether the programme runs by itself."""
    rhythm = cadence.the(people)
    return rhythm is not None and rhythm.runs


def lacking(people: Session) -> tuple[Slot, ...]:
    """The next rounds of the programme that are not planned. One that was skipped or moved is known by its code."""
    rhythm = cadence.the(people)
    if rhythm is None or not rhythm.runs:
        return ()
    known = set(people.scalars(select(Wave.code)))
    return tuple(slot for slot in cadence.coming(rhythm, AHEAD) if slot.code not in known)


def plan_next(people: Session) -> tuple[Wave, ...]:
    """Plan them, each with the questions whose turn it is. Raises BadPlan."""
    rhythm = cadence.the(people)
    return tuple(_plan(people, rhythm, slot) for slot in lacking(people)) if rhythm else ()


def to_propose(people: Session) -> tuple[Wave, ...]:
    """Planned rounds near their day whose headcounts nobody has proposed, or whose roster has changed since."""
    near = clock.today() + timedelta(days=PROPOSED_BEFORE)
    found = (wave for wave in waves.every(people) if wave.state is State.PLANNED)
    return tuple(
        wave
        for wave in found
        if clock.today() <= wave.closes_on
        and wave.opens_on <= near
        and headcounts.standing(people, wave) in (Standing.NOT_PROPOSED, Standing.CHANGED)
    )


def move(people: Session, wave: Wave, opens_on: date) -> None:
    """Another first day; its other days move with it. Raises NotMovable, BadPlan."""
    _demand_planned(wave)
    by = opens_on - wave.opens_on
    closes, releases = wave.closes_on + by, wave.releases_on + by
    found = tuple(plan.check_days(people, opens_on, closes, but=wave.code))
    if found:
        raise BadPlan(found)
    wave.opens_on, wave.closes_on, wave.releases_on = opens_on, closes, releases
    people.flush()


def skip(people: Session, wave: Wave, because: str) -> None:
    """It is not held; the programme goes on after it. Raises NotMovable, NoReason."""
    _demand_planned(wave)
    waves.stop(people, wave, because)


def _plan(people: Session, rhythm: Cadence, slot: Slot) -> Wave:
    return plan.plan(
        people,
        code=slot.code,
        names=slot.names,
        opens_on=slot.opens_on,
        closes_on=slot.closes_on,
        releases_on=slot.releases_on,
        release_hour=rhythm.release_hour,
        instrument=programme.next_instrument(people),
        pledge=rhythm.pledge,
        invites=rhythm.invites,
        texts=rhythm.texts,
        reminders=rhythm.reminders,
    )


def _demand_planned(wave: Wave) -> None:
    if wave.state is not State.PLANNED:
        raise NotMovable(
            f"{wave.names['en']} is {wave.state}. Only a round that has not opened can be moved or skipped."
        )
