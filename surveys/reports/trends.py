"""Trends: a topic's or an item's score of one group over all rounds, with a gap where there is none and its reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from surveys.instruments.instrument import Item
from surveys.releases import shelf
from surveys.releases.document import Cell, Group
from surveys.releases.release import Status, Subject
from surveys.reports import rounds as published
from surveys.reports import same_people
from surveys.reports import topics as all_topics
from surveys.reports.attributes import title
from surveys.reports.exposed import answers_counted
from surveys.reports.figure import Figure, Gap
from surveys.reports.rounds import NoSuchGroup, Round
from surveys.reports.topics import NoSuchTopic, Topic
from surveys.speech import language, say


@dataclass(frozen=True)
class Moment:
    """What a trend says about one round."""

    label: str
    number: int
    figure: Figure


@dataclass(frozen=True)
class Beside:
    """The line of the group above, over the same rounds."""

    name: str
    moments: tuple[Moment, ...]


@dataclass(frozen=True)
class Trend:
    """A line over the rounds that asked, the oldest first."""

    code: str
    title: str
    moments: tuple[Moment, ...]
    #: None for the whole organisation
    beside: Beside | None = None

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


@dataclass(frozen=True)
class OneTopic:
    """A topic of one group: its trend, those of its items, and the lines of every other topic."""

    topic: Topic
    trend: Trend
    #: first those its score rests on
    items: tuple[Trend, ...]
    lines: tuple[tuple[Topic, Trend], ...]


def topics(people: Session, group: str, *, until: int | None = None, beside: bool = True) -> Trends:
    """Every topic over all rounds, or those up to a release, with the lines of the group above unless told otherwise.

    Raises NoSuchGroup for a group that no round has shown.
    """
    past = _past(people, published.load(people, until=until), group, beside=beside)
    return Trends(past.newest, past.lines(), past.bands())


def topic(people: Session, group: str, construct: str) -> OneTopic:
    """A topic, its trend and its items'. Raises NoSuchGroup, NoSuchTopic."""
    rounds = published.load(people)
    past = _past(people, rounds, group)
    found = all_topics.find(rounds, construct)
    if found not in past.topics():
        raise NoSuchTopic(say("There is no such topic with a score."))
    items = tuple(past.of_item(item) for item in (*found.items, *found.others) if past.has(item))
    return OneTopic(found, past.of_topic(found), items, past.lines())


def of_groups(
    people: Session, rounds: Sequence[Round], groups: Sequence[Group], topic: Topic
) -> tuple[Trend, ...]:
    """One topic's trend of each group, in one query."""
    history = shelf.across(
        people,
        [group.code for group in groups],
        subject=Subject.ITEM,
        measures=[item.code for item in topic.items],
    )
    return tuple(_Past(rounds, group, history).of_topic(topic) for group in groups)


def newest_showing(rounds: Sequence[Round], code: str) -> Group:
    """The group as the newest round that shows it has it. Raises NoSuchGroup."""
    for each in reversed(rounds):
        group = each.by_code.get(code)
        if group is not None and group.shown:
            return group
    raise NoSuchGroup(say("There is no such group with figures of its own."))


def _past(people: Session, rounds: Sequence[Round], group: str, *, beside: bool = True) -> "_Past":
    """A group's cells with those of the group above it, in one query. Raises NoSuchGroup."""
    newest = newest_showing(rounds, group)
    shown_in = next(each for each in reversed(rounds) if newest in each.groups)
    path = shown_in.path(group) if beside else ()
    codes = [group, *(above.code for above in path[-1:])]
    history = shelf.across(people, codes, subject=Subject.ITEM)
    above = _Past(rounds, path[-1], history) if path else None
    return _Past(rounds, newest, history, above)


class _Past:
    """One group's item cells in all rounds."""

    def __init__(
        self,
        rounds: Sequence[Round],
        newest: Group,
        history: Mapping[int, Sequence[Cell]],
        above: "_Past | None" = None,
    ) -> None:
        self.newest = newest
        self._rounds = rounds
        self._above = above
        self._cells = {
            number: {cell.measure: cell for cell in cells if cell.group_code == newest.code}
            for number, cells in history.items()
        }
        self._alike = same_people.rounds_of(rounds, newest)

    def topics(self) -> tuple[Topic, ...]:
        """Those that the group has scores of, if they are not withheld."""
        every = all_topics.scored(self._rounds)
        return every if self.newest.attribute is None else all_topics.split(self._rounds, every)

    def has(self, item: Item) -> bool:
        """Whether the group has figures of an item, if they are not withheld."""
        asked = [each for each in self._rounds if item in each.instrument.closed]
        return self.newest.attribute is None or all(each.splits(item) for each in asked)

    def lines(self) -> tuple[tuple[Topic, Trend], ...]:
        return tuple((topic, self.of_topic(topic)) for topic in self.topics())

    def of_topic(self, topic: Topic) -> Trend:
        moments = (
            self._moment(each, all_topics.score(each, topic, self._of(each)))
            for each in self._rounds
            if each.number in topic.asked
        )
        trend = Trend(topic.code, topic.name, tuple(moments))
        return self._beside(trend, self._above.of_topic(topic) if self._above else None)

    def of_item(self, item: Item) -> Trend:
        moments = (
            self._moment(each, all_topics.item_figure(own, self._of(each).get(item.code)))
            for each in self._rounds
            for own in each.instrument.closed
            if own.code == item.code
        )
        trend = Trend(item.code, item.text_in(language()), tuple(moments))
        return self._beside(trend, self._above.of_item(item) if self._above else None)

    def bands(self) -> tuple[BandTrend, ...]:
        items = {
            item.code: item
            for each in self._rounds
            for item in all_topics.sensitive_items(each, of=self.newest)
        }
        return tuple(self._band_trend(item) for item in items.values())

    def _beside(self, trend: Trend, other: Trend | None) -> Trend:
        if self._above is None or other is None:
            return trend
        return replace(trend, beside=Beside(title(self._above.newest), other.moments))

    def _of(self, each: Round) -> Mapping[str, Cell]:
        return self._cells.get(each.number, {})

    def _moment(self, each: Round, figure: Figure) -> Moment:
        gap = same_people.why_not(each, self.newest.code, self._alike)
        if gap is not None:
            figure = Figure(gap=gap)
        return Moment(each.label, each.number, figure)

    def _band_trend(self, item: Item) -> BandTrend:
        asked = [each for each in self._rounds if item in each.instrument.closed]
        return BandTrend(item, tuple(self._band(each, item.code) for each in asked))

    def _band(self, each: Round, code: str) -> BandMoment:
        cell = self._of(each).get(code)
        gap = same_people.why_not(each, self.newest.code, self._alike)
        if gap is not None:
            return BandMoment(each.label, None, None, gap)
        if cell is None or cell.status is not Status.BAND:
            return BandMoment(each.label, None, None, Gap.WITHHELD)
        return BandMoment(each.label, cell.band, cell.base, None)
