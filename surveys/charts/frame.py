"""The plot of a line over waves: where a point lies, its line, its band, its gaps."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from surveys.charts.palette import BAND, BESIDE, GRID, HATCH, LINE, PAPER
from surveys.charts.point import Point
from surveys.charts.scale import Scale
from surveys.charts.svg import element, hatched

Place = tuple[int, Point]


@dataclass(frozen=True)
class Frame:
    """A rectangle of a picture in which so many waves stand side by side."""

    left: float
    top: float
    width: float
    height: float
    waves: int
    scale: Scale

    @property
    def step(self) -> float:
        """From one wave to the next."""
        return self.width / max(1, self.waves)

    @property
    def bottom(self) -> float:
        return self.top + self.height

    def x(self, index: int) -> float:
        return self.left + self.step * (index + 0.5)

    def y(self, value: float) -> float:
        return self.bottom - self.height * self.scale.share(value)


def runs(points: Sequence[Point]) -> list[list[Place]]:
    """Points shown one after another without a gap, with their places."""
    groups = groupby(enumerate(points), key=lambda place: place[1].is_withheld)
    return [list(places) for withheld, places in groups if not withheld]


def draw_series(
    frame: Frame, points: Sequence[Point], *, key: str, dot: float = 4, below: str = ""
) -> str:
    """Hatched gaps, then bands, then lines and dots: no line is drawn across a gap. `below`: what lies under the line."""
    shown = runs(points)
    return (
        _gaps(frame, points, key)
        + "".join(_bands(frame, run) for run in shown)
        + below
        + "".join(_line(frame, run, dot) for run in shown)
    )


def draw_beside(frame: Frame, points: Sequence[Point]) -> str:
    """The line of another group to compare with: dashed, below the own one, without band and dots."""
    drawn = []
    for run in runs(points):
        spots = [(frame.x(i), frame.y(point.value or 0)) for i, point in run]
        if len(spots) == 1:  # a short dash
            (x, y), half = spots[0], min(8, frame.step / 3)
            spots = [(x - half, y), (x + half, y)]
        drawn.append(
            element(
                "polyline",
                points=_pairs(spots),
                fill="none",
                stroke=BESIDE,
                stroke_width=2,
                stroke_dasharray="5 4",
            )
        )
    return "".join(drawn)


def draw_waves(frame: Frame) -> str:
    """A mark below the plot for every wave, also where its name has no room."""
    return "".join(
        element(
            "line",
            x1=frame.x(i),
            x2=frame.x(i),
            y1=frame.bottom,
            y2=frame.bottom + 4,
            stroke=GRID if frame.step < 4 else BESIDE,
        )
        for i in range(frame.waves)
    )


def _gaps(frame: Frame, points: Sequence[Point], key: str) -> str:
    width = frame.step * 0.7
    boxes = [
        hatched(frame.x(i) - width / 2, frame.top, width, frame.height, key=key)
        + element(
            "rect",
            x=frame.x(i) - width / 2,
            y=frame.top,
            width=width,
            height=frame.height,
            fill="none",
            stroke=HATCH,
        )
        for i, point in enumerate(points)
        if point.is_withheld
    ]
    return "".join(boxes)


def _bands(frame: Frame, run: list[Place]) -> str:
    """The interval of every stretch of a run that has one; of a lonely point, an upright bar."""
    groups = groupby(run, key=lambda place: place[1].low is None or place[1].high is None)
    return "".join(_band(frame, list(places)) for without, places in groups if not without)


def _band(frame: Frame, places: list[Place]) -> str:
    ends = [(frame.x(i), frame.y(p.low or 0), frame.y(p.high or 0)) for i, p in places]
    if len(ends) == 1:
        x, low, high = ends[0]
        return element(
            "line", x1=x, y1=low, x2=x, y2=high, stroke=BAND, stroke_width=min(14, frame.step / 2)
        )
    corners = [(x, high) for x, _, high in ends] + [(x, low) for x, low, _ in reversed(ends)]
    return element("polygon", points=_pairs(corners), fill=BAND)


def _line(frame: Frame, run: list[Place], dot: float) -> str:
    """Its dots where there is room for them; where they would run into a blot, of a lonely point and the newest."""
    spots = [(frame.x(i), frame.y(point.value or 0)) for i, point in run]
    crowded = len(spots) > 1 and frame.step < 2 * dot
    newest = run[-1][0] == frame.waves - 1
    dotted = (spots[-1:] if newest else []) if crowded else spots
    line = (
        element("polyline", points=_pairs(spots), fill="none", stroke=LINE, stroke_width=2.5)
        if len(spots) > 1
        else ""
    )
    return line + "".join(
        element("circle", cx=x, cy=y, r=dot, fill=LINE, stroke=PAPER, stroke_width=1.5)
        for x, y in dotted
    )


def _pairs(spots: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
