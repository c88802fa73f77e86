"""The tally: how often each page of staff was asked for, and how that ended. In memory, for all processes of a server.

The numbers lie in one piece of memory that the server's processes inherit when they are forked, so any of them can
tell all. A file would outlive the server; here a restart begins at nought, which is what programs that read such
counts expect.
"""

import fcntl
import mmap
import os
import struct
import tempfile
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Lock
from typing import Final

#: How a page of staff can end; anything else is counted as "other".
STATUSES: Final = (200, 302, 303, 304, 400, 401, 403, 404, 405, 409, 413, 422, 429, 500, 503)
_ENDS: Final = (*map(str, STATUSES), "other")
_NUMBER: Final = struct.Struct("<Q")


class Tally:
    """A number for each endpoint and status. Makes nothing but a nameless file, which goes with the last process."""

    def __init__(self, endpoints: Sequence[str]) -> None:
        self._rows = {name: row for row, name in enumerate(sorted(endpoints))}
        self._file, path = tempfile.mkstemp()
        os.unlink(path)  # noqa: PTH108 - it never had a name anybody is to know
        weakref.finalize(self, os.close, self._file)
        size = max(1, len(self._rows)) * len(_ENDS) * _NUMBER.size
        os.truncate(self._file, size)
        self._memory = mmap.mmap(self._file, size)
        self._threads = Lock()

    def add(self, endpoint: str, status: int) -> None:
        """Count one more. An endpoint that nobody named is not counted."""
        row = self._rows.get(endpoint)
        if row is None:
            return
        column = STATUSES.index(status) if status in STATUSES else len(STATUSES)
        place = (row * len(_ENDS) + column) * _NUMBER.size
        with self._alone():
            (before,) = _NUMBER.unpack_from(self._memory, place)
            _NUMBER.pack_into(self._memory, place, before + 1)

    def read(self) -> Iterator[tuple[str, str, int]]:
        """(endpoint, status, how often), without the noughts."""
        with self._alone():
            numbers = [number for (number,) in _NUMBER.iter_unpack(bytes(self._memory))]
        for name, row in self._rows.items():
            for column, end in enumerate(_ENDS):
                number = numbers[row * len(_ENDS) + column]
                if number:
                    yield name, end, number

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One thread of one process at a time. The lock of a process that is killed goes with it."""
        with self._threads:
            fcntl.lockf(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN)
