"""Who writes to a file takes turns with threads and processes, and a turn is never lost with its holder."""

import multiprocessing
import os
import signal
import time
from pathlib import Path
from threading import Thread

from surveys.turns import Turns


def _add(counter: Path, times: int, turns: Turns) -> None:
    for _ in range(times):
        with turns:
            counter.write_text(str(int(counter.read_text()) + 1))


def _hold(database: Path, held: object) -> None:
    with Turns(database):
        held.set()  # type: ignore[attr-defined]
        time.sleep(60)


def test_threads_and_processes_take_turns(tmp_path: Path) -> None:
    counter, turns = tmp_path / "counter", Turns(tmp_path / "ballot.db")
    counter.write_text("0")
    with turns:
        pass  # opened before the fork, as gunicorn's preloading may do
    context = multiprocessing.get_context("fork")
    workers = [context.Process(target=_add, args=(counter, 50, turns)) for _ in range(2)]
    workers += [Thread(target=_add, args=(counter, 50, turns)) for _ in range(2)]  # type: ignore[list-item]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert counter.read_text() == "200"


def test_a_killed_process_gives_its_turn_back(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    held = context.Event()
    holder = context.Process(target=_hold, args=(tmp_path / "ballot.db", held))
    holder.start()
    assert held.wait(30)
    assert holder.pid
    os.kill(holder.pid, signal.SIGKILL)
    holder.join()
    with Turns(tmp_path / "ballot.db"):
        pass


def test_the_file_of_turns_says_nothing(tmp_path: Path) -> None:
    with Turns(tmp_path / "ballot.db"):
        pass
    (file,) = tmp_path.iterdir()
    assert (file.name, file.read_bytes(), file.stat().st_mode & 0o777) == (
        "ballot.db-turns",
        b"",
        0o600,
    )
