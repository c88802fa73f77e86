"""Trends: a topic's or an item's score of one group over all rounds, with a gap where there is none and its reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from surveys.instruments.instrument import Item
from surveys.releases import shelf
from surveys.releases.document import Cell, Group
from surveys.releases.release import Status, Subject
from surveys.reports import rounds as published
from surveys.reports import same_people
from surveys.reports import topics as all_topics
from surveys.reports.exposed import answers_counted
from surveys.reports.figure import Figure, Gap
from surveys.reports.rounds import NoSuchGroup, Round
from surveys.reports.topics import NoSuchTopic, Topic


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


def topics(people: Session, group: str, *, until: int | None = None) -> Trends:
    """Every topic over all rounds, or those up to a release. Raises NoSuchGroup for a group that no round has shown."""
    rounds = published.load(people, until=until)
    past = _Past(rounds, group, _history(people, group))
    lines = tuple((topic, past.of_topic(topic)) for topic in past.topics())
    return Trends(past.newest, lines, past.bands())


def topic(people: Session, group: str, construct: str) -> tuple[Topic, Trend, tuple[Trend, ...]]:
    """A topic, its trend, and those of its items: first those its score rests on. Raises NoSuchGroup, NoSuchTopic."""
    rounds = published.load(people)
    past = _Past(rounds, group, _history(people, group))
    found = all_topics.find(rounds, construct)
    if found not in past.topics():
        raise NoSuchTopic("There is no such topic with a score.")
    items = tuple(past.of_item(item) for item in (*found.items, *found.others) if past.has(item))
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
        self._alike = same_people.rounds_of(rounds, self.newest)

    def topics(self) -> tuple[Topic, ...]:
        """Those that the group has scores of, if they are not withheld."""
        every = all_topics.scored(self._rounds)
        return every if self.newest.attribute is None else all_topics.split(self._rounds, every)

    def has(self, item: Item) -> bool:
        """Whether the group has figures of an item, if they are not withheld."""
        asked = [each for each in self._rounds if item in each.instrument.closed]
        return self.newest.attribute is None or all(each.splits(item) for each in asked)

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
            item.code: item
            for each in self._rounds
            for item in all_topics.sensitive_items(each, of=self.newest)
        }
        return tuple(self._band_trend(item) for item in items.values())

    def _of(self, each: Round) -> Mapping[str, Cell]:
        return self._cells.get(each.number, {})

    def _moment(self, each: Round, figure: Figure) -> Moment:
        gap = self._not_the_same(each)
        if gap is not None:
            figure = Figure(gap=gap)
        return Moment(each.label, each.number, figure)

    def _band_trend(self, item: Item) -> BandTrend:
        asked = [each for each in self._rounds if item in each.instrument.closed]
        return BandTrend(item, tuple(self._band(each, item.code) for each in asked))

    def _band(self, each: Round, code: str) -> BandMoment:
        cell = self._of(each).get(code)
        gap = self._not_the_same(each)
        if gap is not None:
            return BandMoment(each.label, None, None, gap)
        if cell is None or cell.status is not Status.BAND:
            return BandMoment(each.label, None, None, Gap.WITHHELD)
        return BandMoment(each.label, cell.band, cell.base, None)

    def _not_the_same(self, each: Round) -> Gap | None:
        """Why a round's figure of this group is not of the same people's places as the newest."""
        if each.number in self._alike:
            return None
        own = each.by_code.get(self.newest.code)
        return Gap.OTHER_MEMBERS if own is not None and own.shown else Gap.NOT_ITS_OWN
