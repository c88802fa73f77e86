"""A trend: one figure over all waves, its uncertainty as a band, gaps where it is withheld."""

from collections.abc import Sequence
from math import ceil

from surveys.charts.frame import Frame, draw_beside, draw_series, draw_waves
from surveys.charts.palette import BESIDE, GRID, INK, NARROW, PAPER, QUIET, SMALL, TEXT
from surveys.charts.point import Panel, Point
from surveys.charts.scale import SCORE, Scale
from surveys.charts.svg import element, fit, picture, text, width_of
from surveys.charts.wording import describe
from surveys.speech import say

_TOP, _LEFT, _RIGHT = 16.0, 36.0, 6.0


def trend(
    points: Sequence[Point],
    *,
    key: str,
    title: str,
    scale: Scale = SCORE,
    width: int = NARROW,
    beside: Panel | None = None,
) -> str:
    """An SVG picture `width` units wide; `key` makes its ids, one page never uses a key twice.

    `beside`: another group over the same waves, as a dashed line.
    """
    height = 246.0 if width == NARROW else 306.0
    left = max(_LEFT, width_of(scale.words(scale.high), SMALL) + 8)
    frame = Frame(
        left=left,
        top=_TOP,
        width=width - left - _RIGHT,
        height=height - _TOP - 86,
        waves=len(points),
        scale=scale,
    )
    body = (
        _grid(frame)
        + draw_waves(frame)
        + draw_series(
            frame, points, key=key, below=draw_beside(frame, beside.points) if beside else ""
        )
        + _gap_words(frame, points)
        + _values(frame, points)
        + _dates(frame, points)
        + _footnote(frame, points, beside)
    )
    words = describe(points, scale)
    if beside:
        words += " " + say("Dashed line: %(name)s.", name=beside.title)
        words += " " + describe(beside.points, scale)
    return picture(width, height + (17 if beside else 0), body, key=key, names=(title, words))


def _grid(frame: Frame) -> str:
    right = frame.left + frame.width
    return "".join(
        element("line", x1=frame.left, y1=frame.y(t), x2=right, y2=frame.y(t), stroke=GRID)
        + text(
            frame.left - 6,
            frame.y(t) + 4.5,
            frame.scale.words(t) if frame.scale.decimals == 0 else f"{t:g}",
            text_anchor="end",
            font_size=SMALL,
            fill=QUIET,
        )
        for t in frame.scale.ticks
    )


def _gap_words(frame: Frame, points: Sequence[Point]) -> str:
    """ "withheld" or "no figure", read upwards, in every gap wide enough for a line of text."""
    if frame.step * 0.7 < TEXT + 4:
        return ""
    return "".join(
        _upright(frame.x(i), frame.top + frame.height / 2, point.gap)
        for i, point in enumerate(points)
        if point.is_withheld
    )


def _upright(x: float, y: float, words: str) -> str:
    half = width_of(words, SMALL) / 2 + 5
    plate = element("rect", x=x - 9, y=y - half, width=18, height=2 * half, fill=PAPER)
    turn = f"rotate(-90 {x:.1f} {y:.1f})"
    written = text(
        x, y + 4.5, words, text_anchor="middle", font_size=SMALL, fill=QUIET, transform=turn
    )
    return plate + written


def _values(frame: Frame, points: Sequence[Point]) -> str:
    """Every value above its dot where there is room, otherwise the last alone."""
    shown = [(i, point.value) for i, point in enumerate(points) if point.value is not None]
    widest = max((width_of(frame.scale.words(v)) for _, v in shown), default=0.0)
    if widest + 4 > frame.step:
        shown = shown[-1:]
    inside = frame.left + frame.width + _RIGHT - widest * 0.6  # they are bold
    return "".join(
        text(
            min(frame.x(i), inside),
            max(frame.top - 2, frame.y(value) - 10),
            frame.scale.words(value),
            text_anchor="middle",
            font_weight="bold",
            fill=INK,
            stroke=PAPER,
            stroke_width=3,
            paint_order="stroke",
        )
        for i, value in shown
    )


def _dates(frame: Frame, points: Sequence[Point]) -> str:
    """Labels, and how many answered, below the plot; every so many where they would collide."""
    longest = max((width_of(part, SMALL) for point in points for part in _lines(point)), default=0)
    moved = max(
        0.0, longest / 2 - frame.step / 2 - _RIGHT
    )  # so far the last is moved to stay inside
    every = max(1, ceil((min(longest + 8, 96) + moved) / frame.step))
    last = len(points) - 1
    chosen = [(i, point) for i, point in enumerate(points) if (last - i) % every == 0]
    return "".join(_date(frame, i, point, frame.step * every) for i, point in chosen)


def _lines(point: Point) -> list[str]:
    """ "Sep 2025" in two lines: the year below the month."""
    return [part for part in point.label.strip().rsplit(" ", 1) if part]


def _date(frame: Frame, index: int, point: Point, room: float) -> str:
    lines = [fit(line, room - 4, SMALL) for line in _lines(point)]
    half = max((width_of(line, SMALL) for line in lines), default=0) / 2
    right = frame.left + frame.width + _RIGHT
    x = min(max(frame.x(index), half), right - half)
    base = "–" if point.base is None else str(point.base)
    return "".join(
        text(x, frame.bottom + 20 + 16 * n, line, text_anchor="middle", font_size=SMALL)
        for n, line in enumerate(lines)
    ) + text(x, frame.bottom + 56, base, text_anchor="middle", font_size=SMALL, fill=QUIET)


def _footnote(frame: Frame, points: Sequence[Point], beside: Panel | None) -> str:
    if not points:
        return text(frame.left + 8, frame.top + frame.height / 2, say("No rounds yet"), fill=QUIET)
    words = (
        say("Below each date: comments.")
        if frame.scale.counted == "comments"
        else say("Below each date: answers.")
    )
    if any(point.low is not None for point in points):
        words += " " + say("Shaded: likely range.")
    first = text(0, frame.bottom + 78, words, font_size=SMALL, fill=QUIET)
    if beside is None:
        return first
    room = frame.left + frame.width + _RIGHT
    named = fit(say("Dashed: %(name)s", name=beside.title), room, SMALL)
    return first + text(0, frame.bottom + 95, named, font_size=SMALL, fill=BESIDE)
