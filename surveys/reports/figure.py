"""Figure: a score as it is shown, in whole points with its interval and base, or a gap and its reason."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from surveys.instruments.score import Band, band
from surveys.reports import interval
from surveys.reports.interval import Spread
from surveys.speech import mark, say


class Gap(StrEnum):
    """Why there is no figure."""

    #: too few answers, answers too alike, or it would give away another group: which of them is not told
    WITHHELD = "withheld"
    #: the group was counted together with others, or did not exist
    NOT_ITS_OWN = "not_its_own"
    #: groups counted together, and other ones than today
    OTHER_MEMBERS = "other_members"
    #: the topic was asked, with none of the questions that today's score rests on
    OTHER_QUESTIONS = "other_questions"
    #: nobody gave an answer that has a score
    NO_SCORE = "no_score"

    @property
    def words(self) -> str:
        return say(_WORDS[self])


_WORDS = {
    Gap.WITHHELD: mark("withheld"),
    Gap.NOT_ITS_OWN: mark("not a group of its own in this round"),
    Gap.OTHER_MEMBERS: mark("other groups were counted together then"),
    Gap.OTHER_QUESTIONS: mark("other questions were asked then"),
    Gap.NO_SCORE: mark("nobody gave an answer that has a score"),
}


@dataclass(frozen=True)
class Figure:
    """A score of 0 to 100 in whole points, its interval and how many answered; or a gap, without any number.

    ``base`` is the smallest number of scored answers among the items. Raises ValueError when a gap carries a number.
    """

    value: int | None = None
    low: int | None = None
    high: int | None = None
    base: int | None = None
    #: what the interval was made from; for differences
    spread: Spread | None = None
    gap: Gap | None = None

    def __post_init__(self) -> None:
        numbers = (self.value, self.low, self.high, self.base, self.spread)
        if (self.gap is None) == (self.value is None):
            raise ValueError("a figure is a number or a gap")
        if self.gap is not None and any(number is not None for number in numbers):
            raise ValueError("a gap carries no number")

    @property
    def band(self) -> Band | None:
        return None if self.value is None else band(self.value)


def whole(points: float) -> int:
    """Points as they are shown: halves go up, as in ``score.band``."""
    return math.floor(points + 0.5)


def of(points: float, base: int, spreads: Sequence[Spread | None]) -> Figure:
    """The figure of a score, with an interval when every item has a spread."""
    known = [spread for spread in spreads if spread is not None]
    if not known or len(known) < len(spreads):
        return Figure(whole(points), base=base)
    spread = interval.of_topic(known)
    return Figure(
        whole(points),
        low=whole(max(0.0, points - spread.margin)),
        high=whole(min(100.0, points + spread.margin)),
        base=base,
        spread=spread,
    )
