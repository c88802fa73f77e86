"""The databases and roles of docs/samples, made on a test server under names of their own and removed again."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from sqlalchemy import URL

from migrations import chain
from surveys import db
from tests.postgres import Server

SAMPLES = Path(__file__).resolve().parents[2] / "docs" / "samples"
ROLES = ("pulse_people", "pulse_ballot", "pulse_ballot_issue", "pulse_cast")
PASSWORD = "of-this-test"
_NAME = re.compile(
    r"\b(?:pulse_(?:people|ballot_issue|ballot|cast)\b|(?<=DATABASE )(?:people|ballot)\b)"
)
#: Cannot be set for one database.
OF_THE_SERVER = ("track_commit_timestamp", "log_connections", "log_disconnections")


def settings() -> dict[str, str]:
    """The lines of docs/samples/postgresql.conf."""
    text = (SAMPLES / "postgresql.conf").read_text()
    return dict(re.findall(r"^(\w+) = ([\w-]+)", text, re.MULTILINE))


@contextmanager
def made(server: Server) -> Iterator[dict[str, str]]:
    """Role -> the address of its own database, with all tables, grants and settings."""
    mark = f"_{os.getpid()}"
    try:
        _run(server.url, (SAMPLES / "postgresql-databases.sql").read_text(), mark)
        addresses = {role: _address(server.url, role, mark) for role in ROLES}
        for role in ROLES:
            _run(server.url, f"ALTER ROLE {role}{mark} PASSWORD '{PASSWORD}'", "")
        for name in ("people", "ballot"):
            engine = db.engine(addresses[f"pulse_{name}"])
            chain.upgrade(name, engine)
            engine.dispose()
            keep_quiet(server, f"{name}{mark}")
        owner = server.url.set(username=f"pulse_ballot{mark}", password=PASSWORD)
        grants = (SAMPLES / "postgresql-grants.sql").read_text()
        _run(owner.set(database=f"ballot{mark}"), grants, mark)
        yield addresses
    finally:
        for name in ("people", "ballot"):
            _run(server.url, f'DROP DATABASE IF EXISTS "{name}{mark}" WITH (FORCE)', "")
        for role in ROLES:
            _run(server.url, f"DROP ROLE IF EXISTS {role}{mark}", "")


def keep_quiet(server: Server, database: str) -> None:
    """Set for one database what docs/samples/postgresql.conf sets for the server."""
    for name, value in settings().items():
        if name not in OF_THE_SERVER:
            _run(server.url, f"ALTER DATABASE {database} SET {name} TO '{value}'", "")


def _address(server: URL, role: str, mark: str) -> str:
    database = "people" if role == "pulse_people" else "ballot"
    made = server.set(username=f"{role}{mark}", password=PASSWORD, database=f"{database}{mark}")
    return made.render_as_string(hide_password=False)


def _run(url: URL, script: str, mark: str) -> None:
    """Run statements one after the other, every name with the mark behind it."""
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        for statement in re.sub(r"--.*", "", script).split(";"):
            if statement.strip():
                connection.execute(_NAME.sub(lambda name: name[0] + mark, statement).encode())
