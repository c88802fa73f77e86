"""Write to the survey office about jobs that failed for good: once for each, and only where there is a mail server."""

from secrets import token_hex

from flask import current_app, has_app_context
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from pulse.access.account import StaffAccount
from pulse.access.permissions import Role
from pulse.message import BadAddress, Message, NotDelivered, NotNow
from pulse.outbox import JobState, OutboxJob
from pulse.postbox import postbox
from surveys.keyring import Keyring

NAME = "tell_office"


def untold(people: Session) -> bool:
    """Whether there is a failure that nobody was written to about. That a letter failed is not told by letter."""
    if not has_app_context() or current_app.extensions["pulse_postbox"] is None:
        return False
    return people.scalar(_failures().limit(1)) is not None


def run(people: Session, _ballot: Session, _keyring: Keyring, _about: str) -> str:
    """One letter with everything that failed, to everybody of the office. Raises NotDelivered when nobody got it."""
    found = people.scalars(_failures().order_by(OutboxJob.id)).all()
    template = current_app.jinja_env.get_template("letters/failure.txt")
    text = template.render(
        jobs=[f"{job.name.replace('_', ' ')}, {job.about}: {job.trouble}" for job in found],
        address=current_app.config["PULSE_ADDRESS"],
    )
    office = people.scalars(
        select(StaffAccount.email).where(StaffAccount.role == Role.OFFICE, StaffAccount.active)
    ).all()
    reached = 0
    with postbox().open() as line:
        for address in office:
            message = Message(token_hex(16), address, "Pulse: something failed", text)
            try:
                line.hand_over(message)
            except (BadAddress, NotNow):
                continue
            reached += 1
    if office and not reached:
        raise NotDelivered("The mail server refused every address of the survey office.")
    for job in found:
        job.told = True
    people.flush()
    return f"The office was written to about {len(found)} jobs that failed."


def _failures() -> Select[OutboxJob]:
    return select(OutboxJob).where(
        OutboxJob.state == JobState.FAILED, OutboxJob.told.is_(False), OutboxJob.name != NAME
    )
