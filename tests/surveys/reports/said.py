"""Actions as tests write them."""

from datetime import date

from sqlalchemy.orm import Session

from surveys import clock
from surveys.reports import actions
from surveys.reports.action import About, Action, Aim
from surveys.reports.actions import Hand
from surveys.reports.intent import Intent, State

BY = "d@example.org"
DUE = date(2026, 12, 31)
WHAT = "Nobody holds more than eighteen cases."


def intent(state: State = State.PLANNED, **other: object) -> Intent:
    said: dict[str, object] = {
        "what": WHAT,
        "post": "" if state is State.DECLINED else "Head of fostering",
        "due": None if state is State.DECLINED else DUE,
        "because": "The budget is spent." if state is State.DECLINED else "",
    }
    return Intent(state=state, **{**said, **other})  # type: ignore[arg-type]


def aim(
    code: str = "caseload",
    group: str = "ALL",
    wave: str = "2026-04",
    about: About = About.TOPIC,
) -> Aim:
    return Aim(about, code, group, wave)


def draft(people: Session, of: Aim | None = None, said: Intent | None = None) -> Action:
    return actions.draft(people, of or aim(), said or intent(), BY)


def published(
    people: Session, of: Aim | None = None, said: Intent | None = None, *, on: date | None = None
) -> Action:
    """Drafted and published on a day."""
    with clock.at(on or clock.today()):
        made = draft(people, of, said)
        return actions.publish(people, made.number, Hand(BY, seen=made.last.number))


def then(people: Session, made: Action, said: Intent, *, on: date, note: str = "") -> Action:
    """What was said of it later."""
    with clock.at(on):
        return actions.change(people, made.number, said, Hand(BY, seen=made.last.number), note=note)
