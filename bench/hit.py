"""Hits: ``kill -9`` at random moments, to the website while people send, and to the job runner while it works."""

import os
import signal
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from bench.council import Council, WentWrong, kill

SWEEPING = "open_box, its key just destroyed"


@dataclass
class Website:
    """A website that is killed again and again and started again each time. ``sent``: how many were thanked so far."""

    council: Council
    chance: Random
    sent: Callable[[], int]
    workers: int = 0
    masters: int = 0
    groups: int = 0

    @contextmanager
    def under_fire(self) -> Iterator[None]:
        """While this lasts, it is hit each time that a few more people were thanked."""
        self._running, stop = self.council.start_website(), threading.Event()
        killer = threading.Thread(target=self._fire, args=(stop,))
        killer.start()
        try:
            yield
        finally:
            stop.set()
            killer.join()
            kill(self._running)

    def _fire(self, stop: threading.Event) -> None:
        while self._a_few_more(stop):
            luck = self.chance.random()
            workers = children(self._running.pid)
            if luck < 0.6 and workers:
                self.workers += _kill(self.chance.choice(workers))
                continue
            if luck < 0.8:
                self.masters += _kill(self._running.pid)
                stop.wait(self.chance.uniform(0, 0.5))
            else:
                self.groups += 1
            kill(self._running)
            self._running = self.council.start_website()

    def _a_few_more(self, stop: threading.Event) -> bool:
        """Wait until some more were thanked, and a moment; false at the end."""
        wanted = self.sent() + self.chance.randint(3, 25)
        while self.sent() < wanted and not stop.wait(0.002):
            pass
        return not stop.wait(self.chance.uniform(0, 0.05))


#: Most hits on a runner that is at this job. The opening destroys something, so it is hit most.
MOST = {"close_wave": 2, "open_box": 8, "prepare": 4, "publish": 5, SWEEPING: 2}
#: Seconds until a dead runner's ten minutes are made to pass: at once, or when the next one has done what else is due.
AT_ONCE, LATER = 0.0, 6.0


@dataclass
class Runner:
    """A job runner that is killed in the middle of its jobs. ``hits``: by the job it was at."""

    council: Council
    chance: Random
    hits: Counter[str] = field(default_factory=Counter)
    #: job and try of runners that were killed
    _dead: set[tuple[int, int]] = field(default_factory=set)
    _last: str = ""
    _patience: float = AT_ONCE

    def until(self, state: str, code: str) -> int:
        """Kill it until the wave is in this state; how many runners it took. Raises WentWrong."""
        for started in range(1, 60):
            running = self.council.start("jobs", "run", "--every", "0.2")
            try:
                if self._survives(state, code):
                    return started
            finally:
                kill(running)
            self._dead |= self._taken().keys()
            sweeping = self._last == SWEEPING
            self._patience = LATER if sweeping or self.chance.random() < 0.2 else AT_ONCE
        raise WentWrong(f"The wave never becomes {state}.")

    def _survives(self, state: str, code: str) -> bool:
        """Wait until all work is done; or until it is at a job, and then it is over."""
        begun = time.monotonic()
        while time.monotonic() < begun + 60:
            taken = self._taken()
            if not taken and self._state(code) == state:
                return True
            at_work = next((name for job, name in taken.items() if job not in self._dead), "")
            if at_work and self._hit(at_work, code):
                return False
            if not at_work and taken and time.monotonic() > begun + self._patience:
                self._let_leases_run_out()
            time.sleep(0.002)
        raise WentWrong("The job runner does nothing.")

    def _hit(self, job: str, code: str) -> bool:
        """Choose a moment in this job; false when it was hit often enough, or is over by then."""
        sealing_key = self.council.data / "keys" / f"{code}.seal"
        if job == "open_box" and self.hits[SWEEPING] < MOST[SWEEPING] and self.hits[job] > 4:
            while sealing_key.exists() and job in self._taken().values():
                pass
            job = SWEEPING
        elif self.hits[job] < MOST[job]:
            time.sleep(self.chance.choice((0, 0.01, 0.03, 0.1)) * self.chance.random())
        else:
            return False
        at_work = [name for known, name in self._taken().items() if known not in self._dead]
        if job.split(",")[0] not in at_work:
            return False
        self.hits[job] += 1
        self._last = job
        return True

    def _state(self, code: str) -> str:
        return str(self._ask("SELECT state FROM wave WHERE code = ?", code)[0][0])

    def _taken(self) -> dict[tuple[int, int], str]:
        """Job and try -> name, of what is under a lease."""
        rows = self._ask("SELECT id, tries, name FROM outbox_job WHERE state = ?", "taken")
        return {(row[0], row[1]): row[2] for row in rows}

    def _ask(self, question: str, value: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.council.data / "pulse.db", timeout=15)) as people:
            return people.execute(question, (value,)).fetchall()

    def _let_leases_run_out(self) -> None:
        """A dead runner's job is free after ten minutes; here these minutes pass at once."""
        with closing(sqlite3.connect(self.council.data / "pulse.db", timeout=15)) as people:
            people.execute("UPDATE outbox_job SET due_at = '2000-01-01' WHERE state = 'taken'")
            people.commit()


def children(pid: int) -> list[int]:
    """Processes that this one started."""
    try:
        return [int(c) for c in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except (FileNotFoundError, ProcessLookupError):
        return []


def _kill(pid: int) -> bool:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True
