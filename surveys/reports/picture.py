"""Pictures of what reports say: trends and answers handed to the charts, never a number more."""

from collections.abc import Sequence
from dataclasses import dataclass

from surveys.charts.likert import likert
from surveys.charts.palette import NARROW, WIDE
from surveys.charts.point import WHY_WITHHELD, Bar, Point
from surveys.charts.sparkline import sparkline
from surveys.charts.trend import trend as draw
from surveys.instruments.instrument import Item
from surveys.reports.answers import Answered, Distribution, ordered, percentages
from surveys.reports.attributes import title
from surveys.reports.figure import Figure, Gap
from surveys.reports.trends import Moment, Trend


@dataclass(frozen=True)
class Pictures:
    """SVG of one figure, for a phone and for a desk."""

    narrow: str
    wide: str


def of_trend(trend: Trend, group: str) -> Pictures:
    """A trend of one group (its name is read out). One page draws a code at most once."""
    points = _points(trend.moments)
    named = f"{trend.title}: {group}"
    return Pictures(
        narrow=draw(points, key=f"{trend.code}-narrow", title=named, width=NARROW),
        wide=draw(points, key=f"{trend.code}-wide", title=named, width=WIDE),
    )


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


def _why(figure: Figure) -> str:
    """Why a gap is one: the one wording where it is withheld."""
    return WHY_WITHHELD if figure.gap in (None, Gap.WITHHELD) else figure.gap.words


def _points(moments: Sequence[Moment]) -> list[Point]:
    return [
        Point(
            moment.label,
            moment.figure.value,
            low=moment.figure.low,
            high=moment.figure.high,
            base=moment.figure.base,
            why=_why(moment.figure),
        )
        for moment in moments
    ]
