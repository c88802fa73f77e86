"""Uncertainty of a score: how far chance alone could move it, from shown counts alone (docs/reports.md)."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist, fmean

from surveys.instruments.instrument import Item

#: An interval holds the true value in 19 of 20 rounds.
SURE = 0.95
_TAIL = (1 + SURE) / 2
#: From the 1-to-5 of an item to the 0-to-100 of its points.
_POINTS = 25


@dataclass(frozen=True)
class Spread:
    """A standard error in points (0 to 100) and its degrees of freedom."""

    error: float
    freedom: int

    @property
    def margin(self) -> float:
        """Half the width of the interval, in points."""
        return quantile(self.freedom) * self.error


def of_item(item: Item, counts: Mapping[str, int]) -> Spread | None:
    """s/√n over those who gave a scored answer; None for fewer than two of them.

    The variance is never taken below 1/n, which is what one answer a single step away from all others would give:
    that everybody agreed this time does not mean that chance has no play.
    """
    people = [(score, counts.get(value, 0)) for value, score in item.scores]
    size = sum([count for _, count in people])
    if size < 2:
        return None
    mean = sum([score * count for score, count in people]) / size
    variance = sum([count * (score - mean) ** 2 for score, count in people]) / (size - 1)
    return Spread(_POINTS * math.sqrt(max(variance, 1 / size) / size), size - 1)


def of_topic(items: Sequence[Spread]) -> Spread:
    """The mean of its items' standard errors: the largest that the error of their mean can be.

    The same people answered all of them, so the errors go together, how closely is not released. Raises ValueError
    when there is no item.
    """
    if not items:
        raise ValueError("a topic rests on at least one item")
    return Spread(fmean([item.error for item in items]), min([item.freedom for item in items]))


def of_difference(earlier: Spread, later: Spread) -> Spread:
    """As if two rounds asked different people: they ask mostly the same, so it is rather too wide than too narrow."""
    return Spread(
        math.hypot(earlier.error, later.error),
        min(earlier.freedom, later.freedom),
    )


def chance(difference: float, spread: Spread) -> float:
    """The two-sided p-value of a difference: how often chance alone would make one at least as large.

    Student's t for whole degrees of freedom, Abramowitz and Stegun 26.7.3 and 26.7.4, which are exact. Raises
    ValueError below one degree of freedom or without an error.
    """
    if spread.freedom < 1 or spread.error <= 0:
        raise ValueError("chance needs an error and at least one degree of freedom")
    angle = math.atan(abs(difference) / spread.error / math.sqrt(spread.freedom))
    return min(1.0, max(0.0, 1 - _within(angle, spread.freedom)))


@lru_cache(maxsize=4096)
def quantile(freedom: int) -> float:
    """Student's t for a two-sided interval of SURE. Raises ValueError below one degree of freedom.

    Exact for one and two; beyond, Abramowitz and Stegun 26.7.5, right to 1 in 300.
    """
    if freedom < 1:
        raise ValueError("an interval needs at least one degree of freedom")
    if freedom == 1:
        return math.tan(math.pi * (_TAIL - 0.5))
    if freedom == 2:
        return (2 * _TAIL - 1) / math.sqrt(2 * _TAIL * (1 - _TAIL))
    z = NormalDist().inv_cdf(_TAIL)
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    fourth = (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160
    return z + first / freedom + second / freedom**2 + third / freedom**3 + fourth / freedom**4


def _within(angle: float, freedom: int) -> float:
    """The share of a t distribution between −t and t, where t = tan(angle)·√freedom."""
    sine, cosine = math.sin(angle), math.cos(angle)
    odd = freedom % 2
    term = cosine if odd else 1.0
    total = term if freedom > 1 else 0.0
    for k in range(3 if odd else 2, freedom - 1, 2):
        term *= (k - 1) / k * cosine**2
        total += term
        if term < 1e-17:
            break
    return 2 / math.pi * (angle + sine * total) if odd else sine * total
