"""Where a group stands: who answered, every topic's score, the weakest, and what moved since the round before."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from surveys.releases.document import Group
from surveys.reports import interval, response, trends
from surveys.reports import rounds as published
from surveys.reports.figure import Figure, whole
from surveys.reports.response import Response
from surveys.reports.rounds import NoSuchRound, Round
from surveys.reports.topics import Topic
from surveys.reports.trends import BandTrend, Moment, Trend

WEAKEST = 3


@dataclass(frozen=True)
class Standing:
    """A topic with its newest figure and its trend. ``asked_in``: the label of the round that figure is of."""

    topic: Topic
    figure: Figure
    asked_in: str
    trend: Trend


@dataclass(frozen=True)
class Movement:
    """The difference between the newest score and the one before, in points as shown, and its interval."""

    topic: Topic
    before: Moment
    now: Moment
    difference: int
    low: int | None
    high: int | None

    @property
    def beyond_chance(self) -> bool:
        """The interval leaves out "no difference". Taken by itself: with many topics, one in twenty does so by chance."""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)


@dataclass(frozen=True)
class WhereWeStand:
    """The first page about a group."""

    round: Round
    group: Group
    response: Response | None
    #: asked in the newest round, in the order of its questions
    topics: tuple[Standing, ...]
    #: asked in earlier rounds only: what they said last
    earlier: tuple[Standing, ...]
    weakest: tuple[Standing, ...]
    movements: tuple[Movement, ...]
    bands: tuple[BandTrend, ...]

    @property
    def has_gaps(self) -> bool:
        return any(each.figure.gap for each in self.topics)

    @property
    def hides_a_band(self) -> bool:
        return any(each.moments[-1].gap for each in self.bands)


def standing(people: Session, group: str, *, until: int | None = None) -> WhereWeStand:
    """Where a group stood in the newest round, or when this release was the newest. Raises NoSuchRound, NoSuchGroup."""
    rounds = published.load(people, until=until)
    if not rounds:
        raise NoSuchRound("Nothing is published yet.")
    newest = rounds[-1]
    shown = newest.group(group)
    lines = trends.topics(people, group, until=until)
    all_of_them = [_standing(topic, trend) for topic, trend in lines.topics]
    now = tuple(each for each in all_of_them if newest.number in each.topic.asked)
    return WhereWeStand(
        round=newest,
        group=shown,
        response=response.over_rounds(people, group).get(newest.number),
        topics=now,
        earlier=tuple(each for each in all_of_them if newest.number not in each.topic.asked),
        weakest=_weakest(now),
        movements=_movements(now),
        bands=lines.bands,
    )


def _standing(topic: Topic, trend: Trend) -> Standing:
    last = trend.moments[-1]
    return Standing(topic, last.figure, last.label, trend)


def _weakest(topics: Sequence[Standing]) -> tuple[Standing, ...]:
    shown = [each for each in topics if each.figure.value is not None]
    return tuple(sorted(shown, key=lambda each: each.figure.value or 0)[:WEAKEST])


def _movements(topics: Sequence[Standing]) -> tuple[Movement, ...]:
    """The largest first. A topic whose newest figure, or every figure before, is a gap has none."""
    found = [movement for each in topics if (movement := _movement(each)) is not None]
    return tuple(sorted(found, key=lambda m: (not m.beyond_chance, -abs(m.difference))))


def _movement(each: Standing) -> Movement | None:
    if each.figure.gap is not None or len(each.trend.shown) < 2:
        return None
    before, now = each.trend.shown[-2:]
    return difference(each.topic, before, now)


def difference(topic: Topic, before: Moment, now: Moment) -> Movement:
    """Of the scores as they are shown, so that a reader who subtracts them finds the same."""
    moved = (now.figure.value or 0) - (before.figure.value or 0)
    earlier, later = before.figure.spread, now.figure.spread
    if earlier is None or later is None:
        return Movement(topic, before, now, moved, None, None)
    margin = interval.of_difference(earlier, later).margin
    return Movement(topic, before, now, moved, whole(moved - margin), whole(moved + margin))
