"""Carried: what a reader takes away, whatever kind of file it becomes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from surveys.exports.codebook import Entry
from surveys.exports.comments import Told
from surveys.exports.origin import Origin

KEEP_TO_YOURSELF = "Their authors chose who reads these comments. Do not pass the file on to anybody they did not choose."
MADE_UP = "These are the comments of a demonstration. Everything in them is made up."


@dataclass(frozen=True)
class Carried:
    """Comments with what explains them. ``chosen``: the filters that were set, in words."""

    comments: Sequence[Told]
    codebook: Sequence[Entry]
    origins: Sequence[Origin]
    chosen: Sequence[str] = ()

    @property
    def about(self) -> tuple[str, ...]:
        """What stands at the beginning of a file."""
        number = len(self.comments)
        filters = (
            f"Chosen by: {'; '.join(self.chosen)}." if self.chosen else "All that may be read."
        )
        return (
            f"{number} comment{'' if number == 1 else 's'} cleared and published. {filters}",
            KEEP_TO_YOURSELF,
            *((MADE_UP,) if any(one.demonstration for one in self.origins) else ()),
            *(f"{one.round}: {one.words}" for one in self.origins),
        )

    @property
    def moment(self) -> datetime:
        """What a file says of when it was made: the day of its newest release, so the same comments give the same bytes."""
        day = max((one.published_on for one in self.origins), default=date(2000, 1, 1))
        return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a day, as the formats want it
