"""The office's first page: what is set up, what to do next, what went wrong."""

from flask import render_template

from pulse import outbox
from pulse.access.permissions import Role, requires
from pulse.extensions import people
from pulse.office import participation, setting_up
from pulse.office.door import door
from pulse.office.jobs_page import Shown
from surveys import clock
from surveys.fieldwork import headcounts, tree, waves
from surveys.fieldwork.waves import State, Wave


@door.get("/")
@requires(Role.OFFICE)
def overview() -> str:
    """What is set up, and the open round's participation."""
    found = waves.every(people())
    current = next((wave for wave in found if wave.state is State.OPEN), None)
    asked = tree.of(people(), current)[0].headcount if current else 0
    return render_template(
        "office/overview.html",
        steps=setting_up.steps(found),
        wave=current,
        asked=asked,
        answered=participation.so_far(current) if current else 0,
        waiting=_waiting(found),
        missed=[wave for wave in found if _missed(wave)],
        troubles=_troubles(),
        today=clock.today(),
    )


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
