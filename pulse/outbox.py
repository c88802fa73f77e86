"""The outbox: jobs by name, kept in the database until a runner has done them.

A runner takes a job under a lease and renews it while it works. When it dies, the lease runs out and another takes the
job up, so every job must be safe to begin again. A runner that was only slow finds its lease gone, and may no longer
say how the job ended. Nothing in a job is secret.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Final, cast

from sqlalchemy import (
    CursorResult,
    DateTime,
    Index,
    String,
    Update,
    delete,
    func,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys import clock
from surveys.db import People, one_of

LEASE: Final = timedelta(minutes=10)
TRIES: Final = 5
#: Never longer between two tries.
_LONGEST_WAIT: Final = timedelta(hours=1)
_TROUBLE: Final = 500


class JobState(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    TAKEN = "taken"
    DONE = "done"
    FAILED = "failed"


_NOT_DONE: Final = text("state <> 'done'")


class OutboxJob(People):
    """Something to do. Times here are of the machine's work, never of a worker's."""

    __tablename__ = "outbox_job"
    # Two runners that look at the calendar in the same moment put a job in once.
    __table_args__ = (
        Index(
            "uq_outbox_job_not_done",
            "name",
            "about",
            unique=True,
            sqlite_where=_NOT_DONE,
            postgresql_where=_NOT_DONE,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40))
    #: The one thing that it is about: a wave's code, a question's number.
    about: Mapped[str] = mapped_column(String(40))
    state: Mapped[JobState] = mapped_column(one_of(JobState), default=JobState.WAITING, index=True)
    tries: Mapped[int] = mapped_column(default=0)
    #: Not before this moment (UTC): when it is due, or when a lease runs out.
    due_at: Mapped[datetime] = mapped_column(DateTime(timezone=False))
    #: The lease of the runner that has it.
    lease: Mapped[str | None] = mapped_column(String(32))
    done_on: Mapped[date | None]
    #: Why it failed last, in words for the office.
    trouble: Mapped[str | None] = mapped_column(String(_TROUBLE))
    #: Whether the office was written to because it failed for good.
    told: Mapped[bool] = mapped_column(default=False)


@dataclass(frozen=True)
class Taken:
    """A job that a runner holds."""

    id: int
    name: str
    about: str
    lease: str


def enqueue(people: Session, name: str, about: str, *, again: bool = False) -> None:
    """Add a job, unless the same one waits or runs already.

    One that failed for good stays failed, so that a rule of the calendar does not try for ever; ``again`` is for a
    person who asks once more.
    """
    kind = postgresql if people.get_bind().dialect.name == "postgresql" else sqlite
    made = {"name": name, "about": about, "state": JobState.WAITING, "tries": 0, "due_at": _now()}
    people.execute(kind.insert(OutboxJob).values(**made, told=False).on_conflict_do_nothing())
    if again:
        people.execute(
            update(OutboxJob)
            .where(
                OutboxJob.name == name,
                OutboxJob.about == about,
                OutboxJob.state == JobState.FAILED,
            )
            .values(state=JobState.WAITING, tries=0, due_at=_now(), told=False)
        )


def take(people: Session) -> Taken | None:
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
    job.lease = secrets.token_hex(16)
    people.flush()
    return Taken(job.id, job.name, job.about, job.lease)


def renew(people: Session, job: Taken) -> bool:
    """Hold on to it for another LEASE. False when another runner has it, or a person has taken it back."""
    return _still(people, job, update(OutboxJob).values(due_at=_now() + LEASE))


def done(people: Session, job: Taken) -> bool:
    """It is done. False, and nothing is written, when the lease is gone."""
    values = {"state": JobState.DONE, "trouble": None, "lease": None, "done_on": clock.today()}
    return _still(people, job, update(OutboxJob).values(**values))


def failed(people: Session, job: Taken, trouble: str, *, tries: int = TRIES) -> bool:
    """Try again later, a little longer each time; give up after ``tries`` and say so. False when the lease is gone."""
    tried = people.get_one(OutboxJob, job.id).tries
    wait = min(timedelta(seconds=30 * 2 ** min(tried, 20)), _LONGEST_WAIT)
    values = {
        "state": JobState.WAITING if tried < tries else JobState.FAILED,
        "due_at": _now() + wait,
        "trouble": trouble[:_TROUBLE],
        "lease": None,
    }
    return _still(people, job, update(OutboxJob).values(**values))


def again(people: Session, job_id: int) -> OutboxJob | None:
    """A person asks once more for what failed or waits. Returns the job; None when it runs, is done or never was."""
    job = people.get(OutboxJob, job_id)
    if job is None or job.state not in (JobState.FAILED, JobState.WAITING):
        return None
    job.state, job.tries, job.due_at, job.told = JobState.WAITING, 0, _now(), False
    people.flush()
    return job


def forget_unfinished(people: Session) -> None:
    """Drop what is not done: the calendar asks for it again, where it is still wanted."""
    people.execute(delete(OutboxJob).where(OutboxJob.state != JobState.DONE))


def last_done(people: Session, name: str, about: str) -> date | None:
    """The last day on which this job was done."""
    return people.scalar(
        select(OutboxJob.done_on)
        .where(OutboxJob.name == name, OutboxJob.about == about, OutboxJob.done_on.is_not(None))
        .order_by(OutboxJob.done_on.desc())
        .limit(1)
    )


def unfinished(people: Session) -> Sequence[OutboxJob]:
    """What runs, waits or has failed, the oldest first."""
    return people.scalars(
        select(OutboxJob).where(OutboxJob.state != JobState.DONE).order_by(OutboxJob.id)
    ).all()


def finished(people: Session, most: int) -> Sequence[OutboxJob]:
    """What was done last, the latest first."""
    return people.scalars(
        select(OutboxJob)
        .where(OutboxJob.state == JobState.DONE)
        .order_by(OutboxJob.id.desc())
        .limit(most)
    ).all()


def standing(people: Session) -> tuple[dict[JobState, int], int]:
    """How many jobs wait, run and have failed; and for how many seconds the one that waits longest has been due."""
    counted = select(OutboxJob.state, func.count()).where(OutboxJob.state != JobState.DONE)
    rows = people.execute(counted.group_by(OutboxJob.state))
    found = {row[0]: row[1] for row in rows}
    since = people.scalar(
        select(func.min(OutboxJob.due_at)).where(OutboxJob.state == JobState.WAITING)
    )
    late = 0 if since is None else max(0, int((_now() - since).total_seconds()))
    return {state: found.get(state, 0) for state in JobState if state is not JobState.DONE}, late


def _still(people: Session, job: Taken, change: Update) -> bool:
    mine = change.where(
        OutboxJob.id == job.id, OutboxJob.state == JobState.TAKEN, OutboxJob.lease == job.lease
    ).execution_options(synchronize_session="fetch")
    return cast("CursorResult[object]", people.execute(mine)).rowcount == 1


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
