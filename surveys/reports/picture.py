"""Pictures of what reports say: trends and answers handed to the charts, never a number more."""

from collections.abc import Sequence
from dataclasses import dataclass

from surveys.charts.likert import likert
from surveys.charts.palette import NARROW, WIDE
from surveys.charts.point import Bar, Panel, Point
from surveys.charts.scale import Scale, of_comments
from surveys.charts.small_multiples import small_multiples
from surveys.charts.sparkline import sparkline
from surveys.charts.trend import trend as draw
from surveys.instruments.instrument import Item
from surveys.reports.answers import Answered, Distribution, ordered, percentages
from surveys.reports.attributes import title
from surveys.reports.figure import Gap
from surveys.reports.side_by_side import SideBySide
from surveys.reports.theme_trend import ThemeTrend
from surveys.reports.trends import Moment, Trend


@dataclass(frozen=True)
class Pictures:
    """SVG of one figure, for a phone and for a desk."""

    narrow: str
    wide: str


def of_trend(trend: Trend, group: str) -> Pictures:
    """A trend of one group (its name is read out). One page draws a code at most once."""
    points, beside = _points(trend.moments), _beside(trend)
    named = f"{trend.title}: {group}"
    return Pictures(
        narrow=draw(points, key=f"{trend.code}-narrow", title=named, width=NARROW, beside=beside),
        wide=draw(points, key=f"{trend.code}-wide", title=named, width=WIDE, beside=beside),
    )


def of_groups(found: SideBySide) -> Pictures:
    """A panel a group on one scale, the group above them dashed in each."""
    panels = [Panel(g.name_in("en"), tuple(_points(t.moments))) for g, t in found.rows]
    beside = Panel(found.group.name_in("en"), tuple(_points(found.trend.moments)))
    key, named = f"{found.topic.code}-groups", f"{found.topic.name}: every group, side by side"
    return Pictures(
        narrow=small_multiples(
            panels, key=f"{key}-narrow", title=named, width=NARROW, beside=beside
        ),
        wide=small_multiples(panels, key=f"{key}-wide", title=named, width=WIDE, beside=beside),
    )


def of_topics(trends: Sequence[Trend], group: str) -> str:
    """Every topic of one group on one scale, for a sheet of paper."""
    panels = [Panel(each.title, tuple(_points(each.moments))) for each in trends]
    return small_multiples(
        panels, key="topics", title=f"Every topic over all rounds: {group}", width=WIDE
    )


def of_theme(trend: ThemeTrend) -> Pictures:
    """The share of comments that are about a theme."""
    points, named, scale = _shares(trend), f"{trend.name}: share of comments", _scale([trend])
    return Pictures(
        narrow=draw(points, key=f"{trend.code}-narrow", title=named, width=NARROW, scale=scale),
        wide=draw(points, key=f"{trend.code}-wide", title=named, width=WIDE, scale=scale),
    )


def small_themes(trends: Sequence[ThemeTrend]) -> dict[str, str]:
    """Theme code -> the same in the height of a line, all on one scale."""
    scale = _scale(trends)
    return {
        each.code: sparkline(_shares(each), key=f"{each.code}-small", title=each.name, scale=scale)
        for each in trends
    }


def small(trend: Trend) -> str:
    """The trend in the height of a line."""
    return sparkline(_points(trend.moments), key=f"{trend.code}-small", title=trend.title)


def of_answers(answered: Answered) -> Pictures | None:
    """Diverging bars, unfavourable answers on the left; None where an item cannot be drawn as such."""
    if not answered.diverging:
        return None
    item = answered.item
    question = item.text_in("en")
    names = [option.text_in("en") for option in item.options if option.score is not None]
    scores = [option.score or 0 for option in item.options if option.score is not None]
    names = [name for _, name in sorted(zip(scores, names, strict=True), reverse=item.reverse)]
    bars = [_bar(answered.item, each) for each in answered.groups]
    return Pictures(
        narrow=likert(bars, key=f"{item.code}-narrow", title=question, options=names, width=NARROW),
        wide=likert(bars, key=f"{item.code}-wide", title=question, options=names, width=WIDE),
    )


def _bar(item: Item, each: Distribution) -> Bar:
    people = [share.people for share in ordered(item, each.shares)]
    if each.withheld or not sum(people):
        return Bar(title(each.group), None)
    return Bar(title(each.group), percentages(people, sum(people)), sum(people))


def _beside(trend: Trend) -> Panel | None:
    if trend.beside is None:
        return None
    return Panel(trend.beside.name, tuple(_points(trend.beside.moments)))


def _scale(trends: Sequence[ThemeTrend]) -> Scale:
    found = [moment.theme.percent for each in trends for moment in each.moments]
    return of_comments(percent for percent in found if percent is not None)


def _shares(trend: ThemeTrend) -> list[Point]:
    return [
        Point(
            moment.label,
            moment.theme.percent,
            base=None if moment.theme.percent is None else moment.theme.base,
            because=_because(moment.gap),
        )
        for moment in trend.moments
    ]


def _because(gap: Gap | None) -> str:
    """Why a gap is one; nothing where it is withheld."""
    return "" if gap in (None, Gap.WITHHELD) else gap.words


def _points(moments: Sequence[Moment]) -> list[Point]:
    return [
        Point(
            moment.label,
            moment.figure.value,
            low=moment.figure.low,
            high=moment.figure.high,
            base=moment.figure.base,
            because=_because(moment.figure.gap),
        )
        for moment in moments
    ]
