"""The outbox: jobs by name, kept in the database until a runner has done them.

A runner takes a job under a lease. When it dies, the lease runs out and another takes the job up, so every job must be
safe to begin again. Nothing in a job's arguments is secret.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from sqlalchemy import JSON, DateTime, String, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys.db import People, one_of

LEASE = timedelta(minutes=10)
TRIES = 5


class JobState(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    TAKEN = "taken"
    DONE = "done"
    FAILED = "failed"


class OutboxJob(People):
    """Something to do. Times here are of the machine's work, never of a worker's."""

    __tablename__ = "outbox_job"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40))
    arguments: Mapped[dict[str, str]] = mapped_column(JSON)
    state: Mapped[JobState] = mapped_column(one_of(JobState), default=JobState.WAITING, index=True)
    tries: Mapped[int] = mapped_column(default=0)
    #: Not before this moment (UTC): when it is due, or when a lease runs out.
    due_at: Mapped[datetime] = mapped_column(DateTime(timezone=False))
    #: Why it failed last, in words for the office.
    trouble: Mapped[str | None] = mapped_column(String(500))


def enqueue(
    people: Session, name: str, arguments: Mapping[str, str] | None = None, *, again: bool = False
) -> None:
    """Add a job, unless the same one waits or runs already.

    One that failed for good stays failed, so that a rule of the calendar does not try for ever; ``again`` is for a
    person who asks once more.
    """
    wanted = dict(arguments or {})
    there = people.scalars(
        select(OutboxJob).where(OutboxJob.name == name, OutboxJob.state != JobState.DONE)
    )
    for job in there:
        if job.arguments == wanted:
            if again and job.state == JobState.FAILED:
                job.state, job.tries, job.due_at = JobState.WAITING, 0, _now()
            return
    people.add(
        OutboxJob(name=name, arguments=wanted, state=JobState.WAITING, tries=0, due_at=_now())
    )


def take(people: Session) -> OutboxJob | None:
    """The next job that is due, leased to the caller; None when there is nothing to do. The caller commits."""
    job = people.scalar(
        select(OutboxJob)
        .where(
            or_(OutboxJob.state == JobState.WAITING, OutboxJob.state == JobState.TAKEN),
            OutboxJob.due_at <= _now(),
        )
        .order_by(OutboxJob.due_at, OutboxJob.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if job is None:
        return None
    job.state, job.tries, job.due_at = JobState.TAKEN, job.tries + 1, _now() + LEASE
    return job


def done(people: Session, job_id: int) -> None:
    people.execute(
        update(OutboxJob).where(OutboxJob.id == job_id).values(state=JobState.DONE, trouble=None)
    )


def failed(people: Session, job_id: int, trouble: str) -> None:
    """Try again later, a little longer each time; give up after TRIES and say so."""
    job = people.get_one(OutboxJob, job_id)
    job.trouble = trouble[:500]
    job.state = JobState.WAITING if job.tries < TRIES else JobState.FAILED
    job.due_at = _now() + timedelta(seconds=30 * 2**job.tries)


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
