"""One figure: a table or picture of a page to carry away, by its kind and code. The same columns as the whole release's CSV."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from sqlalchemy.orm import Session

from surveys.charts.captioned import captioned
from surveys.exports import change_figures, standing_figures, tidy
from surveys.exports.caption import caption
from surveys.exports.kept import NoSuchFile
from surveys.exports.wanted import Line, OneFigure, Wanted
from surveys.instruments.instrument import Item
from surveys.releases.document import Group
from surveys.reports import (
    answers,
    baseline,
    heatmap,
    picture,
    share_trend,
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
from surveys.speech import say


def find(
    people: Session,
    kind: str,
    code: str,
    *,
    group: str | None = None,
    wave: str | None = None,
    since: str | None = None,
) -> OneFigure:
    """By default of the whole organisation in the newest round. Raises NoSuchFile, NoSuchGroup, NoSuchRound, NoSuchTopic
    and NoSuchTheme: of a hidden group nothing is told."""
    rounds = published.load(people)
    if kind not in _KINDS or not rounds:
        raise NoSuchFile(say("There is no such figure."))
    own = published.find(rounds, wave) if wave else rounds[-1]
    wanted = Wanted(people, rounds, group or own.top.code, own, since or baseline.PREVIOUS)
    return _KINDS[kind](wanted, code)


def _topic(wanted: Wanted, code: str) -> OneFigure:
    """A topic over all rounds."""
    found = trends.topic(wanted.people, wanted.group, code)
    own = trends.newest_showing(wanted.rounds, wanted.group)
    return _drawn(wanted, own, "topic", found.trend)


def _question(wanted: Wanted, code: str) -> OneFigure:
    """One question of a topic over all rounds."""
    topics = (i.construct for r in wanted.rounds for i in r.instrument.closed if i.code == code)
    topic = next((each for each in topics if each), "")
    items = trends.topic(wanted.people, wanted.group, topic).items
    trend = next((each for each in items if each.code == code), None)
    if trend is None:
        raise NoSuchFile(say("There is no such figure."))
    own = trends.newest_showing(wanted.rounds, wanted.group)
    return _drawn(wanted, own, "question", trend)


def _drawn(wanted: Wanted, own: Group, subject: str, trend: Trend) -> OneFigure:
    lines = tuple(_of_trend(wanted, own, subject, trend))
    return _pictured(wanted, own, trend.title, lines, picture.of_trend(trend, title(own)).wide)


def _pictured(
    wanted: Wanted, group: Group, name: str, lines: Sequence[Line], svg: str | None
) -> OneFigure:
    """With its picture, which says what it is, of whom and from which release."""
    if svg is None:
        return OneFigure(tuple(lines))
    whole = wanted.rounds[-1].top
    return OneFigure(tuple(lines), captioned(svg, caption(name, whole, group, lines)))


def _of_trend(wanted: Wanted, group: Group, subject: str, trend: Trend) -> Iterator[Line]:
    for each in trend.moments:
        row = tidy.of_points(subject, trend.code, trend.title, each.figure)
        yield wanted.releases[each.number], group, row


def _groups(wanted: Wanted, code: str) -> OneFigure:
    """A topic in every group below one, side by side; as many as a page has."""
    found = side_by_side.table(wanted.people, wanted.group, code)
    rows = ((found.group, found.trend), *found.rows)
    lines = [line for group, trend in rows for line in _of_trend(wanted, group, "topic", trend)]
    name = f"{found.topic.name}, side by side"
    return _pictured(wanted, found.group, name, lines, picture.of_groups(found).wide)


def _theme(wanted: Wanted, code: str) -> OneFigure:
    """A theme over all rounds."""
    found = theme_trend.of(wanted.people, wanted.group, code)
    lines = [
        (each.round.release, found.group, row)
        for each in found.moments
        for row in tidy.of_theme(each.theme, each.gap)
    ]
    svg = picture.of_theme(found).wide if found.counted else None
    return _pictured(wanted, found.group, f"{found.name}: share of comments", lines, svg)


def _band(wanted: Wanted, code: str) -> OneFigure:
    """A sensitive question over all rounds: bands, no picture."""
    found = trends.topics(wanted.people, wanted.group)
    for each in found.bands:
        if each.item.code == code:
            return OneFigure(tuple(_of_bands(wanted, found.group, each)))
    raise NoSuchFile(say("There is no such figure."))


def _of_bands(wanted: Wanted, group: Group, trend: BandTrend) -> Iterator[Line]:
    for each in trend.moments:
        row = tidy.of_band(trend.item, each.band, each.base, each.gap or "band")
        yield wanted.by_label[each.label], group, row


def _shares(wanted: Wanted, code: str) -> OneFigure:
    """A question without points over all rounds: a row an answer and round."""
    for each in share_trend.every_of(wanted.people, wanted.group):
        if each.item.code == code:
            return OneFigure(
                tuple(
                    (one.round.release, each.group, replace(row, status=one.gap or row.status))
                    for one in each.moments
                    for row in tidy.of_item(one.item, one.answered)
                )
            )
    raise NoSuchFile(say("There is no such figure."))


def _answers(wanted: Wanted, code: str) -> OneFigure:
    """How one question was answered in one round."""
    own, found = answers.table(wanted.people, wanted.round.release, wanted.group)
    for each in found:
        if each.item.code == code and not each.item.attribute:
            lines = [
                (own.release, part.group, row)
                for part in each.groups
                for row in tidy.of_item(each.item, part)
            ]
            drawn, name = picture.of_answers(each), each.item.text_in("en")
            return _pictured(
                wanted, each.groups[0].group, name, lines, drawn.wide if drawn else None
            )
    raise NoSuchFile(say("There is no such figure."))


def _map(wanted: Wanted, _: str) -> OneFigure:
    """A group and all right below it, by topic, and their bands; every page of the map at once."""
    lines: list[Line] = []
    skip: int | None = 0
    while skip is not None:
        found = heatmap.table(wanted.people, wanted.round.release, wanted.group, skip=skip)
        rows = found.rows if skip else (found.whole, *found.rows)
        lines += _of_rows(found.round, found.topics, rows, found.items)
        skip = found.next_from
    return OneFigure(tuple(lines))


def _by(wanted: Wanted, code: str) -> OneFigure:
    """The whole organisation by role and the like."""
    for found in split.table(wanted.people, wanted.rounds, wanted.round):
        if found.attribute.code == code:
            return OneFigure(tuple(_of_rows(wanted.round, found.topics, found.rows, found.items)))
    raise NoSuchFile(say("There is no such figure."))


def _of_rows(
    own: Round, topics: Iterable[Topic], rows: Iterable[MapRow], items: Iterable[Item]
) -> Iterator[Line]:
    for row in rows:
        for topic, figure in zip(topics, row.figures, strict=True):
            yield own.release, row.group, tidy.of_score(topic, figure)
        for item, cell in zip(items, row.bands, strict=True):
            status = "band" if cell.band else "withheld"
            yield own.release, row.group, tidy.of_band(item, cell.band, cell.base, status)


def _themes(wanted: Wanted, _: str) -> OneFigure:
    """What the comments of a group were about in one round."""
    found = themes.table(wanted.people, wanted.round.release, wanted.group)
    every = (*found.counted, *found.banded, *found.withheld)
    return OneFigure(
        tuple(
            (found.round.release, found.group, row)
            for theme in every
            for row in tidy.of_theme(theme)
        )
    )


#: The kinds, by the word that stands for each in an address.
_KINDS: Final[dict[str, Callable[[Wanted, str], OneFigure]]] = {
    "topic": _topic,
    "question": _question,
    "groups": _groups,
    "theme": _theme,
    "band": _band,
    "shares": _shares,
    "answers": _answers,
    "map": _map,
    "by": _by,
    "themes": _themes,
    "standing": standing_figures.of_group,
    "change": change_figures.of_groups,
    "since": change_figures.of_topic,
}
