"""What Pulse holds about people, and until when: for the data protection officer, and for whoever asks."""

from dataclasses import dataclass
from datetime import date

from flask import render_template
from sqlalchemy import func, select

from pulse.access import destroyed
from pulse.access.account import StaffAccount
from pulse.access.audit import AuditEntry
from pulse.access.permissions import Role, requires
from pulse.extensions import people
from pulse.office.door import door
from surveys import clock
from surveys.fieldwork import invitations, leavers, roster, waves
from surveys.fieldwork.waves import State, Wave


@dataclass(frozen=True)
class Answers:
    """The answers of one round."""

    name: str
    code: str
    what: str
    until: date | None
    #: the day came and the log does not say that they are destroyed
    late: bool
    #: what was looked at when they were destroyed, as the log says
    proof: str | None = None


@door.get("/held")
@requires(Role.OFFICE)
def held() -> str:
    """Roster, letters, answers round by round, accounts, log."""
    current = waves.current(people())
    return render_template(
        "office/held.html",
        workers=sum(roster.headcounts(people()).values()),
        leavers=leavers.count(people()),
        leavers_kept=leavers.KEPT,
        wave=current,
        invited=invitations.invited(people(), current.code) if current else 0,
        answers=[_answers(wave) for wave in waves.every(people()) if wave.state != State.PLANNED],
        accounts=people().scalar(select(func.count()).select_from(StaffAccount)),
        entries=people().scalar(select(func.count()).select_from(AuditEntry)),
    )


def _answers(wave: Wave) -> Answers:
    name, gone = wave.names["en"], destroyed.of(people(), wave.code)
    if gone is not None:
        return Answers(name, wave.code, "Destroyed", gone.day, late=False, proof=gone.about)
    if wave.state is State.STOPPED:
        return Answers(name, wave.code, "Stopped: destroyed unread", None, late=False)
    what = (
        "Sealed answers; opened after the last day"
        if wave.state is State.OPEN
        else "Opened answers and comments nobody has cleared"
    )
    late = clock.today() > wave.shreds_on
    return Answers(name, wave.code, what, wave.shreds_on, late=late)
