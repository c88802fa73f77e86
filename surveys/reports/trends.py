"""Trends: a topic's or an item's score of one group over all rounds, with a gap where there is none and its reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from surveys.instruments.instrument import Item
from surveys.releases import shelf
from surveys.releases.document import Cell, Group
from surveys.releases.release import Status, Subject
from surveys.reports import rounds as published
from surveys.reports import topics as all_topics
from surveys.reports.exposed import answers_counted
from surveys.reports.figure import Figure, Gap
from surveys.reports.rounds import NoSuchGroup, Round
from surveys.reports.topics import Topic


@dataclass(frozen=True)
class Moment:
    """What a trend says about one round."""

    label: str
    number: int
    figure: Figure


@dataclass(frozen=True)
class Trend:
    """A line over the rounds that asked, the oldest first."""

    code: str
    title: str
    moments: tuple[Moment, ...]

    @property
    def shown(self) -> tuple[Moment, ...]:
        return tuple(moment for moment in self.moments if moment.figure.gap is None)

    @property
    def gaps(self) -> tuple[tuple[Figure, tuple[str, ...]], ...]:
        """Each reason for a gap with the rounds that it holds for."""
        found: dict[Gap, list[Moment]] = {}
        for moment in self.moments:
            if moment.figure.gap is not None:
                found.setdefault(moment.figure.gap, []).append(moment)
        return tuple((m[0].figure, tuple(one.label for one in m)) for m in found.values())


@dataclass(frozen=True)
class BandMoment:
    """A sensitive item in one round: its band ("under_10", "10_24", "25_plus"), or a gap."""

    label: str
    band: str | None
    base: int | None
    gap: Gap | None


@dataclass(frozen=True)
class BandTrend:
    """A sensitive item over the rounds that asked it: bands, no line."""

    item: Item
    moments: tuple[BandMoment, ...]

    @property
    def counted(self) -> str:
        """The answers that the band counts, in words."""
        return answers_counted(self.item)

    @property
    def hides_a_band(self) -> bool:
        return any(moment.gap is Gap.WITHHELD for moment in self.moments)


@dataclass(frozen=True)
class Trends:
    """Everything that trends say about one group."""

    group: Group
    topics: tuple[tuple[Topic, Trend], ...]
    bands: tuple[BandTrend, ...]


def topics(people: Session, group: str) -> Trends:
    """Every topic over all rounds. Raises NoSuchGroup for a group that no round has shown."""
    rounds = published.load(people)
    past = _Past(rounds, group, _history(people, group))
    lines = tuple((topic, past.of_topic(topic)) for topic in all_topics.scored(rounds))
    return Trends(past.newest, lines, past.bands())


def topic(people: Session, group: str, construct: str) -> tuple[Topic, Trend, tuple[Trend, ...]]:
    """A topic, its trend, and those of its items: first those its score rests on. Raises NoSuchGroup, NoSuchTopic."""
    rounds = published.load(people)
    past = _Past(rounds, group, _history(people, group))
    found = all_topics.find(rounds, construct)
    items = tuple(past.of_item(item) for item in (*found.items, *found.others))
    return found, past.of_topic(found), items


def newest_showing(rounds: Sequence[Round], code: str) -> Group:
    """The group as the newest round that shows it has it. Raises NoSuchGroup."""
    for each in reversed(rounds):
        group = each.by_code.get(code)
        if group is not None and group.shown:
            return group
    raise NoSuchGroup("There is no such group with figures of its own.")


def _history(people: Session, group: str) -> Mapping[int, tuple[Cell, ...]]:
    return shelf.history(people, group, subject=Subject.ITEM)


class _Past:
    """One group's item cells in all rounds."""

    def __init__(
        self, rounds: Sequence[Round], group: str, history: Mapping[int, Sequence[Cell]]
    ) -> None:
        self.newest = newest_showing(rounds, group)
        self._rounds = rounds
        self._cells = {
            number: {cell.measure: cell for cell in cells} for number, cells in history.items()
        }
        self._alike = _rounds_with_the_same_people(rounds, self.newest)

    def of_topic(self, topic: Topic) -> Trend:
        moments = (
            self._moment(each, all_topics.score(each, topic, self._of(each)))
            for each in self._rounds
            if each.number in topic.asked
        )
        return Trend(topic.code, topic.name, tuple(moments))

    def of_item(self, item: Item) -> Trend:
        moments = (
            self._moment(each, all_topics.item_figure(own, self._of(each).get(item.code)))
            for each in self._rounds
            for own in each.instrument.closed
            if own.code == item.code
        )
        return Trend(item.code, item.text_in("en"), tuple(moments))

    def bands(self) -> tuple[BandTrend, ...]:
        items = {
            item.code: item for each in self._rounds for item in all_topics.sensitive_items(each)
        }
        return tuple(self._band_trend(item) for item in items.values())

    def _of(self, each: Round) -> Mapping[str, Cell]:
        return self._cells.get(each.number, {})

    def _moment(self, each: Round, figure: Figure) -> Moment:
        if each.number not in self._alike:
            figure = Figure(gap=Gap.NOT_ITS_OWN)
        return Moment(each.label, each.number, figure)

    def _band_trend(self, item: Item) -> BandTrend:
        asked = [each for each in self._rounds if item in all_topics.sensitive_items(each)]
        return BandTrend(item, tuple(self._band(each, item.code) for each in asked))

    def _band(self, each: Round, code: str) -> BandMoment:
        cell = self._of(each).get(code)
        if each.number not in self._alike:
            return BandMoment(each.label, None, None, Gap.NOT_ITS_OWN)
        if cell is None or cell.status is not Status.BAND:
            return BandMoment(each.label, None, None, Gap.WITHHELD)
        return BandMoment(each.label, cell.band, cell.base, None)


#: Ends the code of small teams that were counted together before a round opened: to the release one block like others.
_REST = "~rest"


def _rounds_with_the_same_people(rounds: Sequence[Round], group: Group) -> frozenset[int]:
    """Numbers of the releases in which the group was shown and, if several teams are combined in it, the same ones."""
    shown = [each for each in rounds if (own := each.by_code.get(group.code)) and own.shown]
    if group.kind != "combined" and not group.code.endswith(_REST):
        return frozenset(each.number for each in shown)
    newest = _made_of(shown[-1], group.code)
    return frozenset(each.number for each in shown if _made_of(each, group.code) == newest)


def _made_of(each: Round, code: str) -> tuple[int, frozenset[str]]:
    return each.by_code[code].teams, frozenset(group.code for group in each.members(code))
