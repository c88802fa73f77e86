"""A trend: one figure over all waves, its uncertainty as a band, gaps where it is withheld."""

from collections.abc import Sequence
from math import ceil

from surveys.charts.frame import Frame, draw_series
from surveys.charts.palette import GRID, INK, NARROW, PAPER, QUIET, SMALL, TEXT
from surveys.charts.point import Point
from surveys.charts.scale import SCORE, Scale
from surveys.charts.svg import element, fit, picture, text, width_of
from surveys.charts.wording import describe

_TOP, _LEFT, _RIGHT = 16.0, 36.0, 6.0


def trend(
    points: Sequence[Point], *, key: str, title: str, scale: Scale = SCORE, width: int = NARROW
) -> str:
    """An SVG picture `width` units wide; `key` makes its ids, one page never uses a key twice."""
    height = 246.0 if width == NARROW else 306.0
    frame = Frame(
        left=_LEFT,
        top=_TOP,
        width=width - _LEFT - _RIGHT,
        height=height - _TOP - 86,
        waves=len(points),
        scale=scale,
    )
    body = (
        _grid(frame)
        + draw_series(frame, points, key=key)
        + _gap_words(frame, points)
        + _values(frame, points)
        + _dates(frame, points)
        + _footnote(frame, points)
    )
    return picture(width, height, body, key=key, names=(title, describe(points, scale)))


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
    return "".join(
        text(
            frame.x(i),
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
    every = max(1, ceil(min(longest + 8, 96) / frame.step))
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


def _footnote(frame: Frame, points: Sequence[Point]) -> str:
    if not points:
        return text(frame.left + 8, frame.top + frame.height / 2, "No rounds yet", fill=QUIET)
    words = "Below each date: answers."
    if any(point.low is not None for point in points):
        words += " Shaded: likely range."
    return text(0, frame.bottom + 78, words, font_size=SMALL, fill=QUIET)
