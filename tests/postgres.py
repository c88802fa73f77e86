"""A PostgreSQL for the tests: a throw-away cluster, or the server PULSE_TEST_POSTGRES_URL names.

`python -m tests.postgres` makes sure there is one (it may install it as root) or says what to do.
"""

import os
import pwd
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg
from sqlalchemy import URL, make_url

from tools import debian

OLDEST = 15
MISSING = f"""\
The tests need PostgreSQL {OLDEST} or later and found none.
On Debian and Ubuntu: sudo apt-get install postgresql
Elsewhere: set PULSE_TEST_POSTGRES_URL=postgresql+psycopg://user@host/db to a server where
that user may create databases. `make test-fast` needs no PostgreSQL."""
#: Nothing here outlives the run, so nothing has to reach the disk.
HASTE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")


class NoPostgres(Exception):
    """There is no PostgreSQL to test with; the message says how to get one."""


@dataclass
class Server:
    """A server we may make databases on. Copies of a template are made in some 30 ms."""

    url: URL
    _made: list[str] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=count)

    def database(self, template: str = "template1") -> URL:
        """A new database, copied from `template`."""
        name = f"pulse_test_{os.getpid()}_{next(self._numbers)}"
        self._say(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
        self._made.append(name)
        return self.url.set(database=name)

    def drop(self, url: URL) -> None:
        """Drop a database, whoever is still connected."""
        self._say(f'DROP DATABASE IF EXISTS "{url.database}" WITH (FORCE)')
        self._made.remove(str(url.database))

    def drop_all(self) -> None:
        """Leave a borrowed server as it was."""
        for name in list(self._made):
            self.drop(self.url.set(database=name))

    def _say(self, statement: str) -> None:
        plain = self.url.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(plain, autocommit=True) as connection:
            connection.execute(statement.encode())


@contextmanager
def server() -> Iterator[Server]:
    """The named server, or a cluster of our own that vanishes afterwards. Raises NoPostgres."""
    named = os.environ.get("PULSE_TEST_POSTGRES_URL")
    if named:
        borrowed = Server(make_url(named).set(drivername="postgresql+psycopg"))
        try:
            yield borrowed
        finally:
            borrowed.drop_all()
        return
    with _cluster(binaries()) as url:
        yield Server(url)


def binaries() -> Path:
    """The folder of the newest PostgreSQL on this machine that is new enough. Raises NoPostgres."""
    found = [folder for folder in Path("/usr/lib/postgresql").glob("*/bin") if _version(folder)]
    on_path = shutil.which("initdb")
    if on_path:
        found.append(Path(on_path).resolve().parent)
    fit = [folder for folder in found if _version(folder) >= OLDEST]
    if not fit:
        raise NoPostgres(MISSING)
    return max(fit, key=_version)


def _version(folder: Path) -> int:
    """The major version of the server in `folder`; 0 when there is none."""
    if not (folder / "initdb").exists() or not (folder / "postgres").exists():
        return 0
    said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True)
    number = re.search(r"(\d+)", said.stdout)
    return int(number.group(1)) if number else 0


@contextmanager
def _cluster(folder: Path) -> Iterator[URL]:
    home = Path(tempfile.mkdtemp(prefix="pulse-pg-"))
    who = _unprivileged(home)
    try:
        _run(
            [folder / "initdb", "-A", "trust", "-U", "pulse", "-E", "UTF8", "-N", "-D", home / "d"],
            who,
        )
        settings = " ".join(f"-c {setting}" for setting in HASTE)
        options = f"-c listen_addresses='' -k {home} {settings}"
        start = [folder / "pg_ctl", "-D", home / "d", "-w", "-l", home / "log"]
        _run([*start, "-o", options, "start"], who)
        try:
            query = {"host": str(home)}
            yield URL.create("postgresql+psycopg", "pulse", database="postgres", query=query)
        finally:
            _run([folder / "pg_ctl", "-D", home / "d", "-m", "immediate", "stop"], who)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _unprivileged(home: Path) -> dict[str, object]:
    """PostgreSQL refuses to run as root: then somebody else runs it, and `home` is theirs."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    who = known.get("postgres") or known["nobody"]
    os.chown(home, who.pw_uid, who.pw_gid)
    return {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []}


def _run(command: list[str | Path], who: dict[str, object]) -> None:
    done = subprocess.run(
        command,
        **who,
        cwd="/",
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    if done.returncode != 0:
        raise RuntimeError(f"{Path(command[0]).name} failed: {done.stderr}")


def main() -> int:
    """Make sure that the tests will find a PostgreSQL."""
    try:
        with server() as ready:
            ready.drop(ready.database())
    except NoPostgres as missing:
        if not debian.install(["postgresql"], why="the tests run on it too"):
            print(f"\n{missing}", file=sys.stderr)
            return 1
        return 0 if binaries() else 1
    except psycopg.OperationalError as trouble:
        print(f"\nPULSE_TEST_POSTGRES_URL does not answer: {trouble}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
