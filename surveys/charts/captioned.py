"""Captioned: a picture that explains itself where it stands alone, in a slide or a letter: title above, origin below."""

import re
from dataclasses import dataclass

from surveys.charts.palette import FONT, INK, PAPER, QUIET, SMALL, TEXT
from surveys.charts.svg import element, text, wrap

_SIZE = re.compile(r'viewBox="0 0 (\S+) (\S+)"')

_TITLE = 18.0
#: Bold letters are wider than `wrap` reckons.
_BOLD = 1.12
_LEADING = 1.35
#: Between title and picture, and between picture and origin.
_GAP = 12.0


@dataclass(frozen=True)
class Caption:
    """``about``: of whom, below the title. ``origin``: lines below the picture."""

    title: str
    about: str
    origin: tuple[str, ...]


def captioned(svg: str, caption: Caption) -> str:
    """The picture on white paper, as wide as it was and as much higher as its words need."""
    opening, _, rest = svg.partition(">")
    width, height = (float(size) for size in _SIZE.findall(opening)[0])
    head = [(line, _TITLE, INK) for line in wrap(caption.title, width / _BOLD, size=_TITLE)]
    head += [(line, TEXT, INK) for line in wrap(caption.about, width)]
    foot = [
        (line, SMALL, QUIET) for words in caption.origin for line in wrap(words, width, size=SMALL)
    ]
    above = sum(size * _LEADING for _, size, _ in head) + _GAP
    whole = above + height + _GAP + sum(size * _LEADING for _, size, _ in foot)
    paper = element("rect", width=width, height=whole, fill=PAPER)
    names, _, body = rest.removesuffix("</svg>").partition("</desc>")
    drawn = f'<g transform="translate(0 {above:.1f})">{body}</g>'
    words = element("g", _lines(head, 0) + _lines(foot, above + height + _GAP), font_family=FONT)
    opening = _SIZE.sub(f'viewBox="0 0 {width:g} {whole:.1f}"', opening)
    return f"{opening}>{names}</desc>{paper}{words}{drawn}</svg>"


def _lines(lines: list[tuple[str, float, str]], top: float) -> str:
    """One below another; a title is bold."""
    drawn = ""
    for words, size, colour in lines:
        top += size * _LEADING
        weight = "bold" if size == _TITLE else "normal"
        drawn += text(0, top - size * 0.3, words, font_size=size, fill=colour, font_weight=weight)
    return drawn
