"""One figure: a table or picture of a page to carry away, by its kind and code. The same columns as the whole release's CSV."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from sqlalchemy.orm import Session

from surveys.exports import tidy
from surveys.exports.kept import NoSuchFile
from surveys.exports.tidy import Row
from surveys.instruments.instrument import Item
from surveys.releases.document import Group
from surveys.releases.shelf import Shelved
from surveys.reports import (
    answers,
    heatmap,
    picture,
    side_by_side,
    split,
    theme_trend,
    themes,
    trends,
)
from surveys.reports import rounds as published
from surveys.reports.attributes import title
from surveys.reports.heatmap import Row as MapRow
from surveys.reports.rounds import Round
from surveys.reports.topics import Topic
from surveys.reports.trends import BandTrend, Trend

Line: TypeAlias = tuple[Shelved, Group, Row]


@dataclass(frozen=True)
class OneFigure:
    """Its rows, and its picture as SVG where it has one."""

    lines: tuple[Line, ...]
    svg: str | None = None

    @property
    def csv(self) -> bytes:
        return tidy.table(self.lines)


@dataclass(frozen=True)
class Asked:
    """Of which group, and in which round where a page shows one."""

    people: Session
    rounds: tuple[Round, ...]
    group: str
    round: Round

    @property
    def releases(self) -> dict[int, Shelved]:
        return {each.number: each.release for each in self.rounds}


def find(
    people: Session, kind: str, code: str, *, group: str | None = None, wave: str | None = None
) -> OneFigure:
    """By default of the whole organisation in the newest round. Raises NoSuchFile, NoSuchGroup, NoSuchRound, NoSuchTopic
    and NoSuchTheme: of a hidden group nothing is told."""
    rounds = published.load(people)
    if kind not in _KINDS or not rounds:
        raise NoSuchFile("There is no such figure.")
    own = published.find(rounds, wave) if wave else rounds[-1]
    return _KINDS[kind](Asked(people, rounds, group or own.top.code, own), code)


def _topic(asked: Asked, code: str) -> OneFigure:
    """A topic over all rounds."""
    found = trends.topic(asked.people, asked.group, code)
    own = trends.newest_showing(asked.rounds, asked.group)
    return _drawn(asked, own, "topic", found.trend)


def _question(asked: Asked, code: str) -> OneFigure:
    """One question of a topic over all rounds."""
    topics = (i.construct for r in asked.rounds for i in r.instrument.closed if i.code == code)
    topic = next((each for each in topics if each), "")
    items = trends.topic(asked.people, asked.group, topic).items
    trend = next((each for each in items if each.code == code), None)
    if trend is None:
        raise NoSuchFile("There is no such figure.")
    own = trends.newest_showing(asked.rounds, asked.group)
    return _drawn(asked, own, "question", trend)


def _drawn(asked: Asked, own: Group, subject: str, trend: Trend) -> OneFigure:
    lines = tuple(_of_trend(asked, own, subject, trend))
    return OneFigure(lines, picture.of_trend(trend, title(own)).wide)


def _of_trend(asked: Asked, group: Group, subject: str, trend: Trend) -> Iterator[Line]:
    for each in trend.moments:
        row = tidy.of_points(subject, trend.code, trend.title, each.figure)
        yield asked.releases[each.number], group, row


def _groups(asked: Asked, code: str) -> OneFigure:
    """A topic in every group below one, side by side; as many as a page has."""
    found = side_by_side.table(asked.people, asked.group, code)
    rows = ((found.group, found.trend), *found.rows)
    lines = (line for group, trend in rows for line in _of_trend(asked, group, "topic", trend))
    return OneFigure(tuple(lines), picture.of_groups(found).wide)


def _theme(asked: Asked, code: str) -> OneFigure:
    """A theme over all rounds."""
    found = theme_trend.of(asked.people, asked.group, code)
    lines = (
        (each.round.release, found.group, row)
        for each in found.moments
        for row in tidy.of_theme(each.theme, each.gap)
    )
    return OneFigure(tuple(lines), picture.of_theme(found).wide if found.counted else None)


def _band(asked: Asked, code: str) -> OneFigure:
    """A sensitive question over all rounds: bands, no picture."""
    found = trends.topics(asked.people, asked.group)
    for each in found.bands:
        if each.item.code == code:
            return OneFigure(tuple(_of_bands(asked, found.group, each)))
    raise NoSuchFile("There is no such figure.")


def _of_bands(asked: Asked, group: Group, trend: BandTrend) -> Iterator[Line]:
    by_label = {each.label: each.release for each in asked.rounds}
    for each in trend.moments:
        row = tidy.of_band(trend.item, each.band, each.base, each.gap or "band")
        yield by_label[each.label], group, row


def _answers(asked: Asked, code: str) -> OneFigure:
    """How one question was answered in one round."""
    own, found = answers.table(asked.people, asked.round.release, asked.group)
    for each in found:
        if each.item.code == code and not each.item.attribute:
            lines = (
                (own.release, part.group, row)
                for part in each.groups
                for row in tidy.of_item(each.item, part)
            )
            drawn = picture.of_answers(each)
            return OneFigure(tuple(lines), drawn.wide if drawn else None)
    raise NoSuchFile("There is no such figure.")


def _map(asked: Asked, _: str) -> OneFigure:
    """A group and all right below it, by topic, and their bands; every page of the map at once."""
    lines: list[Line] = []
    skip: int | None = 0
    while skip is not None:
        found = heatmap.table(asked.people, asked.round.release, asked.group, skip=skip)
        rows = found.rows if skip else (found.whole, *found.rows)
        lines += _of_rows(found.round, found.topics, rows, found.items)
        skip = found.next_from
    return OneFigure(tuple(lines))


def _by(asked: Asked, code: str) -> OneFigure:
    """The whole organisation by role and the like."""
    for found in split.table(asked.people, asked.rounds, asked.round):
        if found.attribute.code == code:
            return OneFigure(tuple(_of_rows(asked.round, found.topics, found.rows, found.items)))
    raise NoSuchFile("There is no such figure.")


def _of_rows(
    own: Round, topics: Iterable[Topic], rows: Iterable[MapRow], items: Iterable[Item]
) -> Iterator[Line]:
    for row in rows:
        for topic, figure in zip(topics, row.figures, strict=True):
            yield own.release, row.group, tidy.of_score(topic, figure)
        for item, cell in zip(items, row.bands, strict=True):
            status = "band" if cell.band else "withheld"
            yield own.release, row.group, tidy.of_band(item, cell.band, cell.base, status)


def _themes(asked: Asked, _: str) -> OneFigure:
    """What the comments of a group were about in one round."""
    found = themes.table(asked.people, asked.round.release, asked.group)
    every = (*found.counted, *found.banded, *found.withheld)
    return OneFigure(
        tuple(
            (found.round.release, found.group, row)
            for theme in every
            for row in tidy.of_theme(theme)
        )
    )


#: The kinds, by the word that stands for each in an address.
_KINDS: Final[dict[str, Callable[[Asked, str], OneFigure]]] = {
    "topic": _topic,
    "question": _question,
    "groups": _groups,
    "theme": _theme,
    "band": _band,
    "answers": _answers,
    "map": _map,
    "by": _by,
    "themes": _themes,
}
