"""Rotation: which topics take turns, a set of modules a round; the office's own, or ours until it has chosen.

The core is asked in every round and stands in no turn: without it no trend would go on.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final, TypeAlias

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys.db import People
from surveys.errors import Refusal
from surveys.instruments import minutes
from surveys.instruments.compose import compose
from surveys.instruments.error import InstrumentError
from surveys.instruments.instrument import Instrument, Module
from surveys.instruments.loader import library

#: A set of module codes for each round in turn.
Turns: TypeAlias = tuple[tuple[str, ...], ...]

CORE: Final = "core"
#: Asked at the end of every round: an open comment, and who is answering in coarse words.
ALWAYS: Final = ("open", "attributes")
#: Five or six closed items a turn; at most one of a turn's modules brings a comment of its own.
USUAL: Final[Turns] = (
    ("bullying", "wellbeing", "listened"),
    ("aggression", "it", "retention"),
    ("admin", "blame", "learning"),
)
#: With more, a topic would come round less than twice a year in a monthly programme.
MOST_TURNS: Final = 6
_YEAR: Final = 12


class BadTurn(Refusal):
    """These modules cannot be asked together, or not so often. ``turn``: which one, the first being 0."""

    def __init__(self, turn: int, message: str) -> None:
        super().__init__(message)
        self.turn = turn


class Rotation(People):
    """The one row about turns. Without it they are USUAL."""

    __tablename__ = "rotation"

    id: Mapped[int] = mapped_column(primary_key=True)
    turns: Mapped[list[list[str]]] = mapped_column(JSON)


def of(people: Session) -> Turns:
    """The turns as the office has chosen them, or the usual ones."""
    row = people.get(Rotation, 1)
    return tuple(tuple(turn) for turn in row.turns) if row else USUAL


def is_own(people: Session) -> bool:
    """Whether the office has chosen."""
    return people.get(Rotation, 1) is not None


def save(people: Session, turns: Turns, *, months: int) -> None:
    """From the next round to be planned on. ``months``: from one round to the next. Raises BadTurn."""
    check(turns, months=months)
    row = people.get(Rotation, 1) or Rotation(id=1)
    row.turns = [list(turn) for turn in turns]
    people.add(row)
    people.flush()


def check(turns: Turns, *, months: int) -> None:
    """Raises BadTurn for the first turn that cannot be."""
    if not 1 <= len(turns) <= MOST_TURNS:
        raise BadTurn(0, f"Choose topics for 1 to {MOST_TURNS} rounds.")
    for number, turn in enumerate(turns):
        made = instrument(number, turn)
        if len(turns) * months < _YEAR and (yearly := _yearly(made)):
            raise BadTurn(
                number,
                f"“{yearly}” is asked once a year at most, and this turn comes again after {len(turns) * months} "
                "months. Choose it for one round by itself, on that round’s page.",
            )


def instrument(turn: int, modules: Sequence[str]) -> Instrument:
    """What a round with these modules asks. Raises BadTurn."""
    try:
        made = compose(f"pulse-{turn + 1}", core=core(), modules=[*_of(modules), *_of(ALWAYS)])
    except InstrumentError as refusal:
        raise BadTurn(turn, str(refusal)) from None
    taken = minutes.of(made)
    if taken.most > minutes.LONGEST:
        raise BadTurn(
            turn,
            f"This takes about {taken.most} minutes. More than {minutes.LONGEST} and people stop half-way. "
            "Leave out a topic.",
        )
    return made


def core() -> Module:
    """The items of every round."""
    return library()[CORE]


def choices() -> tuple[Module, ...]:
    """The modules that may take turns, by title; neither the core nor what is always asked."""
    offered = (module for code, module in library().items() if code not in (CORE, *ALWAYS))
    return tuple(sorted(offered, key=lambda module: module.title["en"]))


def never_asked(turns: Turns) -> tuple[Module, ...]:
    """Modules that no turn has."""
    asked = set(chain.from_iterable(turns))
    return tuple(module for module in choices() if module.code not in asked)


def chosen(made: Instrument) -> tuple[str, ...]:
    """The modules that an instrument was composed of, so far as the library still has them; not those of every round."""
    codes = {item.code for item in made.items}
    return tuple(m.code for m in choices() if codes >= {item.code for item in m.items})


def asked_by(module: Module) -> dict[str, int]:
    """How many questions and comments a module brings: {"questions": 3, "comments": 1}."""
    comments = sum(item.kind == "comment" for item in module.items)
    return {"questions": len(module.items) - comments, "comments": comments}


def _of(codes: Sequence[str]) -> Iterator[Module]:
    for code in codes:
        if code not in library():
            raise InstrumentError(f"There is no topic called “{code}”. Choose one from the list.")
        yield library()[code]


def _yearly(made: Instrument) -> str | None:
    """The first question that is asked once a year at most."""
    return next((item.text_in("en") for item in made.items if item.yearly), None)
