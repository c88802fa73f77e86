"""The outbox hands every job to one runner at a time and forgets none."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pulse import outbox
from pulse.outbox import LEASE, TRIES, JobState, OutboxJob

pytestmark = pytest.mark.both_databases


def jobs(people: Session) -> list[OutboxJob]:
    return list(people.scalars(select(OutboxJob).order_by(OutboxJob.id)))


def test_a_job_that_waits_is_not_put_in_twice(people: Session) -> None:
    outbox.enqueue(people, "publish", {"wave": "2026-11"})
    outbox.enqueue(people, "publish", {"wave": "2026-11"})
    outbox.enqueue(people, "publish", {"wave": "2026-12"})
    assert len(jobs(people)) == 2


def test_a_job_that_runs_is_not_put_in_again(people: Session) -> None:
    outbox.enqueue(people, "publish", {"wave": "2026-11"})
    assert outbox.take(people) is not None
    outbox.enqueue(people, "publish", {"wave": "2026-11"})
    assert len(jobs(people)) == 1


def test_a_job_that_was_done_can_be_put_in_again(people: Session) -> None:
    outbox.enqueue(people, "supplement", {"wave": "2026-11"})
    job = outbox.take(people)
    assert job is not None
    outbox.done(people, job.id)
    outbox.enqueue(people, "supplement", {"wave": "2026-11"})
    assert len(jobs(people)) == 2


def test_a_taken_job_is_nobody_elses_until_its_lease_runs_out(people: Session) -> None:
    outbox.enqueue(people, "publish", {"wave": "2026-11"})
    taken = outbox.take(people)
    assert taken is not None
    assert outbox.take(people) is None
    taken.due_at -= LEASE + timedelta(seconds=1)
    people.flush()
    again = outbox.take(people)
    assert again is not None
    assert again.tries == 2


def test_a_failed_job_waits_longer_each_time_and_then_stays_failed(people: Session) -> None:
    outbox.enqueue(people, "publish", {"wave": "2026-11"})
    waits = []
    for _ in range(TRIES):
        jobs(people)[0].due_at -= timedelta(days=1)
        people.flush()
        job = outbox.take(people)
        assert job is not None
        before = job.due_at
        outbox.failed(people, job.id, "It would give away a group.")
        waits.append(job.due_at - before)
    assert waits == sorted(waits)
    assert jobs(people)[0].state is JobState.FAILED
    assert jobs(people)[0].trouble == "It would give away a group."


def test_the_calendar_leaves_a_failed_job_alone_but_a_person_may_ask_again(people: Session) -> None:
    outbox.enqueue(people, "publish", {"wave": "2026-11"})
    jobs(people)[0].state = JobState.FAILED
    outbox.enqueue(people, "publish", {"wave": "2026-11"})
    assert [job.state for job in jobs(people)] == [JobState.FAILED]
    outbox.enqueue(people, "publish", {"wave": "2026-11"}, again=True)
    assert [job.state for job in jobs(people)] == [JobState.WAITING]


def test_two_runners_never_get_the_same_job(people: Session, urls) -> None:
    from surveys import db

    outbox.enqueue(people, "publish", {"wave": "2026-11"})
    people.commit()
    engine = db.engine(urls["people"].render_as_string(hide_password=False))
    first = outbox.take(people)
    if engine.dialect.name == "sqlite":
        people.commit()  # SQLite has one writer: the second waits for the first
    with Session(engine) as other:
        second = outbox.take(other)
    engine.dispose()
    assert first is not None
    assert second is None
