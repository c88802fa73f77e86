"""Change: the difference between a score and an earlier one, with its interval, and whether it is more than chance.

Both are figures as they are shown, of the same people's places. "More than chance" is said of a whole family of
comparisons at once (false_discovery), never of one by itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from surveys.reports import baseline, interval
from surveys.reports.false_discovery import more_than_chance
from surveys.reports.figure import Gap, whole
from surveys.reports.interval import Spread
from surveys.reports.rounds import Round
from surveys.reports.topics import Topic
from surveys.reports.trends import Moment, Trend
from surveys.speech import say


@dataclass(frozen=True)
class Change:
    """In points as shown, or without a number where one of the two is a gap.

    ``low`` and ``high``: the likely range of the difference taken by itself.
    """

    topic: Topic
    before: Moment
    now: Moment
    difference: int | None = None
    low: int | None = None
    high: int | None = None
    spread: Spread | None = None
    #: after the correction for all comparisons of its family, and its own range leaves out "no difference"
    beyond_chance: bool = False

    @property
    def gap(self) -> Gap | None:
        """Why there is no difference."""
        return self.now.figure.gap or self.before.figure.gap

    @property
    def of_gap(self) -> Moment:
        """The round of that gap."""
        return self.now if self.now.figure.gap else self.before

    @property
    def signed(self) -> str:
        """ "+4", "−6" or "0", with a minus sign that is read out as one."""
        return "" if self.difference is None else _signed(self.difference)

    @property
    def likely(self) -> str:
        """ "−9 to −2"; nothing where the difference has no range."""
        if self.low is None or self.high is None:
            return ""
        return say("%(low)s to %(high)s", low=_signed(self.low), high=_signed(self.high))

    @property
    def better(self) -> bool:
        return self.beyond_chance and (self.difference or 0) > 0

    @property
    def worse(self) -> bool:
        return self.beyond_chance and (self.difference or 0) < 0

    @property
    def chance(self) -> float | None:
        """Its p-value; None where there is no difference, or none that has a range."""
        if self.difference is None or self.spread is None:
            return None
        return interval.chance(self.difference, self.spread)


def between(topic: Topic, before: Moment, now: Moment) -> Change:
    """Of the scores as they are shown, so that a reader who subtracts them finds the same. Not yet judged."""
    if before.figure.value is None or now.figure.value is None:
        return Change(topic, before, now)
    moved = now.figure.value - before.figure.value
    earlier, later = before.figure.spread, now.figure.spread
    if earlier is None or later is None:
        return Change(topic, before, now, moved)
    spread = interval.of_difference(earlier, later)
    return Change(
        topic,
        before,
        now,
        moved,
        whole(moved - spread.margin),
        whole(moved + spread.margin),
        spread,
    )


def judged(family: Sequence[Change]) -> tuple[Change, ...]:
    """The same changes, those that are more than chance marked as such: Benjamini-Hochberg over all of them."""
    chances = [each.chance for each in family]
    stands = iter(more_than_chance([chance for chance in chances if chance is not None]))
    return tuple(
        each
        if chance is None
        else replace(each, beyond_chance=next(stands) and _leaves_out_zero(each))
        for each, chance in zip(family, chances, strict=True)
    )


def of_lines(
    lines: Sequence[tuple[Topic, Trend]],
    rounds: Sequence[Round],
    own: Round,
    against: str = baseline.PREVIOUS,
) -> tuple[Change, ...]:
    """A group's changes up to one round, a topic each where a round to compare with asked about it: one family."""
    found: list[Change] = []
    for topic, trend in lines:
        before = baseline.of(topic, rounds, own, against)
        moments = {moment.number: moment for moment in trend.moments}
        if before is not None and own.number in moments:
            found.append(between(topic, moments[before.number], moments[own.number]))
    return judged(found)


def strongest_first(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Those with a difference: what is more than chance first, then the largest."""
    found = [each for each in changes if each.difference is not None]
    return tuple(sorted(found, key=lambda c: (not c.beyond_chance, -abs(c.difference or 0))))


def _leaves_out_zero(each: Change) -> bool:
    """In whole points, as the range is shown: no page says "0 to 5" and "more than chance"."""
    return each.low is not None and each.high is not None and (each.low > 0 or each.high < 0)


def _signed(points: int) -> str:
    return f"{points:+d}".replace("-", "−") if points else "0"
