"""Small multiples: many trends on one scale, side by side, to be compared."""

from collections.abc import Sequence

from surveys.charts.frame import Frame, draw_beside, draw_series, draw_waves
from surveys.charts.palette import GRID, NARROW, QUIET, SMALL
from surveys.charts.point import Panel, Point
from surveys.charts.scale import SCORE, Scale
from surveys.charts.svg import element, fit, picture, text, width_of, wrap
from surveys.charts.wording import describe
from surveys.speech import say

_GAP = 16.0
_HEIGHT = 156.0
_COLUMN = 172
#: Bold letters are so much wider than those that ``width_of`` knows.
_BOLD = 1.15


#: A longer text nobody listens to: then each panel says its last wave, and the table beside it the rest.
_SENTENCES = 60


def small_multiples(
    panels: Sequence[Panel],
    *,
    key: str,
    title: str,
    scale: Scale = SCORE,
    width: int = NARROW,
    beside: Panel | None = None,
) -> str:
    """An SVG picture of all panels, two columns on a phone and four on a desk.

    `beside`: another group over the same waves, as a dashed line in every panel.
    """
    columns = max(1, width // _COLUMN)
    room = (width - _GAP * (columns - 1)) / columns
    cells = [
        _panel(
            panel, (i % columns * (room + _GAP), i // columns * _HEIGHT), room, scale, key, beside
        )
        for i, panel in enumerate(panels)
    ]
    height = max(1, -(-len(panels) // columns)) * _HEIGHT
    body = "".join(cells) or text(0, 20, say("Nothing to show yet"), fill=QUIET)
    return picture(width, height, body, key=key, names=(title, _words(panels, scale, beside)))


def _words(panels: Sequence[Panel], scale: Scale, beside: Panel | None) -> str:
    every = [*panels, *([beside] if beside else [])]
    long = sum(len(panel.points) for panel in every) > _SENTENCES
    return " ".join(
        f"{panel.title}. {describe(panel.points[-1:] if long else panel.points, scale)}"
        for panel in every
    )


def _panel(
    panel: Panel,
    corner: tuple[float, float],
    room: float,
    scale: Scale,
    key: str,
    beside: Panel | None,
) -> str:
    left, top = corner
    frame = Frame(
        left=left, top=top + 44, width=room, height=72, waves=len(panel.points), scale=scale
    )
    title = "".join(
        text(left, top + 14 + 17 * n, line, font_weight="bold", font_size=SMALL)
        for n, line in enumerate(wrap(panel.title, room / _BOLD, size=SMALL))
    )
    below = draw_beside(frame, beside.points) if beside else ""
    dot = min(4.0, max(1.5, frame.step / 3))
    drawn = draw_series(frame, panel.points, key=key, dot=dot, below=below)
    return title + _ground(frame) + draw_waves(frame) + drawn + _ends(frame, panel)


def _ground(frame: Frame) -> str:
    """The lines of the scale's ends and middle: the same in every panel."""
    middle = (frame.scale.low + frame.scale.high) / 2
    return "".join(
        element("line", x1=frame.left, x2=frame.left + frame.width, y1=y, y2=y, stroke=GRID)
        for y in (frame.top, frame.y(middle), frame.bottom)
    )


def _ends(frame: Frame, panel: Panel) -> str:
    """Below the panel: its last round and that round's figure."""
    if not panel.points:
        return text(
            frame.left, frame.bottom + 18, say("No rounds yet"), font_size=SMALL, fill=QUIET
        )
    words = _figure(panel.points[-1], frame.scale)
    room = frame.width - width_of(words, SMALL) - 8
    label = fit(panel.points[-1].label, room, SMALL)
    return text(frame.left, frame.bottom + 18, label, font_size=SMALL, fill=QUIET) + text(
        frame.left + frame.width,
        frame.bottom + 18,
        words,
        text_anchor="end",
        font_weight="normal" if panel.points[-1].is_withheld else "bold",
        font_size=SMALL,
    )


def _figure(point: Point, scale: Scale) -> str:
    return point.gap if point.value is None else scale.words(point.value)
