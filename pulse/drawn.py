"""Drawn: pages of the public results, kept by a process as they were drawn until anything on them changes.

Everybody gets the same page: it knows no reader, answers no question of the address but the group's, and holds no secret.
On the day of a release everybody opens it at once. Each request asks the database for the mark of what a page is made
from, so that what was published a moment ago is on the next page of every process. Nothing of staff is kept here.
"""

import gzip
from collections import OrderedDict
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Final, cast

from flask import Flask, Response, current_app, g, request

from pulse import language
from pulse.extensions import people
from pulse.look import the_organisation
from surveys import clock, speech
from surveys.clearing import queue
from surveys.clearing.queue import Progress
from surveys.exports import kept
from surveys.releases import shelf
from surveys.reports import actions

ENDPOINTS: Final = frozenset({"results.everybody", "results.of_group"})

#: Bytes of packed pages that a process keeps at most; a page of 40 rounds takes 60 to 130 thousand.
MOST: Final = 16_000_000


@dataclass(frozen=True)
class Mark:
    """What a page is made from. Releases, entries of actions and files are only ever added, so their last or their
    number stands for all of them."""

    tip: str
    clearing: Progress
    entries: int
    files: int
    today: date
    organisation: dict[str, object]
    #: whether pages have a switch to Welsh
    welsh: bool


class Pages:
    """Language and path -> page, packed, of the newest mark alone. Those not asked for longest go first."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._mark: Mark | None = None
        self._pages: OrderedDict[str, bytes] = OrderedDict()
        self._size = 0

    def find(self, mark: Mark, path: str) -> bytes | None:
        """The page as it is under this mark; pages of any other are gone."""
        with self._lock:
            if mark != self._mark:
                self._pages.clear()
                self._mark, self._size = mark, 0
            if path in self._pages:
                self._pages.move_to_end(path)
            return self._pages.get(path)

    def keep(self, mark: Mark, path: str, page: bytes) -> None:
        """Unless something changed while it was drawn."""
        with self._lock:
            if mark != self._mark or path in self._pages:
                return
            self._pages[path] = page
            self._size += len(page)
            while self._size > MOST:
                _, gone = self._pages.popitem(last=False)
                self._size -= len(gone)


def init_app(app: Flask) -> None:
    app.extensions["pulse_drawn"] = Pages()
    app.before_request(_hand_out)
    app.after_request(_keep)


def _hand_out() -> Response | None:
    """The kept page, if there is one."""
    if request.endpoint not in ENDPOINTS or request.method not in ("GET", "HEAD"):
        return None
    found = shelf.tip(people())
    if found is None:
        return None
    g.mark = Mark(
        tip=found.digest,
        clearing=queue.progress(people(), found.wave),
        entries=actions.entries(people()),
        files=kept.count(people()),
        today=clock.today(),
        organisation=the_organisation(),
        welsh=language.is_on(),
    )
    page = _pages().find(g.mark, _address())
    return None if page is None else _answer(page)


def _keep(response: Response) -> Response:
    """Pack a page that was just drawn, and keep it."""
    mark: Mark | None = g.pop("mark", None)
    if mark is None or response.status_code != 200 or "Content-Encoding" in response.headers:
        return response
    page = gzip.compress(response.get_data(), 6, mtime=0)
    _pages().keep(mark, _address(), page)
    return _answer(page)


def _answer(page: bytes) -> Response:
    """Packed as a whole for whoever takes it: a length tells nothing where nothing is secret (respond.gzip_parts)."""
    if not request.accept_encodings["gzip"]:
        return Response(gzip.decompress(page), mimetype="text/html")
    reply = Response(page, mimetype="text/html")
    reply.headers["Content-Encoding"] = "gzip"
    reply.headers["Vary"] = "Accept-Encoding"
    return reply


def _address() -> str:
    return f"{speech.language()} {request.path}"


def _pages() -> Pages:
    return cast("Pages", current_app.extensions["pulse_drawn"])
