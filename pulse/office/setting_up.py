"""Setting up: the steps from an empty database to a round that opens, in order, and how far each is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from flask import url_for

from pulse.access import account
from pulse.access.permissions import STEWARDS
from pulse.extensions import people
from pulse.office import letters
from surveys.fieldwork import branding, cadence, groups, headcounts, organisation, roster, rotation
from surveys.fieldwork.headcounts import Standing
from surveys.fieldwork.waves import State, Wave
from surveys.governance import in_force


class Stage(StrEnum):
    """How far a step is."""

    DONE = "done"
    #: The first one that is not done and can be.
    NEXT = "next"
    TO_DO = "to do"
    #: It goes on without.
    OPTIONAL = "optional"
    #: Others come first, or somebody else has it in hand.
    NOT_YET = "not yet"


@dataclass(frozen=True)
class Step:
    """One step. ``code``: its name in components/told.html."""

    code: str
    title: str
    stage: Stage
    #: how far it is, or why it cannot begin yet
    status: str = ""
    #: none where there is no page of ours to do it on
    href: str | None = None


def steps(found: Sequence[Wave]) -> tuple[Step, ...]:
    """Every step in order. ``found``: every wave. The first that can be done is the next one."""
    made = list(_every(found))
    to_do = (place for place, step in enumerate(made) if step.stage is Stage.TO_DO)
    first = next(to_do, None)
    if first is not None:
        made[first] = replace(made[first], stage=Stage.NEXT)
    return tuple(made)


def _every(found: Sequence[Wave]) -> Iterator[Step]:
    yield from _who_asks()
    yield _brand()
    units, staff = len(groups.whole(people())), sum(roster.headcounts(people()).values())
    yield _step(
        "units", "Units: services and teams", "office.units", f"{units} units", done=units > 0
    )
    yield _step(
        "roster",
        "Roster: who may be asked",
        "office.roster",
        f"{staff} people",
        done=staff > 0,
        first="" if units else "The units come first: people are placed in them.",
    )
    yield _readers()
    yield Step(
        "questions",
        "Questions",
        Stage.DONE if rotation.is_own(people()) else Stage.OPTIONAL,
        "Your choice" if rotation.is_own(people()) else "As we suggest",
        url_for("office.questions"),
    )
    yield _letters()
    yield from _rounds(found, staff)


def _step(
    code: str, title: str, endpoint: str, status: str, *, done: bool, first: str = ""
) -> Step:
    """``first``: why it cannot begin, if it cannot."""
    if done:
        return Step(code, title, Stage.DONE, status, url_for(endpoint))
    if first:
        return Step(code, title, Stage.NOT_YET, first)
    return Step(code, title, Stage.TO_DO, "", url_for(endpoint))


def _who_asks() -> Iterator[Step]:
    own = organisation.the(people())
    yield _step(
        "organisation",
        "Organisation and help for workers",
        "office.organisation",
        f"{own.names['en']}, {len(own.contacts)} contact{'s' if len(own.contacts) != 1 else ''}"
        if own
        else "",
        done=own is not None,
    )


def _brand() -> Step:
    own = branding.of(people())
    chosen = bool(own and (own.colour or own.logo_digest))
    return Step(
        "branding",
        "Colour and logo",
        Stage.DONE if chosen else Stage.OPTIONAL,
        "Your own" if chosen else "Pulse’s own colour, no logo",
        url_for("office.branding"),
    )


def _readers() -> Step:
    """Without one of them no round opens, and nobody reads a comment."""
    readers = [each for each in account.every(people()) if each.active and each.role in STEWARDS]
    ready = [each for each in readers if not each.waits and each.password]
    if readers and not ready:
        waits = "Invited. They set a password, and whoever runs Pulse or another comment reader confirms them."
        return Step("readers", "Comment readers", Stage.NOT_YET, waits, url_for("office.accounts"))
    return _step(
        "readers",
        "Comment readers: union and principal social worker",
        "office.accounts",
        f"{len(ready)} can confirm headcounts",
        done=bool(ready),
    )


def _letters() -> Step:
    has_way = letters.has_way()
    return Step(
        "mail",
        "Letters by e-mail",
        Stage.DONE if has_way else Stage.OPTIONAL,
        "A mail server is set"
        if has_way
        else "No mail server is set, so everybody needs a paper slip. Whoever runs Pulse sets one (docs/operations.md).",
    )


def _rounds(found: Sequence[Wave], staff: int) -> Iterator[Step]:
    coming = [wave for wave in reversed(found) if wave.state in (State.PLANNED, State.OPEN)]
    pledge = in_force.now(people()).rules.pledge
    rhythm = cadence.the(people())
    in_sight = ", ".join(f"{wave.names['en']} ({wave.state})" for wave in coming)
    yield _step(
        "rounds",
        "Programme, or a round by itself",
        "office.programme",
        in_sight or _rhythm(),
        done=bool(coming) or bool(rhythm and rhythm.runs),
        first=""
        if pledge.permits(staff)
        else f"The roster comes first, with {pledge.threshold} people or more.",
    )
    planned = next((wave for wave in coming if wave.state is State.PLANNED), None)
    if planned is None:
        done = Stage.DONE if coming else Stage.NOT_YET
        status = "Confirmed" if coming else "A round comes first."
        yield Step("headcounts", "Headcounts of the next round", done, status)
    else:
        yield _headcounts(planned)


def _headcounts(wave: Wave) -> Step:
    stage, status = {
        Standing.NOT_PROPOSED: (Stage.TO_DO, ""),
        Standing.CHANGED: (Stage.TO_DO, ""),
        Standing.WAITING: (
            Stage.NOT_YET,
            "Proposed. A union representative or principal social worker confirms them under Checks.",
        ),
        Standing.CONFIRMED: (Stage.DONE, "Confirmed. The round opens by itself on its first day"),
    }[headcounts.standing(people(), wave)]
    href = url_for("office.headcounts", code=wave.code)
    return Step("headcounts", f"Headcounts of {wave.names['en']}", stage, status, href)


def _rhythm() -> str:
    rhythm = cadence.the(people())
    often = {1: "A round every month", 2: "Every other month", 3: "A round every quarter"}
    return often[rhythm.months] if rhythm and rhythm.runs else "None planned"
