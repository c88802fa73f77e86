"""Where a group stands: who answered, every topic's score, the weakest, and what moved since the round before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from surveys.releases.document import Group
from surveys.reports import change, response, trends
from surveys.reports import rounds as published
from surveys.reports.change import Change
from surveys.reports.figure import Figure
from surveys.reports.response import Response
from surveys.reports.rounds import NoSuchRound, Round
from surveys.reports.topics import Topic
from surveys.reports.trends import BandTrend, Trend
from surveys.speech import say

WEAKEST = 3
STRONGEST = 3


@dataclass(frozen=True)
class Standing:
    """A topic with its newest figure and its trend. ``asked_in``: the label of the round that figure is of."""

    topic: Topic
    figure: Figure
    asked_in: str
    trend: Trend


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
    #: since the round that asked the topic before, by topic code: one family, judged together
    changes: Mapping[str, Change]
    bands: tuple[BandTrend, ...]

    @property
    def movements(self) -> tuple[Change, ...]:
        """What is more than chance first, then the largest; at most three."""
        return change.strongest_first(list(self.changes.values()))[:STRONGEST]

    @property
    def ends(self) -> tuple[tuple[Standing, ...], tuple[Standing, ...]]:
        """The strongest topics and the weakest, at most three each; none is among both, nor alone among either."""
        ranked = _by_score(self.topics)
        most = min(WEAKEST, len(ranked) // 2)
        return tuple(reversed(ranked[len(ranked) - most :])), ranked[:most]

    @property
    def compared(self) -> bool:
        """Whether any topic can be compared with the round before."""
        return any(each.difference is not None for each in self.changes.values())

    @property
    def real(self) -> tuple[Change, ...]:
        """What is more than chance, the largest first."""
        found = change.strongest_first(list(self.changes.values()))
        return tuple(each for each in found if each.beyond_chance)

    @property
    def has_gaps(self) -> bool:
        return any(each.figure.gap for each in self.topics)

    @property
    def hides_a_band(self) -> bool:
        return any(each.moments[-1].gap for each in self.bands)


def standing(
    people: Session, group: str, *, until: int | None = None, beside: bool = True
) -> WhereWeStand:
    """Where a group stood in the newest round, or when this release was the newest. ``beside``: with the lines of the
    group above. Raises NoSuchRound, NoSuchGroup."""
    rounds = published.load(people, until=until)
    if not rounds:
        raise NoSuchRound(say("Nothing is published yet."))
    newest = rounds[-1]
    shown = newest.group(group)
    lines = trends.topics(people, group, until=until, beside=beside)
    all_of_them = [_standing(topic, trend) for topic, trend in lines.topics]
    now = tuple(each for each in all_of_them if newest.number in each.topic.asked)
    return WhereWeStand(
        round=newest,
        group=shown,
        response=response.over_rounds(people, group).get(newest.number),
        topics=now,
        earlier=tuple(each for each in all_of_them if newest.number not in each.topic.asked),
        weakest=_by_score(now)[:WEAKEST],
        changes={each.topic.code: each for each in change.of_lines(lines.topics, rounds, newest)},
        bands=lines.bands,
    )


def _standing(topic: Topic, trend: Trend) -> Standing:
    last = trend.moments[-1]
    return Standing(topic, last.figure, last.label, trend)


def _by_score(topics: Sequence[Standing]) -> tuple[Standing, ...]:
    """Those with a score, the lowest first."""
    shown = [each for each in topics if each.figure.value is not None]
    return tuple(sorted(shown, key=lambda each: each.figure.value or 0))
