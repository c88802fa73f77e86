"""The table of actions: what was done about the figures. Empty until actions are recorded."""

import hashlib
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import date
from typing import Final

from flask import Response
from sqlalchemy.orm import Session

from pulse.api import answer, asked
from pulse.api.asked import Asked
from pulse.api.door import table
from pulse.api.guard import keyed
from pulse.extensions import people
from surveys.reports import rounds as published
from surveys.reports.rounds import Round

COLUMNS: Final = (
    "action",
    "wave",
    "group",
    "group_name",
    "topic",
    "topic_name",
    "text",
    "status",
    "published_on",
    "due_on",
    "done_on",
)


@dataclass(frozen=True)
class Action:
    """A published action, in the order of COLUMNS."""

    action: str
    wave: str
    group: str
    group_name: str
    topic: str | None
    topic_name: str | None
    text: str
    status: str
    published_on: date
    due_on: date | None
    done_on: date | None


@table("/actions")
@keyed
def actions() -> Response:
    """Published actions, of the key's part of the organisation as it was in the newest round."""
    wanted, found = asked.read(), published.load(people())
    newest = found[-1].release.digest if found else ""
    rows = [
        [day.isoformat() if isinstance(day, date) else day for day in astuple(one)]
        for one in _within(recorded(people()), found, wanted)
    ]
    state = hashlib.sha256(repr(rows).encode("utf-8", "backslashreplace")).hexdigest()
    return answer.table("actions", COLUMNS, rows, wanted, newest, state=state)


def recorded(_: Session) -> tuple[Action, ...]:
    """None yet: nothing records actions. The room of actions is connected here."""
    return ()


def _within(
    every: Iterable[Action], rounds: tuple[Round, ...], wanted: Asked
) -> tuple[Action, ...]:
    if wanted.scope is None:
        return tuple(every)
    codes = rounds[-1].within(wanted.scope) if rounds else frozenset[str]()
    return tuple(one for one in every if one.group in codes)
