"""The one clock: London days and, for the announced release, the hour. Nothing finer leaves this module.

Keeps docs/promise.md#no-time: rooms that hold answers can only ask which day it is.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True, order=True)
class Hour:
    """A London day and the hour (0-23) that has begun on it."""

    day: date
    hour: int

    @classmethod
    def parse(cls, text: str) -> "Hour":
        """Read ``2026-11-30T09`` or ``2026-11-30`` (midnight). Raises ValueError for anything else."""
        day, _, hour = text.partition("T")
        parsed = cls(date.fromisoformat(day), int(hour or 0))
        if not 0 <= parsed.hour <= 23:
            raise ValueError("The hour must be between 00 and 23.")
        return parsed


_set_to: ContextVar[Hour | None] = ContextVar("clock", default=None)
#: One slot, filled by ``fix``.
_whole_process: list[Hour] = []


def hour() -> Hour:
    """The London hour that has begun."""
    fixed = _set_to.get()
    if fixed is not None:
        return fixed
    if _whole_process:
        return _whole_process[0]
    now = datetime.now(LONDON)
    return Hour(now.date(), now.hour)


def today() -> date:
    """Today in London, where the councils are."""
    return hour().day


@contextmanager
def at(day: date, begun: int = 12) -> Iterator[None]:
    """Let everything inside happen on ``day``: how tests and the demonstration travel."""
    token = _set_to.set(Hour(day, begun))
    try:
        yield
    finally:
        _set_to.reset(token)


def fix(moment: Hour | None) -> None:
    """Fix the whole process's clock. Only a demonstration may (``pulse.config`` sees to that)."""
    _whole_process[:] = [] if moment is None else [moment]
