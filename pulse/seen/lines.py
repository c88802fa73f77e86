"""Lines of JSON on the standard error, for whoever runs the machine: one for each page of staff and each job.

Off unless PULSE_LOG=json. A line holds what is written here and nothing else: no person, no address, no part of an
address, no time of day (whatever collects the lines adds its own).
"""

import json
import logging
import os
from collections.abc import Mapping
from typing import Final, TextIO

from flask import g, has_request_context

from pulse.config import STAFF_ROOMS, Settings, Unsafe

log = logging.getLogger("pulse.seen")

#: The name under which a line travels in a log record, and a request's number on ``flask.g``.
_LINE: Final = "pulse_line"
REQUEST: Final = "pulse_request"

Word = str | int


class AsJson(logging.Formatter):
    """A record as one line: ours as it is, any other (a fault) by its level and message."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Word] | None = getattr(record, _LINE, None)
        if line is None:
            line = {"kind": "fault", "level": record.levelname.lower(), "said": record.getMessage()}
            if has_request_context() and REQUEST in g:
                line["request"] = str(g.get(REQUEST))
        return json.dumps(line, ensure_ascii=False)


class _Standing(logging.StreamHandler[TextIO]):
    """One a process, however often an application is made in it."""


def init_app(settings: Settings, source: Mapping[str, str] | None) -> None:
    """Raises Unsafe for a word that is none. A process without rooms for staff writes no line."""
    given = os.environ if source is None else source
    wanted = given.get("PULSE_LOG", "")
    if wanted not in ("", "json"):
        raise Unsafe("PULSE_LOG is json, or nothing: then no request is logged at all.")
    if wanted and settings.doors & STAFF_ROOMS:
        begin()


def begin() -> None:
    """Let this process write its lines."""
    ours = logging.getLogger("pulse")
    end()
    handler = _Standing()
    handler.setFormatter(AsJson())
    ours.addHandler(handler)
    log.setLevel(logging.INFO)


def end() -> None:
    """Write no more of them."""
    ours = logging.getLogger("pulse")
    for handler in [each for each in ours.handlers if isinstance(each, _Standing)]:
        ours.removeHandler(handler)
    log.setLevel(logging.NOTSET)


def line(kind: str, **words: Word) -> None:
    """A line; nothing where lines are off."""
    if log.isEnabledFor(logging.INFO):
        log.info("%s", kind, extra={_LINE: {"kind": kind, **words}})
