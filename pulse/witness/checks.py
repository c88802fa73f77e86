"""The first page of checks: rounds whose headcounts wait for a second person, and the audits there are."""

from dataclasses import dataclass

from flask import render_template

from pulse.access import account
from pulse.access.account import StaffAccount
from pulse.access.permissions import STEWARDS, requires
from pulse.extensions import people
from pulse.witness.door import door
from surveys.errors import Refusal
from surveys.fieldwork import groups, headcounts, waves
from surveys.fieldwork.headcounts import Headcounts, Standing
from surveys.fieldwork.waves import State, Wave
from surveys.responses import audit


class NotForAPart(Refusal):
    """Checks are of the whole organisation, so they are for those who stand for all of it."""


@dataclass(frozen=True)
class Waiting:
    """A planned round and how far its headcounts are."""

    wave: Wave
    standing: Standing
    proposed: Headcounts | None


@door.get("/")
@requires(*STEWARDS)
def checks() -> str:
    """What waits, and what can be recounted."""
    demand_whole()
    every = waves.every(people())
    audited = audit.every(people())
    return render_template(
        "witness/checks.html",
        planned=[_waiting(wave) for wave in reversed(every) if wave.state is State.PLANNED],
        audited=[wave for wave in every if wave.code in audited],
        accounts_waiting=sum(each.active and each.waits for each in account.every(people())),
    )


def demand_whole() -> StaffAccount:
    """Who is logged in, if they stand for the whole organisation. Raises NotForAPart."""
    person = account.logged_in()
    if not groups.is_whole(people(), person.scope_code):
        raise NotForAPart(
            "You read the comments of one part of the organisation. Headcounts and audits are of all of it, so somebody "
            "who stands for all of it checks them."
        )
    return person


def _waiting(wave: Wave) -> Waiting:
    return Waiting(wave, headcounts.standing(people(), wave), headcounts.of(people(), wave))
