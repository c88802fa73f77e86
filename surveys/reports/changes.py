"""Changes: a group and those right below it, by topic, between two rounds: who moved, and is it more than chance?

Two families are judged: the group itself over all topics, as on its first page; and all groups below it over all
topics. Which topic a reader looks at changes neither, so that looking around makes nothing more certain.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from surveys.releases import shelf
from surveys.releases.document import Cell, Group
from surveys.releases.release import Subject
from surveys.releases.shelf import Shelved
from surveys.reports import baseline, change, heatmap, response, same_people, topics
from surveys.reports import rounds as published
from surveys.reports.change import Change
from surveys.reports.figure import Figure, Gap
from surveys.reports.heatmap import ROWS
from surveys.reports.response import Response
from surveys.reports.rounds import Round
from surveys.reports.topics import Topic
from surveys.reports.trends import Moment

_RESPONSE = "response"

#: Round -> group -> measure -> cell.
_Cells = Mapping[int, Mapping[str, Mapping[str, Cell]]]


@dataclass(frozen=True)
class Row:
    """One group: a change a column, and how many answered in each round that is compared (None: withheld)."""

    group: Group
    changes: tuple[Change, ...]
    responses: tuple[tuple[Round, Response | None], ...]
    #: how many teams are in it in the rounds that are compared: more than one number where that changed
    teams: frozenset[int]

    def answered(self, moment: Moment) -> Response | None:
        """How many answered in the round of one of its figures."""
        return next((r for own, r in self.responses if own.number == moment.number), None)


@dataclass(frozen=True)
class Changes:
    """The group's own row, and those of its children from ``skipped`` on: at most ROWS of ``total``."""

    round: Round
    path: tuple[Group, ...]
    topics: tuple[Topic, ...]
    #: the round that each topic is compared with
    baselines: tuple[Round, ...]
    #: asked in this round, and in none to compare with
    without: tuple[Topic, ...]
    whole: Row
    rows: tuple[Row, ...]
    skipped: int
    total: int

    @property
    def every(self) -> tuple[Row, ...]:
        return (self.whole, *self.rows)

    @property
    def hides_a_score(self) -> bool:
        return any(one.gap is Gap.WITHHELD for row in self.every for one in row.changes)

    @property
    def next_from(self) -> int | None:
        """Where the next page of rows begins."""
        end = self.skipped + len(self.rows)
        return end if end < self.total else None

    def column(self, topic: str) -> tuple[tuple[Row, Change], ...]:
        """Every row with its change of one topic; none where the topic is not compared."""
        place = next((i for i, each in enumerate(self.topics) if each.code == topic), None)
        return () if place is None else tuple((row, row.changes[place]) for row in self.every)

    def made(self, topic: str | None = None) -> int:
        """How many differences there are, of one topic or of all."""
        return sum(
            one.difference is not None and topic in (None, one.topic.code)
            for row in self.every
            for one in row.changes
        )

    def claims(self, topic: str | None = None) -> tuple[tuple[Row, Change], ...]:
        """What is more than chance, of one topic or of all: what fell most first."""
        found = [
            (row, one)
            for row in self.every
            for one in row.changes
            if one.beyond_chance and topic in (None, one.topic.code)
        ]
        return tuple(sorted(found, key=lambda claim: claim[1].difference or 0))

    def fell(self, topic: str) -> tuple[tuple[Row, Change], ...]:
        """Of the groups below: what fell without being more than chance, what fell most first."""
        found = [
            (row, one)
            for row, one in self.column(topic)[1:]
            if (one.difference or 0) < 0 and not one.beyond_chance
        ]
        return tuple(sorted(found, key=lambda pair: pair[1].difference or 0))


def table(
    people: Session,
    release: Shelved,
    parent: str,
    *,
    against: str = baseline.PREVIOUS,
    skip: int = 0,
) -> Changes:
    """Changes up to this round. Raises NoSuchGroup, and NoSuchRound for a round that is not before it."""
    rounds = published.load(people)
    own = published.find(rounds, release.wave)
    baseline.known(rounds, own, against)
    whole, below = own.group(parent), own.children(parent)
    pairs = [
        (topic, baseline.of(topic, rounds, own, against))
        for topic in topics.asked_in(rounds, own, of=whole)
    ]
    compared = [(topic, before) for topic, before in pairs if before is not None]
    groups = (whole, *below[skip : skip + ROWS])
    drawn = _Drawn(own, compared, groups, _cells(people, own, compared, groups))
    return Changes(
        own,
        own.path(parent),
        topics=tuple(topic for topic, _ in compared),
        baselines=tuple(before for _, before in compared),
        without=tuple(topic for topic, before in pairs if before is None),
        whole=drawn.row(whole, change.judged(drawn.changes(whole))),
        rows=drawn.below(),
        skipped=skip,
        total=len(below),
    )


def _cells(
    people: Session, own: Round, compared: Sequence[tuple[Topic, Round]], groups: Sequence[Group]
) -> _Cells:
    asked = {item.code for topic, _ in compared for item in topic.items}
    found = shelf.across(
        people,
        [group.code for group in groups],
        numbers=[own.number, *{before.number for _, before in compared}],
        measures=[*asked, _RESPONSE],
    )
    return {  # a theme may have the code of a question
        number: heatmap.by_group([cell for cell in cells if cell.subject is not Subject.THEME])
        for number, cells in found.items()
    }


@dataclass(frozen=True)
class _Drawn:
    """What the rows are made from."""

    own: Round
    compared: Sequence[tuple[Topic, Round]]
    groups: Sequence[Group]
    cells: _Cells

    def below(self) -> tuple[Row, ...]:
        """Every row but the first, judged together."""
        own = [self.changes(group) for group in self.groups[1:]]
        judged = iter(change.judged([one for changes in own for one in changes]))
        return tuple(
            self.row(group, tuple(next(judged) for _ in changes))
            for group, changes in zip(self.groups[1:], own, strict=True)
        )

    def changes(self, group: Group) -> tuple[Change, ...]:
        alike = same_people.rounds_of(self._rounds(), group)
        return tuple(
            change.between(
                topic,
                self._moment(before, topic, group, alike),
                self._moment(self.own, topic, group, alike),
            )
            for topic, before in self.compared
        )

    def row(self, group: Group, changes: tuple[Change, ...]) -> Row:
        answered = tuple((each, self._response(each, group)) for each in reversed(self._rounds()))
        alike = same_people.rounds_of(self._rounds(), group)
        held = [each.by_code[group.code] for each in self._rounds() if each.number in alike]
        return Row(group, changes, answered, frozenset(own.teams for own in held))

    def _rounds(self) -> list[Round]:
        """Those compared, the oldest first."""
        found = {each.number: each for each in (*(one for _, one in self.compared), self.own)}
        return [found[number] for number in sorted(found)]

    def _moment(self, each: Round, topic: Topic, group: Group, alike: frozenset[int]) -> Moment:
        gap = same_people.why_not(each, group.code, alike)
        own = self.cells.get(each.number, {}).get(group.code, {})
        figure = Figure(gap=gap) if gap is not None else topics.score(each, topic, own)
        return Moment(each.label, each.number, figure)

    def _response(self, each: Round, group: Group) -> Response | None:
        return response.of_cell(self.cells.get(each.number, {}).get(group.code, {}).get(_RESPONSE))
