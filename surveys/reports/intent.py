"""Intent: what a director writes of an action: what, which post, by when, how it stands, or why it cannot be done.

Everybody reads it, so it is checked for names before it is kept.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from surveys import clock
from surveys.comments.redact import normalise, spans
from surveys.errors import Refusal
from surveys.speech import mark

#: Characters of each text.
MOST: Final = {"what": 600, "post": 100, "because": 600, "note": 300}

#: In which fields stand on the page, and so what is wrong with them.
_ORDER: Final = ("what", "post", "due", "because", "note")

#: A day further off than this is a slip of the finger.
FURTHEST: Final = timedelta(days=5 * 366)

#: Characters of it that a refusal repeats.
_QUOTED: Final = 60

#: How the history says that a refusal was overruled.
_SAID: Final = "Its writer says that this is a role and no person: "
#: The mark of what the rules take for a person's name.
_NAME: Final = "[name]"

#: What redaction finds that names nobody who works here or is helped here: a day to be ready, a team, a town.
_NAMES_NOBODY: Final = frozenset(("[birth date]", "[age]", "[team]", "[place]", "[school]"))


class State(StrEnum):
    """How an action stands."""

    PLANNED = "planned"
    UNDER_WAY = "under_way"
    DONE = "done"
    DECLINED = "declined"


#: On pages and in files.
STATE_NAMES: Final = {
    State.PLANNED: mark("Planned"),
    State.UNDER_WAY: mark("Under way"),
    State.DONE: mark("Done"),
    State.DECLINED: mark("Will not be done"),
}
OPEN: Final = (State.PLANNED, State.UNDER_WAY)


@dataclass(frozen=True)
class Problem:
    """What is wrong, and the field in which to put it right."""

    field: str
    message: str
    #: what was taken for a person's name; its writer may say that it is a role. Nothing else can be overruled.
    word: str = ""


class BadIntent(Refusal):
    """It cannot be kept like this. ``problems`` says why, field by field."""

    def __init__(self, problems: Collection[Problem]) -> None:
        super().__init__(" ".join(problem.message for problem in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Intent:
    """What is said of an action at one time. One that will not be done says why; any other says who and by when."""

    state: State
    what: str
    post: str
    due: date | None
    because: str

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


def check(
    intent: Intent,
    *,
    note: str = "",
    before: Intent | None = None,
    allow: Collection[str] = (),
    roles: Collection[str] = (),
) -> tuple[str, ...]:
    """``before``: what stood there. ``allow``: words of this organisation that name nobody. ``roles``: what the writer
    says is a role and no person; those of them that would have been refused are given back. Raises BadIntent."""
    problems = [*_missing(intent), *_days(intent, before)]
    passed = set(_texts(before)) if before else set()
    overruled: list[str] = []
    for field, text in (*_texts(intent), ("note", note)):
        if len(text) > MOST[field]:
            problems.append(Problem(field, f"Use {MOST[field]} characters at most"))
        if (field, text) in passed:
            continue  # it was looked at when it was written
        for problem in _names(field, text, frozenset(allow)):
            known = problem.word and problem.word in roles
            overruled += [problem.word] if known else []
            problems += [] if known else [problem]
    if problems:
        raise BadIntent(sorted(problems, key=lambda problem: _ORDER.index(problem.field)))
    return tuple(dict.fromkeys(overruled))


def with_roles(note: str, roles: Collection[str]) -> str:
    """The note of an entry, and below it what its writer said is a role: everybody can judge it."""
    said = [f"{_SAID}{', '.join(f'“{word}”' for word in roles)}."] if roles else []
    return "\n".join([*([note] if note else []), *said])


def roles_said(notes: Collection[str]) -> str:
    """Of the notes of several entries the lines about roles, for the entry from which on everybody reads."""
    lines = (line for note in notes for line in note.split("\n") if line.startswith(_SAID))
    return "\n".join(dict.fromkeys(lines))


def _texts(intent: Intent) -> tuple[tuple[str, str], ...]:
    return ("what", intent.what), ("post", intent.post), ("because", intent.because)


def _missing(intent: Intent) -> Iterator[Problem]:
    if not intent.what:
        yield Problem("what", "Enter what will be done, or what cannot be done")
    if intent.state is State.DECLINED:
        if not intent.because:
            yield Problem("because", "Enter why it cannot be done")
        return
    if not intent.post:
        yield Problem("post", "Enter the role of whoever does it")
    if intent.due is None:
        yield Problem("due", "Enter the day by which it will be done")


def _days(intent: Intent, before: Intent | None) -> Iterator[Problem]:
    """A day is checked when it is chosen, not again when something else is changed later."""
    if intent.due is None or not intent.is_open or (before and before.due == intent.due):
        return
    if intent.due < clock.today():
        yield Problem("due", "The day must be today or later")
    elif intent.due > clock.today() + FURTHEST:
        yield Problem("due", "The day must be within five years")


def _names(field: str, text: str, allow: frozenset[str]) -> Iterator[Problem]:
    plain = normalise(text)
    for span in spans(text, allow=allow):
        if span.mark not in _NAMES_NOBODY:
            found = plain[span.start : span.end]
            quoted = found if len(found) <= _QUOTED else f"{found[:_QUOTED]}…"
            yield Problem(
                field,
                f"“{quoted}” may say who somebody is. "
                "Put a role instead, such as “head of fostering”",
                word=" ".join(found.split()) if span.mark == _NAME else "",
            )
