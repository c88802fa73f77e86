"""Scores from counts: pure functions, described in docs/instruments.md.

Counts are those of a release (option value -> people), so a score discloses nothing they do not.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean

from surveys.instruments.instrument import Instrument, Item

#: Scores of 4 and 5, after reversing, are favourable.
FAVOURABLE = 4


@dataclass(frozen=True)
class Score:
    """How an item was answered by those who gave a scored answer. High is good throughout."""

    #: people who gave a scored answer
    base: int
    #: 1 to 5
    mean: float
    #: share of the base that scored 4 or 5, 0 to 1
    favourable: float
    #: the mean as 0 to 100
    points: float


class Band(StrEnum):
    """Our own bands of a 0 to 100 score, not comparable with other surveys."""

    LOW = "low"  # under 50
    MIDDLE = "middle"  # 50 to 74
    HIGH = "high"  # 75 and over


def item_score(item: Item, counts: Mapping[str, int]) -> Score | None:
    """Mean, favourable share and points; None when nobody gave a scored answer.

    Unscored options, and values the item does not offer, are left out of the base.
    """
    base = total = liked = 0
    for value, score in item.scores:
        count = counts.get(value, 0)
        base += count
        total += score * count
        liked += count if score >= FAVOURABLE else 0
    if base == 0:
        return None
    return Score(base, total / base, liked / base, 25 * (total - base) / base)


def construct_score(
    instrument: Instrument,
    construct: str,
    counts_by_item: Mapping[str, Mapping[str, int] | None],
) -> float | None:
    """0 to 100: the mean of its items' points, every item weighing the same.

    None unless every scored item of the construct in this instrument has counts with a scored
    answer in them: a score never rests on a part of what was asked. A withheld item and a sensitive
    one (shown as a band) have no counts, so their construct has no score.
    """
    points: list[float] = []
    for item in scored_items(instrument, construct):
        score = item_score(item, counts_by_item.get(item.code) or {})
        if score is None:
            return None
        points.append(score.points)
    return fmean(points) if points else None


def scored_items(instrument: Instrument, construct: str) -> tuple[Item, ...]:
    """The items that make up a construct's score in this instrument."""
    return tuple(i for i in instrument.closed if i.construct == construct and i.scored)


def band(points: float) -> Band:
    """The band of a score as it is shown, in whole points: 74.5 is shown as 75, so it is high."""
    shown = math.floor(points + 0.5)
    return Band.LOW if shown < 50 else Band.MIDDLE if shown < 75 else Band.HIGH
