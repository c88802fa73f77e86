"""Diverging bars: how items were answered, the middle answer astride one upright line."""

from collections.abc import Sequence
from dataclasses import dataclass

from surveys.charts.palette import HATCH, INK, LIKERT, NARROW, ON_LIKERT, PAPER, QUIET, SMALL
from surveys.charts.point import WITHHELD, Bar
from surveys.charts.svg import element, fit, hatched, picture, text, width_of, wrap
from surveys.charts.wording import answers, describe_bar
from surveys.speech import say

_LINE, _BAR, _GAP = 18.0, 26.0, 20.0


@dataclass(frozen=True)
class _Axis:
    """Where the middle stands, and how wide one percent is."""

    zero: float
    percent: float


def likert(
    bars: Sequence[Bar], *, key: str, title: str, options: Sequence[str], width: int = NARROW
) -> str:
    """An SVG picture, a bar an item. `options`: five names, lowest first. A bar has five shares.

    Raises ValueError when a bar has another number of shares than there are colours.
    """
    if any(bar.shares is not None and len(bar.shares) != len(LIKERT) for bar in bars):
        raise ValueError(f"a bar of this chart has {len(LIKERT)} shares")
    legend, top = _legend(options, width)
    axis = _axis(bars, width)
    drawn: list[str] = []
    for bar in bars:
        part, top = _row(bar, top, axis, width, key)
        drawn.append(part)
    words = " ".join(describe_bar(bar, options) for bar in bars)
    return picture(width, max(top, 24), legend + "".join(drawn), key=key, names=(title, words))


def _axis(bars: Sequence[Bar], width: float) -> _Axis:
    """One scale for all bars: the widest on each side decides."""
    shown = [bar.shares for bar in bars if bar.shares is not None]
    left = max((_left_of(shares) for shares in shown), default=50.0)
    right = max((sum(shares) - _left_of(shares) for shares in shown), default=50.0)
    percent = width / max(1.0, left + right)
    return _Axis(zero=left * percent, percent=percent)


def _left_of(shares: Sequence[int]) -> float:
    """What lies left of the middle: the two lowest answers and half of the middle one."""
    return shares[0] + shares[1] + shares[2] / 2


def _legend(options: Sequence[str], width: float) -> tuple[str, float]:
    """Colour and name of every answer, in as many lines as they need; and where it ends."""
    parts: list[str] = []
    x, y = 0.0, 4.0
    for colour, option in zip(LIKERT, options, strict=False):
        name = fit(option, width - 24, SMALL)
        room = 20 + width_of(name, SMALL) + 14
        if x and x + room - 14 > width:
            x, y = 0.0, y + 20
        box = element("rect", x=x, y=y, width=14, height=14, fill=colour, stroke=QUIET)
        parts.append(box + text(x + 20, y + 12, name, font_size=SMALL))
        x += room
    return "".join(parts), y + 32


def _row(bar: Bar, top: float, axis: _Axis, width: float, key: str) -> tuple[str, float]:
    """One item: its name and base, then its bar. Returns also where the next one starts."""
    base = answers(bar.base)
    lines = wrap(bar.label, width - width_of(base) - 16, lines=3)
    names = "".join(text(0, top + 12 + _LINE * n, line) for n, line in enumerate(lines))
    count = text(width, top + 12, base, text_anchor="end", font_size=SMALL, fill=QUIET)
    y = top + _LINE * max(1, len(lines)) + 3
    drawn = _withheld(y, width, key) if bar.shares is None else _segments(bar.shares, y, axis)
    return names + count + drawn, y + _BAR + _GAP


def _segments(shares: Sequence[int], y: float, axis: _Axis) -> str:
    x = axis.zero - _left_of(shares) * axis.percent
    parts: list[str] = []
    for share, colour, ink in zip(shares, LIKERT, ON_LIKERT, strict=True):
        room = share * axis.percent
        if share:
            parts.append(
                element("rect", x=x, y=y, width=room, height=_BAR, fill=colour, stroke=PAPER)
            )
        if width_of(f"{share}%", SMALL) + 4 <= room:
            parts.append(
                text(
                    x + room / 2,
                    y + 17.5,
                    f"{share}%",
                    text_anchor="middle",
                    font_size=SMALL,
                    fill=ink,
                )
            )
        x += room
    middle = element(
        "line", x1=axis.zero, x2=axis.zero, y1=y - 4, y2=y + _BAR + 4, stroke=INK, stroke_width=1.5
    )
    return middle + "".join(parts)


def _withheld(y: float, width: float, key: str) -> str:
    words = say(WITHHELD)
    half = width_of(words, SMALL) / 2 + 8
    edge = element("rect", x=0.5, y=y, width=width - 1, height=_BAR, fill="none", stroke=HATCH)
    plate = element("rect", x=width / 2 - half, y=y + 3, width=2 * half, height=20, fill=PAPER)
    words = text(width / 2, y + 17.5, WITHHELD, text_anchor="middle", font_size=SMALL, fill=QUIET)
    return hatched(0, y, width, _BAR, key=key) + edge + plate + words
