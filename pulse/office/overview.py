"""The office's first page: what is set up, what to do next, what went wrong."""

from dataclasses import dataclass

from flask import render_template, url_for

from pulse import outbox
from pulse.access.permissions import Role, requires
from pulse.extensions import people
from pulse.office import participation
from pulse.office.door import door
from pulse.office.jobs_page import Shown
from surveys import clock
from surveys.fieldwork import cadence, groups, headcounts, organisation, roster, tree, waves
from surveys.fieldwork.waves import State, Wave


@dataclass(frozen=True)
class Task:
    """A step of setting up, and how far it is."""

    title: str
    status: str
    href: str
    done: bool


@door.get("/")
@requires(Role.OFFICE)
def overview() -> str:
    """What is set up, and the open round's participation."""
    found = waves.every(people())
    current = next((wave for wave in found if wave.state is State.OPEN), None)
    asked = tree.of(people(), current)[0].headcount if current else 0
    return render_template(
        "office/overview.html",
        tasks=_tasks(found),
        wave=current,
        asked=asked,
        answered=participation.so_far(current) if current else 0,
        waiting=_waiting(found),
        missed=[wave for wave in found if _missed(wave)],
        troubles=_troubles(),
        today=clock.today(),
    )


def _tasks(found: tuple[Wave, ...]) -> list[Task]:
    units, staff = len(groups.whole(people())), sum(roster.headcounts(people()).values())
    coming = [wave for wave in found if wave.state in (State.PLANNED, State.OPEN)]
    in_sight = ", ".join(f"{wave.names['en']} ({wave.state})" for wave in reversed(coming))
    asking = organisation.the(people())
    return [
        Task(
            "Organisation and help for workers",
            f"{asking.names['en']}, {len(asking.contacts)} contacts" if asking else "",
            url_for("office.organisation"),
            asking is not None,
        ),
        Task("Units", f"{units} units", url_for("office.units"), units > 0),
        Task("Roster", f"{staff} people", url_for("office.roster"), staff > 0),
        Task(
            "Programme", _rhythm(), url_for("office.programme"), cadence.the(people()) is not None
        ),
        Task("Rounds", in_sight or "None planned", url_for("office.waves"), bool(coming)),
    ]


def _rhythm() -> str:
    rhythm = cadence.the(people())
    often = {1: "A round every month", 2: "Every other month", 3: "A round every quarter"}
    return often[rhythm.months] if rhythm and rhythm.runs else "Switched off"


def _missed(wave: Wave) -> bool:
    """Its days went by without its opening: the job runner was not running, or nobody confirmed its headcounts."""
    return wave.state is State.PLANNED and wave.closes_on < clock.today()


def _waiting(found: tuple[Wave, ...]) -> list[tuple[Wave, str]]:
    """Planned rounds that cannot open as they stand, and why."""
    planned = [wave for wave in found if wave.state is State.PLANNED and not _missed(wave)]
    asked = ((wave, headcounts.why_waiting(people(), wave)) for wave in planned)
    return [(wave, why) for wave, why in asked if why]


def _troubles() -> list[Shown]:
    """Jobs that failed, or wait for another try."""
    return [Shown.of(job) for job in outbox.unfinished(people()) if job.trouble]
