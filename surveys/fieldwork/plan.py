"""Planning a wave: its dates, its questions and its pledge, checked together before it exists."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NotRequired, TypedDict, Unpack

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys import clock
from surveys.errors import Refusal
from surveys.fieldwork import programme, sealing_keys
from surveys.fieldwork.pledge import Pledge
from surveys.fieldwork.reminders import bad_reminders
from surveys.fieldwork.waves import State, Wave
from surveys.instruments.instrument import Instrument

#: Stands in addresses, file names and the label under which ballots are sealed.
_CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,19}")

#: A first day later than this is a slip of the hand, and its round would stand in the way of others for good.
FARTHEST: Final = timedelta(days=2 * 366)

#: Comment readers clear from the raw answers, and begin when the results are out.
CLEARING: Final = timedelta(days=14)


class Details(TypedDict):
    """What the office decides about a wave."""

    code: str
    #: Language -> name, "en" always there
    names: Mapping[str, str]
    opens_on: date
    #: the last day on which an answer is taken
    closes_on: date
    releases_on: date
    #: the London hour of the release, 0 to 23
    release_hour: int
    instrument: Instrument
    pledge: Pledge
    #: whether everybody with an address is sent a personal link
    invites: NotRequired[bool]
    #: whether those with a mobile number and no e-mail address get a text message
    texts: NotRequired[bool]
    #: days after the first day on which everybody with a link is reminded
    reminders: NotRequired[Sequence[int]]


@dataclass(frozen=True)
class Problem:
    """What is wrong, and the name in ``Details``, or of the pledge, of where to put it right."""

    field: str
    message: str


class BadPlan(Refusal):
    """The wave cannot be planned like this. ``problems`` says why, field by field."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(" ".join(problem.message for problem in problems))
        self.problems = problems


def plan(people: Session, **details: Unpack[Details]) -> Wave:
    """Add a planned wave; instrument and pledge are frozen copies. Raises BadPlan."""
    problems = tuple(check(people, **details))
    if problems:
        raise BadPlan(problems)
    wave = Wave(
        code=details["code"],
        names=dict(details["names"]),
        state=State.PLANNED,
        opens_on=details["opens_on"],
        closes_on=details["closes_on"],
        releases_on=details["releases_on"],
        release_hour=details["release_hour"],
        instrument_document=details["instrument"].document(),
        pledge_document=details["pledge"].document(),
        invites=details.get("invites", False),
        texts=details.get("texts", False),
        reminders=list(details.get("reminders", ())),
    )
    people.add(wave)
    people.flush()
    if wave.pledge.by_keyholders:
        sealing_keys.reserve(people, wave)
    return wave


def check(people: Session, **details: Unpack[Details]) -> Iterator[Problem]:
    """Everything that speaks against these details."""
    yield from _code_and_name(people, details)
    yield from _results(details)
    yield from _keeping(details)
    yield from _reminders(details)
    yield from check_days(people, details["opens_on"], details["closes_on"])
    yield from _key(people, details)
    core = {item.code for item in programme.core().items}
    if not any(item.code in core for item in details["instrument"].items):
        yield Problem(
            "instrument",
            "The questions include none of the core. Choose at least one core question, or no "
            "trend goes on.",
        )


def _code_and_name(people: Session, details: Details) -> Iterator[Problem]:
    code = details["code"]
    if not _CODE.fullmatch(code):
        yield Problem(
            "code", "The code must be at most 20 letters, digits and dashes, such as 2026-11."
        )
    elif people.scalar(select(Wave.id).where(Wave.code == code)) is not None:
        yield Problem("code", f"There is a round called {code} already. Choose another code.")
    if not details["names"].get("en", "").strip():
        yield Problem("names", "The round needs a name that people will read.")


def check_days(
    people: Session, opens_on: date, closes_on: date, *, but: str = ""
) -> Iterator[Problem]:
    """What speaks against a round that is open on these days. ``but``: the code of the round that is moved there."""
    if closes_on < opens_on:
        yield Problem("closes_on", "The last day must not be before the first day.")
    elif closes_on < clock.today():
        yield Problem("closes_on", "The last day is in the past. Choose today or a later day.")
    elif opens_on > clock.today() + FARTHEST:
        yield Problem("opens_on", "The first day is more than two years ahead. Check the year.")
    yield from _neighbours(people, opens_on, closes_on, but)


def _results(details: Details) -> Iterator[Problem]:
    if details["releases_on"] <= details["closes_on"]:
        yield Problem("releases_on", "The results must come after the last day.")
    if not 0 <= details["release_hour"] <= 23:
        yield Problem("release_hour", "The hour of the results must be between 0 and 23.")


def _reminders(details: Details) -> Iterator[Problem]:
    length = (details["closes_on"] - details["opens_on"]).days
    wrong = bad_reminders(tuple(details.get("reminders", ())), length)
    if wrong:
        yield Problem("reminders", wrong)


def _keeping(details: Details) -> Iterator[Problem]:
    needed = (details["releases_on"] + CLEARING - details["closes_on"]).days
    if details["pledge"].keep_days < needed:
        yield Problem(
            "keep_days",
            f"Raw answers must be kept until {CLEARING.days} days after the results, so that comments "
            f"can be cleared. Choose {needed} days or more, or an earlier day of the results.",
        )


def _key(people: Session, details: Details) -> Iterator[Problem]:
    if details["pledge"].by_keyholders and not sealing_keys.unused(people):
        yield Problem("custody", sealing_keys.NONE_LEFT)


def _neighbours(people: Session, opens_on: date, closes_on: date, but: str) -> Iterator[Problem]:
    """One round at a time: somebody with two codes in hand would not know which one to use."""
    other = people.scalar(
        select(Wave)
        .where(
            Wave.state != State.STOPPED,
            Wave.code != but,
            Wave.opens_on <= closes_on,
            Wave.closes_on >= opens_on,
        )
        .order_by(Wave.opens_on)
        .limit(1)
    )
    if other is not None:
        yield Problem(
            "opens_on",
            f"Round {other.code} is open from {other.opens_on.day} {other.opens_on:%B %Y} to "
            f"{other.closes_on.day} {other.closes_on:%B %Y}. Choose days outside that: one round at a time.",
        )
