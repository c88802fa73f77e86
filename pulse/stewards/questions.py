"""Questions that jobs answer: how far one is."""

from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from pulse.outbox import JobState, OutboxJob
from surveys.coding.inquiry import FrameInquiry, Kind

#: The job that answers each kind.
JOBS = {Kind.TRIAL: "try_change", Kind.MISSED: "look_for_missed"}


class State(StrEnum):
    """How far it is, as a page tells it."""

    WAITING = "waiting"
    ANSWERED = "answered"
    FAILED = "failed"


def state(people: Session, row: FrameInquiry) -> State:
    """Answered, waiting for its job, or given up."""
    if row.answer is not None:
        return State.ANSWERED
    given_up = people.scalars(
        select(OutboxJob).where(
            OutboxJob.name == JOBS[row.kind], OutboxJob.state == JobState.FAILED
        )
    )
    return State.FAILED if any(job.about == str(row.id) for job in given_up) else State.WAITING
