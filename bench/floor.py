"""The floor: a bare Flask route that commits one row to SQLite, as durably as Pulse does. Served by gunicorn for comparison."""

import os
import secrets
import sqlite3
import threading
from contextlib import closing
from typing import cast

from flask import Flask

app = Flask(__name__)
_local = threading.local()


def create(file: str) -> None:
    """The database with its one table."""
    with closing(_connect(file)) as made:
        made.execute("CREATE TABLE row (key BLOB PRIMARY KEY) WITHOUT ROWID")


def _connection() -> sqlite3.Connection:
    """One connection a thread."""
    if not hasattr(_local, "connection"):
        _local.connection = _connect(os.environ["FLOOR_DATABASE"])
    return cast("sqlite3.Connection", _local.connection)


def _connect(file: str) -> sqlite3.Connection:
    """With the pragmas of surveys/db.py."""
    made = sqlite3.connect(file, isolation_level=None)
    for pragma in (
        "busy_timeout=15000",
        "journal_mode=WAL",
        "synchronous=FULL",
        "secure_delete=ON",
    ):
        made.execute(f"PRAGMA {pragma}")
    return made


@app.post("/row")
def row() -> str:
    """Commit one row of 32 random bytes."""
    connection = _connection()
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO row VALUES (?)", (secrets.token_bytes(32),))
    connection.execute("COMMIT")
    return "done"
