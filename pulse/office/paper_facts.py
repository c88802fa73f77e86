"""Paper facts: what Pulse knows of an organisation and its round, under the names that docs/templates gives them.

Each is looked up when a paper is made, in the round whose pledge is in force; nothing is copied by hand.
"""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pulse.access.account import StaffAccount
from pulse.access.permissions import ROLE_NAMES, STEWARDS
from pulse.wording import Dates, custody_sentence, day, results_sentence
from surveys import clock
from surveys.fieldwork import leavers, organisation, waves
from surveys.fieldwork.organisation import Organisation
from surveys.fieldwork.waves import State, Wave
from surveys.instruments.instrument import Item

ROOT: Final = Path(__file__).resolve().parents[2]

#: Letters go out once and at most twice more.
_REMINDED: Final = {1: "One reminder goes", 2: "Two reminders go"}

#: The round that people answer in, else the next one, else the last one.
_ORDER: Final = (State.OPEN, State.PLANNED, State.CLOSED, State.PREPARED, State.RELEASED)

NAMES: Final = (
    "version",
    "today",
    "organisation",
    "days to reply",
    "help shown",
    "comment readers",
    "days that leavers are kept",
    "round",
    "how people are asked",
    "first day",
    "last day",
    "results",
    "threshold",
    "comment threshold",
    "sensitive threshold",
    "days kept",
    "last day of keeping",
    "custody level",
    "who can open the answers",
    "who may open the results",
    "questions about the people themselves",
    "questions with a comment",
)


def known(people: Session) -> Mapping[str, str]:
    """Name -> words. What is not known yet has no entry: the organisation before units, the round before a plan."""
    asking, wave = organisation.the(people), in_force(people)
    facts = {
        "version": version(),
        "today": day(clock.today()),
        "days that leavers are kept": str(leavers.KEPT),
    }
    if asking is not None:
        facts |= _of_organisation(asking)
    facts |= _of_accounts(people)
    if wave is not None:
        facts |= _of_wave(wave)
        if wave.pledge.reply_days is not None:
            facts["days to reply"] = str(wave.pledge.reply_days)
    return facts


def in_force(people: Session) -> Wave | None:
    """The round whose pledge the papers speak of: the open one, else the next planned, else the latest; never a stopped one."""
    found = [wave for wave in waves.every(people) if wave.state in _ORDER]
    planned = [wave for wave in found if wave.state is State.PLANNED]
    current = next((wave for wave in found if wave.state is State.OPEN), None)
    return current or (planned[-1] if planned else next(iter(found), None))


@cache
def version() -> str:
    """The version of the program, as pyproject.toml has it: Pulse runs from its folder."""
    read = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return str(read["project"]["version"])


def _of_organisation(asking: Organisation) -> Mapping[str, str]:
    return {
        "organisation": asking.names["en"],
        "days to reply": str(asking.reply_days),
        "help shown": ", ".join(f"{each.name} {each.phone}" for each in asking.contacts),
    }


def _of_accounts(people: Session) -> Mapping[str, str]:
    """How many accounts clear comments, by role; nobody's name."""
    counted = (
        select(StaffAccount.role, func.count())
        .where(StaffAccount.active, StaffAccount.role.in_(STEWARDS))
        .group_by(StaffAccount.role)
    )
    numbers = dict(people.execute(counted).all())
    said = [
        f"{numbers[role]} account{'' if numbers[role] == 1 else 's'} of the role “{ROLE_NAMES[role]}”"
        for role in STEWARDS
        if role in numbers
    ]
    return {"comment readers": " and ".join(said)} if said else {}


def _of_wave(wave: Wave) -> Mapping[str, str]:
    pledge = wave.pledge
    dates = Dates(wave.closes_on, wave.releases_on, wave.release_hour, pledge.keep_days)
    return {
        "round": f"{wave.names['en']} ({wave.state})",
        "how people are asked": _asked(wave),
        "first day": day(wave.opens_on),
        "last day": dates.closes,
        "results": dates.results,
        "threshold": str(pledge.threshold),
        "comment threshold": str(pledge.comment_threshold),
        "sensitive threshold": str(pledge.sensitive_threshold),
        "days kept": str(pledge.keep_days),
        "last day of keeping": dates.destroyed,
        "custody level": str(pledge.custody),
        "who can open the answers": custody_sentence(by_keyholders=pledge.by_keyholders),
        "who may open the results": results_sentence(on_network=pledge.on_network_alone),
        "questions about the people themselves": _listed(
            [item for item in wave.instrument.items if item.attribute]
        ),
        "questions with a comment": _listed(wave.instrument.comments),
    }


def _asked(wave: Wave) -> str:
    if not wave.invites:
        return "Everybody draws a paper slip with a one-time code."
    texts = ", or by text message where there is a mobile number alone" if wave.texts else ""
    reminders = len(wave.reminders)
    again = f" {_REMINDED[reminders]} to everybody alike." if reminders else ""
    return (
        f"Everybody with an e-mail address on the staff list is sent a personal link{texts}; everybody else, and whoever "
        f"would rather, draws a paper slip with a one-time code.{again}"
    )


def _listed(items: Sequence[Item]) -> str:
    return " ".join(f"“{item.text_in('en')}”" for item in items) or "nothing"
