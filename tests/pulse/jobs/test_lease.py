"""A job keeps its lease while it works; a runner that lost it stops before it does anything twice."""

from collections.abc import Callable
from datetime import timedelta
from threading import Event
from time import sleep

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from pulse import outbox
from pulse.jobs import lease, runner
from pulse.jobs.lease import LeaseLost
from pulse.outbox import LEASE, JobState, OutboxJob, Taken

pytestmark = pytest.mark.both_databases


@pytest.fixture
def store(app: Flask):
    return app.extensions["pulse"]


@pytest.fixture
def taken(store, people: Session) -> Taken:
    outbox.enqueue(people, "publish", "2026-11")
    job = outbox.take(people)
    people.commit()
    assert job is not None
    return job


def the_job(people: Session) -> OutboxJob:
    """As it stands, detached: on SQLite an open transaction would keep the renewal out."""
    people.expunge_all()
    found = people.scalars(select(OutboxJob)).one()
    people.expunge(found)
    people.rollback()
    return found


def change(people: Session, **values: object) -> None:
    people.execute(update(OutboxJob).values(**values))
    people.commit()


def until(true: Callable[[], bool]) -> None:
    for _ in range(200):
        if true():
            return
        sleep(0.05)
    raise AssertionError("It did not happen.")


def test_the_lease_is_renewed_as_long_as_the_work_lasts(
    store, people: Session, taken: Taken
) -> None:
    nearly_over = the_job(people).due_at - LEASE + timedelta(minutes=1)
    change(people, due_at=nearly_over)
    with lease.kept(store, taken, every=0.05):
        until(lambda: the_job(people).due_at > nearly_over)
        lease.demand()
    renewed = the_job(people).due_at
    sleep(0.2)
    assert the_job(people).due_at == renewed


def test_a_runner_whose_job_was_taken_over_stops(store, people: Session, taken: Taken) -> None:
    seen = Event()
    change(people, lease="another runner's")
    with lease.kept(store, taken, every=0.05):
        for _ in range(200):
            try:
                lease.demand()
            except LeaseLost:
                seen.set()
                break
            sleep(0.05)
    assert seen.is_set()
    lease.demand()  # outside a job there is nothing to lose


def test_what_a_runner_without_a_lease_was_about_to_write_is_not_written(
    store, people: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose(session: Session, *_: object) -> str:
        outbox.enqueue(session, "close_wave", "never")
        session.flush()
        raise LeaseLost

    monkeypatch.setitem(runner.JOBS, "publish", lose)
    outbox.enqueue(people, "publish", "2026-11")
    people.commit()
    assert list(runner.tick(store)) == ["2026-11: another runner took publish over."]
    assert the_job(people).state is JobState.TAKEN
