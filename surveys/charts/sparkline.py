"""A sparkline: the shape of a trend in the height of a line of text."""

from collections.abc import Sequence

from surveys.charts.frame import Frame, draw_series
from surveys.charts.point import Point
from surveys.charts.scale import SCORE, Scale
from surveys.charts.svg import picture
from surveys.charts.wording import describe

_WIDTH, _HEIGHT = 96.0, 28.0


def sparkline(points: Sequence[Point], *, key: str, title: str, scale: Scale = SCORE) -> str:
    """An SVG picture, 96 by 28; its numbers stand in the table it goes with, and in its names."""
    frame = Frame(
        left=1, top=3, width=_WIDTH - 2, height=_HEIGHT - 6, waves=len(points), scale=scale
    )
    body = draw_series(frame, points, key=key, dot=2.5)
    return picture(_WIDTH, _HEIGHT, body, key=key, names=(title, describe(points, scale)))
