"""What a director typed into the form of an action, kept as typed until it is right."""

from collections.abc import Mapping
from datetime import date

from flask import request

from surveys.reports.action import About, Aim
from surveys.reports.intent import BadIntent, Intent, Problem, State

DUE = ("due-day", "due-month", "due-year")
FIELDS = ("about", "group", "round", "state", "what", "post", *DUE, "because", "note")

Typed = Mapping[str, str]


def sent() -> Typed:
    """The fields of the form that was sent, without what no database takes."""
    return {
        name: request.form.get(name, "").replace("\0", "").replace("\r\n", "\n").strip()
        for name in FIELDS
    } | {"roles": "\n".join(roles_sent())}


def roles_sent() -> tuple[str, ...]:
    """What the writer ticked as a role and no person."""
    given = (" ".join(word.replace("\0", "").split()) for word in request.form.getlist("roles"))
    return tuple(word for word in given if word)


def of(intent: Intent) -> Typed:
    """As if it had just been typed."""
    due = intent.due
    parts = (str(due.day), str(due.month), str(due.year)) if due else ("", "", "")
    return {
        **dict.fromkeys((*FIELDS, "roles"), ""),
        "state": intent.state.value,
        "what": intent.what,
        "post": intent.post,
        "because": intent.because,
        **dict(zip(DUE, parts, strict=True)),
    }


def aim(typed: Typed) -> Aim:
    """What the action is about. Raises BadIntent where nothing is chosen."""
    about, _, code = typed["about"].partition(":")
    problems = [
        Problem(field, message)
        for field, message in (
            ("about", "Choose a topic or a theme"),
            ("group", "Choose for whom it is"),
            ("round", "Choose the round it answers"),
        )
        if not typed[field] or (field == "about" and about not in list(About))
    ]
    if problems:
        raise BadIntent(problems)
    return Aim(About(about), code, typed["group"], typed["round"])


def intent(typed: Typed) -> Intent:
    """What is said of it. Raises BadIntent where it is no state or no day."""
    problems: list[Problem] = []
    if typed["state"] not in list(State):
        problems.append(Problem("state", "Choose how it stands"))
    due = None
    try:
        due = _day(typed)
    except ValueError:
        problems.append(Problem("due", "The day must be a real date, such as 16 11 2026"))
    if problems:
        raise BadIntent(problems)
    return Intent(State(typed["state"]), typed["what"], typed["post"], due, typed["because"])


def _day(typed: Typed) -> date | None:
    """None where nothing is typed. Raises ValueError."""
    if not any(typed[part] for part in DUE):
        return None
    day, month, year = (int(typed[part]) for part in DUE)
    return date(year, month, day)
