"""Side by side: one topic's trend in every group right below one, on one scale, beside that group's own."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from surveys.releases.document import Group
from surveys.reports import rounds as published
from surveys.reports import topics, trends
from surveys.reports.heatmap import ROWS
from surveys.reports.topics import NoSuchTopic, Topic
from surveys.reports.trends import Moment, Trend


@dataclass(frozen=True)
class SideBySide:
    """A group's trend, and those of its children from ``skipped`` on: at most ROWS of ``total``."""

    topic: Topic
    group: Group
    trend: Trend
    rows: tuple[tuple[Group, Trend], ...]
    skipped: int
    total: int

    @property
    def moments(self) -> tuple[Moment, ...]:
        """Every round that asked about the topic."""
        return self.trend.moments

    @property
    def hides_a_score(self) -> bool:
        lines = (self.trend, *(trend for _, trend in self.rows))
        return any(moment.figure.gap == "withheld" for line in lines for moment in line.moments)

    @property
    def next_from(self) -> int | None:
        """Where the next page of groups begins."""
        end = self.skipped + len(self.rows)
        return end if end < self.total else None


def table(people: Session, group: str, construct: str, *, skip: int = 0) -> SideBySide:
    """Of the groups below it in the newest round that shows it. Raises NoSuchGroup, NoSuchTopic."""
    rounds = published.load(people)
    own = trends.newest_showing(rounds, group)
    topic = topics.find(rounds, construct)
    if own.attribute is not None and topic not in topics.split(rounds, [topic]):
        raise NoSuchTopic("There is no such topic with a score.")
    newest = next(each for each in reversed(rounds) if own in each.groups)
    below = newest.children(group)
    chosen = below[skip : skip + ROWS]
    lines = trends.of_groups(people, rounds, [own, *chosen], topic)
    return SideBySide(
        topic, own, lines[0], tuple(zip(chosen, lines[1:], strict=True)), skip, len(below)
    )
