"""Two job runners that can be killed at any moment and stand again at once: forked from a program that has loaded all of Pulse."""

import multiprocessing
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from multiprocessing.process import BaseProcess
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from pulse.extensions import Store
from pulse.outbox import JobState, OutboxJob
from surveys import db

_LOADED = [
    "bench.runners",
    "pulse.jobs.runner",
    "surveys.disclosure.build",
    "surveys.exports.files",
]
#: A killed runner's lease is over after so many seconds instead of ten minutes: at once, or when the other one has gone on.
_WAITS = (0.0, 0.0, 1.0)


def work(settings: Mapping[str, str], moment: str) -> None:
    """What ``flask jobs run`` does at this day and hour (``2026-12-01T09``), until it is killed."""
    from pulse import create_app
    from pulse.jobs import runner
    from surveys import clock

    app = create_app(settings)
    clock.fix(clock.Hour.parse(moment))
    with app.app_context():
        while True:
            for _ in runner.tick(app.extensions["pulse"]):
                pass
            time.sleep(0.02)


@dataclass
class Two:
    """Both runners, at one day and hour."""

    settings: Mapping[str, str]
    moment: str
    chance: Random
    kills: int = 0
    #: of both at once; of one while the other goes on, and may lose its lease although it lives
    both: int = 0
    running: list[BaseProcess] = field(default_factory=list)
    _context: Any = None

    @contextmanager
    def at_work(self) -> Iterator["Two"]:
        """While this lasts."""
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(_LOADED)
        self.running = [self._start(), self._start()]
        try:
            yield self
        finally:
            for one in self.running:
                one.kill()
                one.join()

    def hit(self) -> None:
        """Kill one or both, and start them again."""
        which = (0, 1) if self.chance.random() < 0.6 else (self.chance.choice((0, 1)),)
        for slot in which:
            self.running[slot].kill()
            self.running[slot].join()
        for slot in which:
            self.running[slot] = self._start()
        self.kills += len(which)
        self.both += len(which) == 2

    def _start(self) -> BaseProcess:
        process: BaseProcess = self._context.Process(
            target=work, args=(dict(self.settings), self.moment)
        )
        process.start()
        return process


def under_fire(two: Two, store: Store, done: Callable[[Store], bool], hits: int) -> dict[str, int]:
    """Let both work until ``done``, and hit them so often in the middle of each job. Job -> hits."""
    hit: dict[str, int] = {}
    until = time.monotonic() + 90
    while time.monotonic() < until:
        jobs = taken(store)
        if not jobs and done(store):
            return hit
        if any(hit.get(job, 0) < hits for job in jobs):
            time.sleep(two.chance.choice((0.0, 0.01, 0.05, 0.3, 1.0)) * two.chance.random())
            at = taken(store)
            if at:
                two.hit()
                hit[at[0]] = hit.get(at[0], 0) + 1
                time.sleep(two.chance.choice(_WAITS))
                _let_leases_run_out(store)
        elif jobs:
            time.sleep(
                1.0
            )  # a runner that lives is done by then, or has lost its lease: both must be harmless
            _let_leases_run_out(store)
        time.sleep(0.005)
    raise TimeoutError(f"Not done; at {taken(store)}.")


def taken(store: Store) -> list[str]:
    """Names of jobs that are under a lease."""
    with Session(db.reading(store.people)) as people:
        at = select(OutboxJob.name).where(OutboxJob.state == JobState.TAKEN)
        return list(people.scalars(at.order_by(OutboxJob.id)))


def _let_leases_run_out(store: Store) -> None:
    with Session(store.people) as people:
        for job in people.scalars(select(OutboxJob).where(OutboxJob.state != JobState.DONE)):
            job.due_at -= timedelta(hours=2)
        people.commit()
