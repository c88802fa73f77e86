"""Stopping letters: what the code at the end of every letter can do, and nothing else."""

from collections.abc import Collection
from typing import cast

from sqlalchemy import CursorResult, select, update
from sqlalchemy.orm import Session

from surveys.fieldwork.roster import Worker


def has_stopped(people: Session, code: str) -> bool | None:
    """Whether whoever has this code wants no letters; None when it is nobody's."""
    return people.scalar(select(Worker.no_letters).where(Worker.stop_code == code))


def codes(people: Session) -> Collection[str]:
    """The codes of everybody who wants no letters."""
    return frozenset(people.scalars(select(Worker.stop_code).where(Worker.no_letters)))


def stop_again(people: Session, codes: Collection[str]) -> int:
    """No letters for these, whatever an older copy of the roster says. How many it changed."""
    late = select(Worker).where(Worker.no_letters.is_(False))
    found = [worker for worker in people.scalars(late) if worker.stop_code in codes]
    for worker in found:
        worker.no_letters = True
    people.flush()
    return len(found)


def choose(people: Session, code: str, *, no_letters: bool) -> bool:
    """Letters or none from now on. False when the code is nobody's."""
    change = update(Worker).where(Worker.stop_code == code).values(no_letters=no_letters)
    return cast("CursorResult[object]", people.execute(change)).rowcount == 1
