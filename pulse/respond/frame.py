"""Frame: a page rendered once and served many times, with gaps for the little that differs.

The questionnaire is the same for everybody in a wave, so making it for one person costs a join of bytes.
"""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from flask import Response, current_app, request
from markupsafe import Markup, escape

from pulse import language
from pulse.look import the_organisation
from pulse.respond import gzip_parts
from surveys import speech

#: Known to this process alone, so that nothing anybody typed can look like a gap.
_MARK = secrets.token_hex(12)
_GAP = re.compile(rf"{_MARK}-([a-z]+)-{_MARK}")

#: A process keeps this many frames and then begins again: a few waves with all their steps.
_MOST = 200


@dataclass(frozen=True)
class Frame:
    """Bytes and the names of gaps, in turn: literal, gap, literal, ..., literal; the literals packed, too."""

    parts: tuple[bytes, ...]
    packed: tuple[bytes, ...]

    def fill(self, **texts: str) -> Response:
        """The page with its gaps filled. Text is escaped unless it is Markup."""
        filled = {name.encode(): str(escape(text)).encode() for name, text in texts.items()}
        page = b"".join(filled[p] if index % 2 else p for index, p in enumerate(self.parts))
        headers = {"Vary": "Accept-Encoding"}
        if request.accept_encodings["gzip"]:
            wrapped = {name: gzip_parts.wrapped(text) for name, text in filled.items()}
            blocks = (wrapped[p] if index % 2 else p for index, p in enumerate(self.packed))
            page = gzip_parts.joined(blocks, page)
            headers["Content-Encoding"] = "gzip"
        return Response(page, mimetype="text/html", headers=headers)


def of(page: str) -> Frame:
    """The frame of a page that was rendered with ``gap("name")`` where something is filled in later."""
    parts = tuple(part.encode() for part in _GAP.split(page))
    packed = (p if index % 2 else gzip_parts.packed(p) for index, p in enumerate(parts))
    return Frame(parts, tuple(packed))


def gap(name: str) -> Markup:
    """What stands in a frame where ``fill(name=...)`` will put something."""
    return Markup(f"{_MARK}-{name}-{_MARK}")  # noqa: S704 - letters and hexadecimal digits


def piece(template: str, **values: object) -> Markup:
    """What fills a gap, from a template that needs nothing that every page knows: it is made for every answer."""
    made = current_app.jinja_env.get_template(template).render(values)
    return Markup(made)  # noqa: S704 - a template escapes


def kept(name: tuple[object, ...], make: Callable[[], Frame]) -> Frame:
    """The frame of that name, made at most once for each look of the organisation's pages in each language."""
    known = current_app.extensions
    if known.get("pulse_frames_show") != (look := (the_organisation(), language.is_on())):
        known["pulse_frames"], known["pulse_frames_show"] = {}, look
    frames = cast("dict[object, Frame]", known["pulse_frames"])
    spoken = (speech.language(), *name)
    made = frames.get(spoken)
    if made is None:
        if len(frames) >= _MOST:
            frames.clear()
        frames[spoken] = made = make()
    return made
