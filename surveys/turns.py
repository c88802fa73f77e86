"""Turns at writing to a SQLite file, for threads and processes: the next in line goes on at once.

SQLite lets one write at a time, and who waits for it sleeps, longer and longer, while others overtake. The file's own
lock stays what keeps writes apart; this only spares the waiting. A process that is killed gives its turn back.
"""

import fcntl
import os
from pathlib import Path
from threading import Lock


class Turns:
    """A lock that a thread holds for its whole process and against all others, by a file that stays empty."""

    def __init__(self, database: Path) -> None:
        self._file = database.with_name(f"{database.name}-turns")
        self._among_threads = Lock()
        self._handle = -1
        self._process = 0

    def __enter__(self) -> None:
        self._among_threads.acquire()
        try:
            fcntl.flock(self._own_handle(), fcntl.LOCK_EX)
        except BaseException:
            self._among_threads.release()
            raise

    def __exit__(self, *_: object) -> None:
        fcntl.flock(self._handle, fcntl.LOCK_UN)
        self._among_threads.release()

    def _own_handle(self) -> int:
        """A handle that came over a fork is the parent's, and so is its lock."""
        if self._process != os.getpid():
            self._handle = os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            self._process = os.getpid()
        return self._handle
