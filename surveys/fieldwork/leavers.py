"""Leavers: people who are no longer in HR's file stay on the roster for a while, in case a file was wrong, then they go."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from surveys import clock
from surveys.fieldwork.invitations import Invitation
from surveys.fieldwork.roster import Worker

#: Days for which a leaver is kept. Who comes back within them is known by their staff number.
KEPT: Final = 90


def due(people: Session) -> bool:
    """Whether somebody's days are over."""
    return people.scalar(select(Worker.id).where(*_over()).limit(1)) is not None


def forget(people: Session) -> int:
    """Delete them, and with them whether they wanted letters. Returns how many."""
    gone: Sequence[int] = people.scalars(select(Worker.id).where(*_over())).all()
    people.execute(delete(Worker).where(Worker.id.in_(gone)))
    return len(gone)


def count(people: Session) -> int:
    """How many leavers are still kept."""
    return people.scalar(select(func.count()).where(Worker.active.is_(False))) or 0


def last_day(left_on: date) -> date:
    """The day after which somebody who left on that day is forgotten."""
    return left_on + timedelta(days=KEPT)


def _over() -> tuple[ColumnElement[bool], ...]:
    """Not while a wave that invited them is open: its count of invitations must not change."""
    return (
        Worker.active.is_(False),
        Worker.left_on < clock.today() - timedelta(days=KEPT),
        Worker.id.not_in(select(Invitation.worker_id)),
    )
