"""The outbox hands every job to one runner at a time and forgets none."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pulse import outbox
from pulse.outbox import LEASE, TRIES, JobState, OutboxJob

pytestmark = pytest.mark.both_databases


def jobs(people: Session) -> list[OutboxJob]:
    return list(people.scalars(select(OutboxJob).order_by(OutboxJob.id)))


def test_a_job_that_waits_is_not_put_in_twice(people: Session) -> None:
    outbox.enqueue(people, "publish", "2026-11")
    outbox.enqueue(people, "publish", "2026-11")
    outbox.enqueue(people, "publish", "2026-12")
    assert len(jobs(people)) == 2


def test_a_job_that_runs_is_not_put_in_again(people: Session) -> None:
    outbox.enqueue(people, "publish", "2026-11")
    assert outbox.take(people) is not None
    outbox.enqueue(people, "publish", "2026-11")
    assert len(jobs(people)) == 1


def test_a_job_that_was_done_can_be_put_in_again(people: Session) -> None:
    outbox.enqueue(people, "supplement", "2026-11")
    job = outbox.take(people)
    assert job is not None
    assert outbox.done(people, job)
    outbox.enqueue(people, "supplement", "2026-11")
    assert len(jobs(people)) == 2


def test_a_taken_job_is_nobody_elses_until_its_lease_runs_out(people: Session) -> None:
    outbox.enqueue(people, "publish", "2026-11")
    taken = outbox.take(people)
    assert taken is not None
    assert outbox.take(people) is None
    jobs(people)[0].due_at -= LEASE + timedelta(seconds=1)
    people.flush()
    again = outbox.take(people)
    assert again is not None
    assert jobs(people)[0].tries == 2
    assert again.lease != taken.lease


def test_a_runner_whose_lease_is_gone_can_no_longer_say_how_the_job_ended(people: Session) -> None:
    outbox.enqueue(people, "publish", "2026-11")
    slow = outbox.take(people)
    assert slow is not None
    jobs(people)[0].due_at -= LEASE + timedelta(seconds=1)
    people.flush()
    quick = outbox.take(people)
    assert quick is not None
    assert not outbox.renew(people, slow)
    assert not outbox.failed(people, slow, "It stopped.")
    assert not outbox.done(people, slow)
    assert jobs(people)[0].state is JobState.TAKEN
    assert outbox.renew(people, quick)
    assert outbox.done(people, quick)


def test_a_lease_is_renewed_while_the_work_takes_long(people: Session) -> None:
    outbox.enqueue(people, "publish", "2026-11")
    taken = outbox.take(people)
    assert taken is not None
    jobs(people)[0].due_at -= LEASE - timedelta(minutes=1)
    people.flush()
    before = jobs(people)[0].due_at
    assert outbox.renew(people, taken)
    people.expire_all()
    assert jobs(people)[0].due_at > before + timedelta(minutes=5)


def test_a_failed_job_waits_longer_each_time_and_then_stays_failed(people: Session) -> None:
    outbox.enqueue(people, "publish", "2026-11")
    waits = []
    for _ in range(TRIES):
        jobs(people)[0].due_at -= timedelta(days=1)
        people.flush()
        job = outbox.take(people)
        assert job is not None
        before = datetime.now(UTC).replace(tzinfo=None)
        outbox.failed(people, job, "It would give away a group.")
        people.expire_all()
        waits.append(jobs(people)[0].due_at - before)
    assert waits == sorted(waits)
    assert jobs(people)[0].state is JobState.FAILED
    assert jobs(people)[0].trouble == "It would give away a group."


def test_the_calendar_leaves_a_failed_job_alone_but_a_person_may_ask_again(people: Session) -> None:
    outbox.enqueue(people, "publish", "2026-11")
    jobs(people)[0].state = JobState.FAILED
    outbox.enqueue(people, "publish", "2026-11")
    assert [job.state for job in jobs(people)] == [JobState.FAILED]
    outbox.enqueue(people, "publish", "2026-11", again=True)
    assert [job.state for job in jobs(people)] == [JobState.WAITING]


def test_two_runners_never_get_the_same_job(people: Session, urls) -> None:
    from surveys import db

    outbox.enqueue(people, "publish", "2026-11")
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
