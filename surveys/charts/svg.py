"""SVG as text: elements, escaping, and the frame that gives a picture its name.

No style attribute and no style element: a strict Content-Security-Policy leaves charts as they are.
"""

import re
from functools import cache
from html import escape as escape_html

from surveys.charts.palette import FONT, INK, PAPER, STRIPE, TEXT
from surveys.speech import say

#: How wide letters are in parts of their height, in DejaVu Sans: the widest font a reader is likely to have.
#: Letters that are not here are _LETTER wide.
_LETTER = 0.64
_WIDTHS = {
    **dict.fromkeys("mMWw%@…", 1.0),
    **dict.fromkeys("ABCDEGHKNOQRUVXY&", 0.77),
    **dict.fromkeys("csz“”", 0.55),
    **dict.fromkeys("frt()-I", 0.42),
    **dict.fromkeys("ijl.,:;'’!| ", 0.33),
}

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_ID = re.compile(r"[^A-Za-z0-9_-]+")


def escape(words: str) -> str:
    """Text safe in content and attributes; characters that XML forbids are dropped."""
    return escape_html(_NOT_XML.sub("", words), quote=True)


def element(name: str, content: str = "", **attributes: str | float) -> str:
    """An element; `stroke_width` becomes `stroke-width`. `content` is markup, escaped already."""
    written = "".join([f' {_named(key)}="{_value(value)}"' for key, value in attributes.items()])
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def text(x: float, y: float, words: str, **attributes: str | float) -> str:
    """A line of text that starts (or, with `text_anchor`, ends or centres) at x, on the line y."""
    return element("text", escape(words), x=x, y=y, **attributes) if words.strip() else ""


def picture(width: float, height: float, body: str, *, key: str, names: tuple[str, str]) -> str:
    """An `svg` of the body that is read out by its two names: a title, and a description."""
    ident = identifier(key)
    title, description = names
    head = (
        element("title", escape(title) or say("Chart"), id=f"{ident}-title")
        + element("desc", escape(description) or say("Nothing to show."), id=f"{ident}-desc")
        + element("defs", _hatch(ident))
    )
    return element(
        "svg",
        head + element("g", body, font_family=FONT, font_size=TEXT, fill=INK),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_value(width)} {_value(height)}",
        role="img",
        aria_labelledby=f"{ident}-title {ident}-desc",
    )


def identifier(key: str) -> str:
    """The key as the id that all ids of one picture start with."""
    return "chart-" + (_NOT_ID.sub("-", key) or "1")


def hatched(x: float, y: float, width: float, height: float, *, key: str) -> str:
    """A hatched box: here a figure is withheld."""
    return element(
        "rect", x=x, y=y, width=width, height=height, fill=f"url(#{identifier(key)}-hatch)"
    )


def width_of(words: str, size: float = TEXT) -> float:
    """About how wide the words will be drawn."""
    return size * sum(_WIDTHS.get(letter, _LETTER) for letter in words)


def fit(words: str, room: float, size: float = TEXT) -> str:
    """The words, cut with an ellipsis if they are too wide for the room."""
    words = " ".join(words.split())
    if width_of(words, size) <= room:
        return words
    while words and width_of(words + "…", size) > room:
        words = words[:-1].rstrip()
    return words + "…"


def wrap(words: str, room: float, *, lines: int = 2, size: float = TEXT) -> list[str]:
    """The words in at most so many lines; the last is cut if they do not fit."""
    done: list[str] = []
    rest = words.split()
    while rest and len(done) < lines - 1:
        line = [rest.pop(0)]
        while rest and width_of(" ".join([*line, rest[0]]), size) <= room:
            line.append(rest.pop(0))
        done.append(fit(" ".join(line), room, size))
    return [*done, fit(" ".join(rest), room, size)] if rest else done


@cache
def _named(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _value(value: str | float) -> str:
    """Numbers to one decimal, without a tail: nothing finer than a tenth of a unit is written."""
    if isinstance(value, str):
        return value if value.isalnum() and value.isascii() else escape(value)
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def _hatch(ident: str) -> str:
    stripes = element("rect", width=7, height=7, fill=PAPER) + element(
        "line", x1=0, y1=0, x2=0, y2=7, stroke=STRIPE, stroke_width=2.5
    )
    return element(
        "pattern",
        stripes,
        id=f"{ident}-hatch",
        width=7,
        height=7,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )
