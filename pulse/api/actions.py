"""The table of actions: what directors promised about the figures, and how it stands. Drafts are not in it."""

import hashlib
from collections.abc import Iterable, Mapping
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
from surveys.reports import action, subject
from surveys.reports import actions as promised
from surveys.reports import rounds as published
from surveys.reports.action import About
from surveys.reports.rounds import Round

COLUMNS: Final = (
    "action",
    "wave",
    "group",
    "group_name",
    "about",
    "topic",
    "topic_name",
    "text",
    "post",
    "because",
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
    #: "topic" of the questions or "theme" of comments
    about: str
    topic: str
    topic_name: str
    text: str
    #: the role that does it
    post: str
    #: why it cannot be done
    because: str
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
        for one in _within(recorded(people(), found), found, wanted)
    ]
    state = hashlib.sha256(repr(rows).encode("utf-8", "backslashreplace")).hexdigest()
    return answer.table("actions", COLUMNS, rows, wanted, newest, state=state)


def recorded(session: Session, rounds: tuple[Round, ...]) -> tuple[Action, ...]:
    """What is published, by number."""
    subjects = {(each.about, each.code): each.name for each in subject.every(rounds)}
    groups = {code: group.name_in("en") for each in rounds for code, group in each.by_code.items()}
    told = sorted(promised.published(session), key=lambda one: one.number)
    return tuple(_row(one, subjects, groups) for one in told)


def _row(
    one: action.Action, subjects: Mapping[tuple[About, str], str], groups: Mapping[str, str]
) -> Action:
    aim, now = one.aim, one.now
    return Action(
        action=str(one.number),
        wave=aim.wave,
        group=aim.group,
        group_name=groups.get(aim.group, aim.group),
        about=aim.about.value,
        topic=aim.code,
        topic_name=subjects.get((aim.about, aim.code), aim.code),
        text=now.what,
        post=now.post,
        because=now.because,
        status=now.state.value,
        published_on=one.published_on or one.last.on,
        due_on=now.due,
        done_on=one.done_on,
    )


def _within(
    every: Iterable[Action], rounds: tuple[Round, ...], wanted: Asked
) -> tuple[Action, ...]:
    if wanted.scope is None:
        return tuple(every)
    codes = rounds[-1].within(wanted.scope) if rounds else frozenset[str]()
    return tuple(one for one in every if one.group in codes)
