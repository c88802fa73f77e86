"""Stopping letters: what the code at the end of every letter can do, and nothing else."""

from typing import cast

from sqlalchemy import CursorResult, select, update
from sqlalchemy.orm import Session

from surveys.fieldwork.roster import Worker


def has_stopped(people: Session, code: str) -> bool | None:
    """Whether whoever has this code wants no letters; None when it is nobody's."""
    return people.scalar(select(Worker.no_letters).where(Worker.stop_code == code))


def choose(people: Session, code: str, *, no_letters: bool) -> bool:
    """Letters or none from now on. False when the code is nobody's."""
    change = update(Worker).where(Worker.stop_code == code).values(no_letters=no_letters)
    return cast("CursorResult[object]", people.execute(change)).rowcount == 1
