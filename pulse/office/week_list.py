"""Weeks as they are typed: a day of each, a line each, in any of the usual ways of writing a date."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from surveys.fieldwork.cadence import week_of

_WAYS: Final = ("%d %B %Y", "%d %b %Y", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d")


def read(typed: str) -> tuple[list[str], str | None]:
    """The Mondays of these weeks as 2026-12-21, and the first line that is no day."""
    weeks: set[date] = set()
    for line in filter(None, (part.strip() for part in typed.splitlines())):
        day = _day(" ".join(line.split()))
        if day is None:
            return [], line[:40]
        weeks.add(week_of(day))
    return [week.isoformat() for week in sorted(weeks)], None


def write(weeks: Sequence[str]) -> str:
    """The other way round, for the form."""
    days = (date.fromisoformat(week) for week in weeks)
    return "\n".join(f"{day.day} {day:%B %Y}" for day in days)


def _day(line: str) -> date | None:
    for way in _WAYS:
        try:
            return datetime.strptime(line, way).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None
