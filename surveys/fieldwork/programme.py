"""The programme: which questions a round asks, so that every topic comes round again and again.

Core items are asked every time. The other topics take turns (``rotation``): with a round a month each of the usual ones
comes once a quarter.
"""

from datetime import timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from surveys.errors import Refusal
from surveys.fieldwork import rotation
from surveys.fieldwork.rotation import ALWAYS, CORE, USUAL, Turns, core
from surveys.fieldwork.waves import State, Wave
from surveys.instruments.instrument import Instrument

__all__ = ["ALWAYS", "CORE", "TURNS", "core", "instrument_for", "next_instrument"]

TURNS: Final = USUAL
#: What is yearly may be asked again after eleven months: a yearly round moves by some weeks.
_NEARLY_A_YEAR: Final = timedelta(days=335)


class NoSuchRound(Refusal):
    """Rounds are counted from 1."""


class NotPlanned(Refusal):
    """What a round asks is settled when it opens."""


class TooSoon(Refusal):
    """A yearly question was asked less than a year before, or will be."""


def instrument_for(round_number: int, turns: Turns = USUAL) -> Instrument:
    """What the round of this number asks, the first being 1: always the same for the same number.

    Raises NoSuchRound.
    """
    if round_number < 1:
        raise NoSuchRound("Rounds are counted from 1.")
    turn = (round_number - 1) % len(turns)
    return rotation.instrument(turn, turns[turn])


def next_instrument(people: Session) -> Instrument:
    """What the round to be planned next asks. A stopped round's turn comes again."""
    return coming_instrument(people, 1)


def coming_instrument(people: Session, place: int) -> Instrument:
    """What the round asks that will be planned after those that are; ``place``: 1 for the next of them."""
    planned = people.scalar(select(func.count()).where(Wave.state != State.STOPPED)) or 0
    return instrument_for(planned + place, rotation.of(people))


def ask(people: Session, wave: Wave, modules: tuple[str, ...]) -> None:
    """A planned round asks these topics beside the core. Raises NotPlanned, BadTurn, TooSoon."""
    if wave.state is not State.PLANNED:
        raise NotPlanned(
            f"{wave.names['en']} is {wave.state}. What it asks was settled before it opened."
        )
    made = rotation.instrument(0, modules)
    for item in made.items:
        if item.yearly and (other := _asked_near(people, wave, item.code)):
            raise TooSoon(
                f"“{item.text_in('en')}” is asked once a year at most, and {other.names['en']} asks it too. "
                "Choose it for one of the two."
            )
    wave.instrument_document = made.document()
    people.flush()


def _asked_near(people: Session, wave: Wave, item: str) -> Wave | None:
    """Another round within nearly a year that asks this item."""
    others = people.scalars(
        select(Wave).where(
            Wave.id != wave.id,
            Wave.state != State.STOPPED,
            Wave.opens_on > wave.opens_on - _NEARLY_A_YEAR,
            Wave.opens_on < wave.opens_on + _NEARLY_A_YEAR,
        )
    )
    return next((each for each in others if item in {i.code for i in each.instrument.items}), None)
