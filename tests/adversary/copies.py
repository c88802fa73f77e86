"""Copies: what somebody has who copies every file after every cast. Kept as a reel: what was new in each copy, in turn."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, Protocol

import numpy as np
from sqlalchemy import URL, Connection, create_engine, text

_PAGE: Final = 4096
#: PostgreSQL's log is in segments of pages; the head of a page is no part of what was written.
_SEGMENT, _LOG_PAGE = 16 * 1024 * 1024, 8192
_HEAD, _LONG_HEAD = 24, 40


class Camera(Protocol):
    """Takes copies of both databases of one wave."""

    def copy(self) -> None:
        """Once more, now."""

    def reel(self) -> bytes:
        """All that the copies held, in the order in which it was first seen."""

    def files(self) -> Mapping[str, bytes]:
        """Every file as it is now: name -> bytes. Names begin with ``people``, ``ballot`` or ``both``."""

    def close(self) -> None:
        """Done."""


class SqliteCamera:
    """Of two SQLite files with their write-ahead logs."""

    def __init__(self, urls: Mapping[str, URL], logs: Sequence[Path]) -> None:
        self._logs = logs
        self._paths = {kind: Path(str(url.database)) for kind, url in urls.items()}
        self._known: dict[Path, np.ndarray] = {}
        self._stamps: dict[Path, tuple[int, int]] = {}
        self._new: list[bytes] = []

    def copy(self) -> None:
        for path in self._paths.values():
            log = path.with_name(f"{path.name}-wal")
            if log.exists() and log.stat().st_size:
                self._add(log)
            found = path.stat()
            stamp = (found.st_mtime_ns, found.st_size)
            if self._stamps.get(path) != stamp:  # a checkpoint; it is long, so not for nothing
                self._stamps[path] = stamp
                self._add(path)

    def reel(self) -> bytes:
        return b"".join(self._new)

    def files(self) -> Mapping[str, bytes]:
        return {
            f"{kind} {file.name.removeprefix(path.name) or 'file'}": file.read_bytes()
            for kind, path in self._paths.items()
            for file in sorted(path.parent.glob(f"{path.name}*"))
        } | _read_all(self._logs)

    def close(self) -> None:
        pass

    def _add(self, path: Path) -> None:
        now = np.memmap(path, np.uint8, "r")
        before = self._known.get(path, np.zeros(0, np.uint8))
        common = min(len(now), len(before)) // _PAGE * _PAGE
        changed = (now[:common].view(np.uint64) != before[:common].view(np.uint64)).reshape(
            -1, _PAGE // 8
        )
        edges = np.flatnonzero(np.diff(changed.any(axis=1), prepend=False, append=False)) * _PAGE
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            before[start:end] = now[start:end]
            self._new.append(now[start:end].tobytes())
        self._new.append(now[common:].tobytes())
        self._known[path] = np.concatenate((before[:common], now[common:]))


class PostgresCamera:
    """Of two databases of one PostgreSQL server, and of its log.

    Between two checkpoints a table's file does not change; its new content is in the log alone, so that a copy of all
    files is a copy of the log's end. Needs a role that may read the server's files.
    """

    def __init__(self, urls: Mapping[str, URL], logs: Sequence[Path]) -> None:
        self._engines = {
            kind: create_engine(url, isolation_level="AUTOCOMMIT") for kind, url in urls.items()
        }
        self._line = self._engines["ballot"].connect()
        self._logs = [*logs, *_server_log(urls["ballot"])]
        self._begun = self._read_to = self._written()
        self._new: list[bytes] = []

    def copy(self) -> None:
        end = self._written()
        self._new.append(b"".join(self._log(self._read_to, end)))
        self._read_to = end

    def reel(self) -> bytes:
        return b"".join(self._new)

    def files(self) -> Mapping[str, bytes]:
        self._line.execute(text("CHECKPOINT"))
        found = {}
        for kind, engine in self._engines.items():
            with engine.connect() as line:
                found |= {f"{kind} {name}": content for name, content in _relations(line)}
        found["both pg_wal"] = b"".join(self._log(self._begun, self._written()))
        return found | _read_all(self._logs)

    def close(self) -> None:
        self._line.close()
        for engine in self._engines.values():
            engine.dispose()

    def _written(self) -> int:
        told: str = self._line.execute(text("SELECT pg_current_wal_flush_lsn()::text")).scalar_one()
        high, _, low = told.partition("/")
        return (int(high, 16) << 32) + int(low, 16)

    def _log(self, start: int, end: int) -> Iterator[bytes]:
        """What was written between two places, without the heads of pages; nothing where a segment is gone."""
        while start < end:
            segment = start // _SEGMENT * _SEGMENT
            stop = min(end, segment + _SEGMENT)
            yield from self._log_pages(segment, start - segment, stop - segment)
            start = stop

    def _log_pages(self, segment: int, start: int, end: int) -> Iterator[bytes]:
        number = segment // _SEGMENT
        name = f"pg_wal/00000001{number >> 8:08X}{number & 0xFF:08X}"
        asked = text("SELECT pg_read_binary_file(:name, :start, :length, true)")
        row = {"name": name, "start": start, "length": end - start}
        content = self._line.execute(asked, row).scalar() or b""
        for place in range(start // _LOG_PAGE * _LOG_PAGE, end, _LOG_PAGE):
            head = place + (_HEAD if place else _LONG_HEAD)
            first, last = max(start, head), min(end, place + _LOG_PAGE)
            yield bytes(content[first - start : max(first, last) - start])


def _relations(line: Connection) -> Iterator[tuple[str, bytes]]:
    """Tables, what is too long for them, and indexes."""
    asked = text(
        "SELECT c.relname, pg_relation_filepath(c.oid) FROM pg_class c "
        "JOIN pg_namespace n ON n.oid = c.relnamespace "
        "WHERE n.nspname IN ('public', 'pg_toast') AND c.relkind IN ('r', 't', 'i') AND c.oid > 16383 "
        "ORDER BY c.relname"
    )
    for name, path in line.execute(asked).all():
        read = text("SELECT pg_read_binary_file(:path)")
        yield name, bytes(line.execute(read, {"path": path}).scalar() or b"")


def _server_log(url: URL) -> Iterator[Path]:
    """Of a cluster that tests/postgres.py has made; a borrowed server keeps its own where it likes."""
    folder = url.query.get("host")
    if folder and (Path(str(folder)) / "log").exists():
        yield Path(str(folder)) / "log"


def _read_all(logs: Sequence[Path]) -> Mapping[str, bytes]:
    return {f"both {log.name}": log.read_bytes() for log in logs}


def camera(urls: Mapping[str, URL], logs: Sequence[Path] = ()) -> Camera:
    """For whichever database these are. ``logs``: files that the website writes."""
    is_sqlite = urls["ballot"].get_backend_name() == "sqlite"
    return SqliteCamera(urls, logs) if is_sqlite else PostgresCamera(urls, logs)
