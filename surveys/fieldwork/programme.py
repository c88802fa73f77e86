"""The programme: which questions a round asks, so that every topic comes round again and again.

Core items are asked every time. The other topics take turns: with a round a month each comes once a quarter.
"""

from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from surveys.errors import Refusal
from surveys.fieldwork.waves import State, Wave
from surveys.instruments.compose import compose
from surveys.instruments.instrument import Instrument, Module
from surveys.instruments.loader import library

CORE: Final = "core"
#: Asked at the end of every round: an open comment, and who is answering in coarse words.
ALWAYS: Final = ("open", "attributes")
#: Five or six closed items a turn; at most one of a turn's modules brings a comment of its own.
TURNS: Final = (
    ("bullying", "wellbeing", "listened"),
    ("aggression", "it", "retention"),
    ("admin", "blame", "learning"),
)


class NoSuchRound(Refusal):
    """Rounds are counted from 1."""


def core() -> Module:
    """The items of every round."""
    return library()[CORE]


def instrument_for(round_number: int) -> Instrument:
    """What the round of this number asks, the first being 1: always the same for the same number.

    Raises NoSuchRound.
    """
    if round_number < 1:
        raise NoSuchRound("Rounds are counted from 1.")
    turn = (round_number - 1) % len(TURNS)
    modules = [library()[code] for code in (*TURNS[turn], *ALWAYS)]
    return compose(f"pulse-{turn + 1}", core=core(), modules=modules)


def next_instrument(people: Session) -> Instrument:
    """What the round to be planned next asks. A stopped round's turn comes again."""
    planned = people.scalar(select(func.count()).where(Wave.state != State.STOPPED)) or 0
    return instrument_for(planned + 1)
