"""Cadence: how often rounds are held, so that the programme plans them by itself.

The office says it once. Days that are worked out here are what will be planned; a round that is planned can still be
moved, skipped or stopped by itself, and then keeps the code by which the programme knows it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import JSON, CheckConstraint
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys import clock
from surveys.db import People
from surveys.errors import Refusal
from surveys.fieldwork import rest_names
from surveys.fieldwork.plan import FARTHEST
from surveys.fieldwork.pledge import Pledge
from surveys.fieldwork.reminders import bad_reminders

#: Months from one round to the next.
MONTHLY, EVERY_OTHER_MONTH, QUARTERLY = 1, 2, 3
INTERVALS: Final = (MONTHLY, EVERY_OTHER_MONTH, QUARTERLY)
#: Days for which a round may be open.
SHORTEST, LONGEST = 7, 28
#: A round is put off by whole weeks until it misses every avoided week; more than this is another month.
MOST_WEEKS_LATER: Final = 4
_WEEK: Final = timedelta(days=7)


class BadCadence(Refusal):
    """Rounds cannot be held like this. ``field``: where to put it right."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class Cadence(People):
    """The one row about the programme. Without it rounds are planned by hand."""

    __tablename__ = "cadence"
    __table_args__ = (
        CheckConstraint("months IN (1, 2, 3)", name="months"),
        CheckConstraint(f"open_days BETWEEN {SHORTEST} AND {LONGEST}", name="open_days"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    #: Whether rounds are planned by themselves.
    runs: Mapped[bool] = mapped_column(default=True)
    #: The month of the first round; its day counts no further.
    begins_on: Mapped[date]
    months: Mapped[int]
    open_days: Mapped[int]
    #: Days from the last day of a round to its results.
    results_after: Mapped[int]
    release_hour: Mapped[int]
    invites: Mapped[bool]
    texts: Mapped[bool]
    reminders: Mapped[list[int]] = mapped_column(JSON)
    #: Mondays, as 2026-12-21, of weeks in which no round is open.
    avoided: Mapped[list[str]]
    #: ``Pledge.document()``
    pledge_document: Mapped[dict[str, object]]

    @property
    def pledge(self) -> Pledge:
        return Pledge.from_document(self.pledge_document)


@dataclass(frozen=True)
class Slot:
    """A round as the programme would plan it."""

    code: str
    #: language -> name
    names: Mapping[str, str]
    opens_on: date
    closes_on: date
    releases_on: date


def the(people: Session) -> Cadence | None:
    """How rounds are held, or None while they are planned by hand."""
    return people.get(Cadence, 1)


def slots(cadence: Cadence) -> Iterator[Slot]:
    """Every round from the first on, without end: it opens on the first Monday of its month that avoids what is avoided.

    A month in which no such Monday is left has none.
    """
    avoided = [date.fromisoformat(monday) for monday in cadence.avoided]
    month = cadence.begins_on.replace(day=1)
    while True:
        opens = _first_monday(month)
        for _ in range(MOST_WEEKS_LATER):
            closes = opens + timedelta(days=cadence.open_days - 1)
            if not any(opens < week + _WEEK and week <= closes for week in avoided):
                yield Slot(
                    code=f"{month:%Y-%m}",
                    names=rest_names.month(month),
                    opens_on=opens,
                    closes_on=closes,
                    releases_on=closes + timedelta(days=cadence.results_after),
                )
                break
            opens += _WEEK
        month = _months_later(month, cadence.months)


def coming(cadence: Cadence, most: int) -> tuple[Slot, ...]:
    """The next rounds from today on, those that open today included."""
    found: list[Slot] = []
    for slot in slots(cadence):
        if slot.opens_on >= clock.today():
            found.append(slot)
        if len(found) == most:
            break
    return tuple(found)


def check(cadence: Cadence) -> None:
    """Raises BadCadence for what would run into itself."""
    if not SHORTEST <= cadence.open_days <= LONGEST:
        raise BadCadence(
            "open_days", f"A round must be open for {SHORTEST} to {LONGEST} days, both included."
        )
    if cadence.months == MONTHLY and cadence.open_days > 3 * _WEEK.days:
        raise BadCadence(
            "open_days",
            "A monthly round must be open for at most 21 days, so that one ends before the next begins.",
        )
    if cadence.begins_on > clock.today() + FARTHEST:
        raise BadCadence("begins_on", "The first day is more than two years ahead. Check the year.")
    if wrong := bad_reminders(cadence.reminders, cadence.open_days - 1):
        raise BadCadence("reminders", wrong)
    if cadence.results_after < 1:
        raise BadCadence("results_after", "The results must come after the last day.")


def week_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def _first_monday(month: date) -> date:
    return month + timedelta(days=-month.weekday() % 7)


def _months_later(month: date, months: int) -> date:
    number = month.year * 12 + month.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)
