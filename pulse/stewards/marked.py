"""A comment with its marks: what was hidden, and the words that show a theme."""

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

from surveys.comments.span import MARK
from surveys.exports.package import sayable


def marked(text: str, phrases: Iterable[str] = ()) -> Markup:
    """The text as HTML. Nothing in it is taken for HTML but the marks set here."""
    text = sayable(text)
    wanted = sorted({phrase for phrase in phrases if phrase.strip()}, key=len, reverse=True)
    if not wanted:
        return _masked(text)
    either = re.compile("(" + "|".join(map(re.escape, wanted)) + ")", re.IGNORECASE)
    pieces = either.split(text)
    return Markup("").join(
        Markup("<mark>{}</mark>").format(_masked(piece)) if place % 2 else _masked(piece)
        for place, piece in enumerate(pieces)
    )


def _masked(text: str) -> Markup:
    done, end = Markup(""), 0
    for found in MARK.finditer(text):
        mask = Markup('<mark class="pulse-mask">{}</mark>').format(found[0])
        done += escape(text[end : found.start()]) + mask
        end = found.end()
    return done + escape(text[end:])
