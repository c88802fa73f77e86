"""The floor: a bare Flask route that commits one row to SQLite, as durably as Pulse does. Served by gunicorn for comparison."""

import os
import secrets
import sqlite3
import threading

from flask import Flask

app = Flask(__name__)
_local = threading.local()


def _connection() -> sqlite3.Connection:
    """One connection a thread, with the pragmas of surveys/db.py."""
    if not hasattr(_local, "connection"):
        made = sqlite3.connect(os.environ["FLOOR_DATABASE"], isolation_level=None)
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "busy_timeout=15000",
            "secure_delete=ON",
        ):
            made.execute(f"PRAGMA {pragma}")
        made.execute("CREATE TABLE IF NOT EXISTS row (key BLOB PRIMARY KEY) WITHOUT ROWID")
        _local.connection = made
    return _local.connection


@app.post("/row")
def row() -> str:
    """Commit one row of 32 random bytes."""
    connection = _connection()
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO row VALUES (?)", (secrets.token_bytes(32),))
    connection.execute("COMMIT")
    return "done"
