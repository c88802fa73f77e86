"""Unit changes: what was done to units, day by day, and taking it back while no round has opened on it.

A unit's history is read from it. People are in it by their number alone, only while a change can be taken back.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, TypedDict

from sqlalchemy import JSON, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys import clock
from surveys.db import People, one_of
from surveys.errors import Missing, Refusal
from surveys.fieldwork.groups import ReportingGroup
from surveys.fieldwork.roster import Worker
from surveys.fieldwork.tree import WaveGroup

LONGEST: Final = 500


class Kind(StrEnum):
    """What was done."""

    FILE = "file"
    RENAMED = "renamed"
    MOVED = "moved"
    MERGED = "merged"
    SPLIT = "split"
    CLOSED = "closed"


class UnitState(TypedDict):
    """A unit as it was."""

    parent: str | None
    names: dict[str, str]
    active: bool


#: Unit code -> how it was; None: it was not there.
States = Mapping[str, UnitState | None]


class CannotUndo(Refusal):
    """A round has opened on it, or something has changed since."""


class NoSuchChange(Missing):
    """There is no change of that number."""


class UnitChange(People):
    """One change: the units that it touched, before and after."""

    __tablename__ = "unit_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date]
    kind: Mapped[Kind] = mapped_column(one_of(Kind))
    about: Mapped[str] = mapped_column(String(LONGEST))
    before: Mapped[dict[str, UnitState | None]] = mapped_column(JSON)
    after: Mapped[dict[str, UnitState | None]] = mapped_column(JSON)
    #: Worker's number -> [unit before, unit after]; emptied when a round opens.
    placed: Mapped[dict[str, list[str]]] = mapped_column(JSON)
    #: How many rounds had opened by then.
    rounds: Mapped[int]
    undone_on: Mapped[date | None]


@dataclass(frozen=True)
class Event:
    """A line of a unit's history."""

    day: date
    sentence: str
    undone: bool


def states(people: Session) -> dict[str, UnitState | None]:
    """Every unit as it is."""
    return {
        group.code: UnitState(
            parent=group.parent_code, names=dict(group.names), active=group.active
        )
        for group in people.scalars(select(ReportingGroup))
    }


def record(
    people: Session,
    kind: Kind,
    about: str,
    before: States,
    *,
    also: Collection[str] = (),
    placed: Mapping[str, list[str]] | None = None,
) -> UnitChange | None:
    """Write down what differs from ``before``; nothing, where nothing does. ``also``: units it is about all the same."""
    after = states(people)
    touched = sorted(
        {code for code in after if after[code] != before.get(code)} | (set(also) & after.keys())
    )
    if not touched:
        return None
    made = UnitChange(
        day=clock.today(),
        kind=kind,
        about=about[:LONGEST],
        before={code: before.get(code) for code in touched},
        after={code: after[code] for code in touched},
        placed=dict(placed or {}),
        rounds=_rounds(people),
    )
    people.add(made)
    people.flush()
    return made


def find(people: Session, number: int) -> UnitChange:
    """Raises NoSuchChange."""
    found = people.get(UnitChange, number)
    if found is None:
        raise NoSuchChange("There is no change of that number.")
    return found


def latest(people: Session, most: int) -> tuple[UnitChange, ...]:
    """The last changes, the latest first."""
    return tuple(people.scalars(select(UnitChange).order_by(UnitChange.id.desc()).limit(most)))


def why_not(people: Session, change: UnitChange) -> str | None:
    """Why a change cannot be taken back; None where it can."""
    if change.undone_on is not None:
        return "It was taken back."
    if _rounds(people) != change.rounds:
        return "A round has opened since."
    now = states(people)
    if any(now.get(code) != then for code, then in change.after.items()):
        return "These units have changed again since. Take that back first."
    mixed = now | change.before
    for state in mixed.values():
        above = (
            mixed.get(state["parent"]) if state and state["active"] and state["parent"] else None
        )
        if state and state["active"] and state["parent"] and not (above and above["active"]):
            return "The unit above is closed now. Take that back first."
    return None


def undo(people: Session, change: UnitChange) -> None:
    """As if it had not been. A unit that it made is closed, never deleted. Raises CannotUndo."""
    reason = why_not(people, change)
    if reason:
        raise CannotUndo(f"This cannot be taken back. {reason}")
    for code, state in change.before.items():
        group = people.get_one(ReportingGroup, code)
        group.active = state is not None and state["active"]
        if state is not None:
            group.parent_code, group.names = state["parent"], dict(state["names"])
    for number, (was, put) in change.placed.items():
        worker = people.get(Worker, int(number))
        if worker is not None and worker.group_code == put:
            worker.group_code = was
    change.undone_on, change.placed = clock.today(), {}
    people.flush()


def settle(people: Session) -> None:
    """A round has opened: nothing before it is taken back, so nobody's place need be known any more."""
    for change in people.scalars(select(UnitChange).where(UnitChange.rounds != _rounds(people))):
        if change.placed:
            change.placed = {}
    people.flush()


def history(people: Session, code: str) -> tuple[Event, ...]:
    """What became of one unit, the latest first."""
    names = {group.code: group.names["en"] for group in people.scalars(select(ReportingGroup))}
    found = people.scalars(select(UnitChange).order_by(UnitChange.id.desc()))
    return tuple(
        Event(change.day, sentence, change.undone_on is not None)
        for change in found
        if code in change.after
        for sentence in _sentences(change, code, names)
    )


def _sentences(change: UnitChange, code: str, names: Mapping[str, str]) -> Iterator[str]:
    was, now = change.before.get(code), change.after[code]
    others = [names.get(each, each) for each in change.after if each != code]
    assert now is not None  # noqa: S101 - no unit is ever deleted
    if was is None:
        yield f"Begun as part of {names.get(now['parent'] or '', 'nothing above it')}. {_made_of(change, code, names)}".strip()
        return
    if change.kind is Kind.SPLIT:
        yield f"Split into {' and '.join(others)}, which stand in it since."
    if was["active"] and not now["active"]:
        into = change.kind is Kind.MERGED
        new = [names.get(each, each) for each, state in change.before.items() if state is None]
        yield f"Merged into {new[0]}, and closed." if into and new else "Closed."
    if now["active"] and not was["active"]:
        yield "Opened again."
    if was["parent"] != now["parent"]:
        above, below = (names.get(each or "", "nothing") for each in (was["parent"], now["parent"]))
        yield f"Was part of {above} until then; since then part of {below}."
    if was["names"]["en"] != now["names"]["en"]:
        yield f"Was called {was['names']['en']} until then."


def _made_of(change: UnitChange, code: str, names: Mapping[str, str]) -> str:
    gone = [names.get(each, each) for each in change.after if each != code]
    if change.kind is Kind.MERGED:
        return f"Made of {' and '.join(gone)}."
    return ""


def _rounds(people: Session) -> int:
    """How many rounds have opened so far."""
    return people.scalar(select(func.count(WaveGroup.wave_id.distinct()))) or 0
