"""Two job runners that can be killed at any moment and stand again at once: forked from a program that has loaded all of Pulse."""

import multiprocessing
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from multiprocessing.connection import Connection, wait
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
#: At most so many seconds into a job it is hit: about as long as it takes, so that it is rarely over by then.
_TAKES = {"open_wave": 0.02, "close_wave": 0.02, "open_box": 0.04, "make_files": 0.3}
_OTHERS = 0.25
#: A killed runner's lease is over after so many seconds instead of ten minutes: at once, or when the other has gone on.
_WAITS = (0.0, 0.0, 1.0)
#: Seconds after which a lease is over although nobody was killed: its runner may live, and must do no harm.
_REST = 1.0


def work(settings: Mapping[str, str], moment: str, told: Connection) -> None:
    """What ``flask jobs run`` does at this day and hour (``2026-12-01T09``), until it is killed.

    ``told``: hears the name of each job that begins, so that short ones can be hit too.
    """
    from pulse import create_app
    from pulse.jobs import runner
    from surveys import clock

    app = create_app(settings)
    clock.fix(clock.Hour.parse(moment))
    runner.JOBS.update({name: _telling(name, job, told) for name, job in runner.JOBS.items()})
    with app.app_context():
        while True:
            for _ in runner.tick(app.extensions["pulse"]):
                pass
            time.sleep(0.02)


def _telling(name: str, job: Callable[..., str], told: Connection) -> Callable[..., str]:
    def run(*things: object) -> str:
        told.send(name)
        return job(*things)

    return run


@dataclass
class Two:
    """Both runners, at one day and hour."""

    settings: Mapping[str, str]
    moment: str
    chance: Random
    kills: int = 0
    #: of both at once; else of one while the other goes on, and may lose its lease although it lives
    both: int = 0
    running: dict[int, BaseProcess] = field(default_factory=dict)
    _ears: dict[int, Connection] = field(default_factory=dict)
    _context: Any = None

    @contextmanager
    def at_work(self) -> Iterator["Two"]:
        """While this lasts."""
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(_LOADED)
        for slot in (0, 1):
            self._start(slot)
        try:
            yield self
        finally:
            for one in self.running.values():
                one.kill()
                one.join()

    def heard(self) -> list[str]:
        """Names of jobs that began in the last moments."""
        found = []
        for ear in wait(list(self._ears.values()), 0.02):
            try:
                found.append(str(ear.recv()))
            except EOFError:
                time.sleep(0.02)  # it ended by itself: then nothing goes on, and that is seen
        return found

    def hit(self) -> None:
        """Kill one or both, and start them again."""
        which = (0, 1) if self.chance.random() < 0.6 else (self.chance.choice((0, 1)),)
        for slot in which:
            self.running[slot].kill()
            self.running[slot].join()
        for slot in which:
            self._start(slot)
        self.kills += len(which)
        self.both += len(which) == 2

    def _start(self, slot: int) -> None:
        ear, mouth = self._context.Pipe(duplex=False)
        words = (dict(self.settings), self.moment, mouth)
        process: BaseProcess = self._context.Process(target=work, args=words)
        process.start()
        mouth.close()
        self.running[slot], self._ears[slot] = process, ear


def under_fire(two: Two, store: Store, done: Callable[[Store], bool], hits: int) -> dict[str, int]:
    """Let both work until ``done``, and hit them so often in the middle of each job. Job -> hits."""
    hit: dict[str, int] = {}
    until, rests = time.monotonic() + 120, time.monotonic() + _REST
    while time.monotonic() < until:
        begun = {name for name in two.heard() if hit.get(name, 0) < hits}
        if begun:
            shortest = min(_TAKES.get(name, _OTHERS) for name in begun)
            time.sleep(shortest * two.chance.random())
            two.hit()
            for name in begun & set(taken(store)):  # not those that were over by then
                hit[name] = hit.get(name, 0) + 1
            time.sleep(two.chance.choice(_WAITS))
            _let_leases_run_out(store)
        jobs = taken(store)
        if not jobs and done(store):
            return hit
        if jobs and time.monotonic() > rests:
            _let_leases_run_out(store)
            rests = time.monotonic() + _REST
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
