"""What made-up directors say they do after each round, and what became of it."""

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import NotRequired, TypedDict

import yaml
from sqlalchemy.orm import Session

from pulse.demonstration.calendar import Days
from surveys import clock
from surveys.reports import actions
from surveys.reports.action import About, Aim
from surveys.reports.actions import Hand
from surveys.reports.intent import Intent, State

BY = "director@northmoor.example"


class Step(TypedDict):
    """What is said later; what it does not name stays as it was."""

    after: int
    state: NotRequired[str]
    due: NotRequired[int]
    because: NotRequired[str]
    note: NotRequired[str]


class Promise(Step):
    """What promises.yaml holds of one action."""

    round: int
    about: str
    group: str
    what: str
    post: NotRequired[str]
    draft: NotRequired[bool]
    then: NotRequired[list[Step]]


def make(people: Session, days: Days) -> None:
    """What is said after one round, all of it before today (a test sees to that); the caller commits."""
    for promise in _every():
        if promise["round"] == days.number:
            _make(people, days, promise)


def _make(people: Session, days: Days, promise: Promise) -> None:
    about, _, code = promise["about"].partition(":")
    aim = Aim(About(about), code, promise["group"], days.code)
    blank = Intent(State.PLANNED, promise["what"], promise.get("post", ""), None, "")
    with clock.at(_day(days, promise["after"])):
        made = actions.draft(people, aim, _changed(blank, promise, days), BY)
        if not promise.get("draft", False):
            made = actions.publish(people, made.number, Hand(BY, seen=made.last.number))
    for step in promise.get("then", []):
        with clock.at(_day(days, step["after"])):
            hand = Hand(BY, seen=made.last.number)
            intent = _changed(made.now, step, days)
            made = actions.change(people, made.number, intent, hand, note=step.get("note", ""))


def _changed(intent: Intent, step: Step, days: Days) -> Intent:
    return replace(
        intent,
        state=State(step.get("state", intent.state.value)),
        due=_day(days, step["due"]) if "due" in step else intent.due,
        because=step.get("because", intent.because),
    )


def _day(days: Days, after: int) -> date:
    return days.releases_on + timedelta(days=after)


@cache
def _every() -> tuple[Promise, ...]:
    text = files("pulse.demonstration").joinpath("promises.yaml").read_text(encoding="utf-8")
    return tuple(yaml.safe_load(text))
