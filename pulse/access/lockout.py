"""Lockout: after a few wrong passwords or codes an account rests, longer each time. What a stranger is told stays the same.

Nothing of who tried is known or kept: no address, no browser. So a stranger can make an account rest; for a quarter of an
hour at most, and its owner is told at the next log-in.
"""

from datetime import date, datetime, timedelta
from typing import Final, Protocol

from pulse.access import moment
from surveys import clock

#: Wrong tries that cost nothing.
FREE: Final = 4
#: Minutes of rest after the first try that costs; twice as long after each more, up to MOST.
FIRST: Final = 1
MOST: Final = 15
#: Wrong tries in a row after which only the office or the command line lets somebody in (NIST SP 800-63B, 3.2.2).
LIMIT: Final = 100


class Tried(Protocol):
    """What of an account this is about."""

    failures: int
    failed_on: date | None
    rests_until: datetime | None


def rests(person: Tried) -> bool:
    """Whether no password is tried now. Tries while it rests neither count nor lengthen the rest."""
    if person.failures >= LIMIT:
        return True
    return person.rests_until is not None and moment.now() < person.rests_until


def count(person: Tried) -> None:
    """One more wrong try."""
    person.failures, person.failed_on = person.failures + 1, clock.today()
    minutes = rest_after(person.failures)
    person.rests_until = moment.now() + timedelta(minutes=minutes) if minutes else None


def wipe(person: Tried) -> None:
    """Somebody logged in, or the office let them."""
    person.failures, person.failed_on, person.rests_until = 0, None, None


def rest_after(failures: int) -> int:
    """Minutes of rest after so many wrong tries in a row."""
    over = failures - FREE
    return 0 if over <= 0 else min(FIRST * 2 ** min(over - 1, 10), MOST)
