"""Servers to measure: gunicorn with the project's own settings, on a database that is thrown away."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL
from sqlalchemy.orm import Session

from bench.floor import create
from surveys import db
from surveys.credentials import keys
from tests import databases
from tests.pulse.respond.open_round import Open, open_round

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Served:
    """Where a server listens on the loopback."""

    port: int


@dataclass(frozen=True)
class Pulse(Served):
    """Pulse, its open round, and the public key to seal to."""

    round: Open
    sealing_key: bytes
    ballot_url: str


@contextmanager
def gunicorn(app: str, environment: Mapping[str, str]) -> Iterator[Served]:
    """Serve an application with gunicorn.conf.py."""
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", app]
    running = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment})
    try:
        _wait(port, running)
        yield Served(port)
    finally:
        running.terminate()
        running.wait(30)


@contextmanager
def pulse(folder: Path, codes: int, *, links: int = 0) -> Iterator[Pulse]:
    """Pulse with a made-up round that is open today, 60 blocks, and this many unused codes and links."""
    urls, data = {}, folder / "databases"
    data.mkdir(mode=0o700)
    for kind in databases.BASES:
        url = URL.create("sqlite", database=str(data / f"{kind}.db"))
        databases.create(url, kind)
        urls[kind] = url.render_as_string()
    with Session(db.engine(urls["people"])) as people, Session(db.engine(urls["ballot"])) as ballot:
        made = open_round(
            people, ballot, folder / "keys", slips_made=codes, links_made=links, blocks=60
        )
        key = keys.find(ballot, made.wave).keys.sealing_key
    environment = {
        "PULSE_DATA": str(data),
        "PULSE_DATABASE_URL": urls["people"],
        "PULSE_BALLOT_URL": urls["ballot"],
        "PULSE_KEYS": str(folder / "keys"),
    }
    with gunicorn("wsgi:app", environment) as served:
        yield Pulse(served.port, made, key, urls["ballot"])


@contextmanager
def ballots_door(house: Pulse) -> Iterator[Served]:
    """The ballot's door of that Pulse as a process of its own."""
    environment = {"PULSE_DOORS": "cast", "PULSE_BALLOT_URL": house.ballot_url}
    with gunicorn("wsgi:app", environment) as served:
        yield served


@contextmanager
def floor(folder: Path) -> Iterator[Served]:
    """The bare route of bench/floor.py, on a database that is there, as Pulse's is."""
    create(str(folder / "floor.db"))
    with gunicorn("bench.floor:app", {"FLOOR_DATABASE": str(folder / "floor.db")}) as served:
        yield served


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int, running: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if running.poll() is not None:
            raise RuntimeError("gunicorn did not start")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("gunicorn does not answer")
