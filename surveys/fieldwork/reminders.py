"""Reminders: on which days of a round everybody with a link gets another letter."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

MOST_REMINDERS: Final = 2
#: Days between two letters, at least.
REST: Final = 2


def bad_reminders(days: Sequence[int], length: int) -> str | None:
    """What speaks against reminders so many days after the first; ``length``: days from the first day to the last."""
    if len(days) > MOST_REMINDERS:
        return f"At most {MOST_REMINDERS} reminders: more is pestering."
    if any(later - earlier < REST for earlier, later in pairwise((0, *days))):
        return f"A reminder must come at least {REST} days after the first day, and after the one before."
    if days and days[-1] > length >= 0:
        return "The last reminder must come before the last day, or on it."
    return None
