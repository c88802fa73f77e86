"""The sweep after an opening: the private key is shredded, and freed pages and the write-ahead log are emptied.

Keeps docs/promise.md#unlinkable: until the sweep a copy of the database's file may hold the deleted box beside a key that reads it.
"""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass

from sqlalchemy import Engine, select, text
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from surveys import db
from surveys.credentials.keys import BallotWave, BoxState
from surveys.keyring import Keyring
from surveys.responses import seal

#: How long the sweep waits for others, and others for it; in milliseconds.
_PATIENCE = 10_000
_SWEPT_TABLES = ("sealed_box", "sealed_spent", "sealed_slip", "sealed_result")


@dataclass(frozen=True)
class Swept:
    """The private key is gone. ``trouble``: what the database would not do, in words; None when all went well."""

    trouble: str | None


class NotCommitted(Exception):
    """A mistake of the caller: the opening is not committed, so its key must stay."""


def sweep(ballot: Session, keyring: Keyring, wave: str) -> Swept:
    """Shred the private key of an opened wave and clean up behind it. May be repeated.

    Call it after the opening's commit, outside any transaction: what it sees on a connection of its own is what is
    durable. Raises NotCommitted. That pages could not be emptied is told, not raised: they are noise without the key.
    """
    if ballot.in_transaction():
        raise NotCommitted("Commit the opening, then sweep.")
    engine = ballot.get_bind().engine
    with db.reading(engine).connect() as fresh:
        state = fresh.scalar(select(BallotWave.state).where(BallotWave.wave == wave))
    if state != BoxState.OPENED:
        raise NotCommitted(f"Round {wave} has not been opened.")
    keyring.shred(seal.key_name(wave))
    keyring.shred(seal.handover_key_name(wave))
    clean = _clean_sqlite if engine.dialect.name == "sqlite" else _clean_postgresql
    return Swept(clean(engine))


def wipe(engine: Engine, tables: Sequence[str]) -> str | None:
    """Leave nothing of deleted rows in the files of these tables and in SQLite's write-ahead log. May be repeated.

    On SQLite deleting has overwritten them already (``secure_delete``); what is left is the log. Returns what the
    database would not do, in words.
    """
    if engine.dialect.name != "sqlite":
        return _clean_postgresql(engine, tables)
    with closing(engine.raw_connection()) as connection:
        connection.detach()
        cursor = connection.cursor()
        cursor.execute("PRAGMA query_only=OFF")
        return _empty_log(cursor)


def _clean_sqlite(engine: Engine) -> str | None:
    """Rewrite the file without the freed pages, then empty the write-ahead log."""
    with closing(engine.raw_connection()) as connection:
        connection.detach()  # what is set here must not go back to the pool
        cursor = connection.cursor()
        try:
            cursor.execute("PRAGMA query_only=OFF")  # a reading session may have had it before
            cursor.execute(f"PRAGMA busy_timeout={_PATIENCE}")
            cursor.execute("VACUUM")
            return _empty_log(cursor)
        except sqlite3.OperationalError as error:
            return (
                f"The ballot database could not be rewritten ({error}). Open the box again later."
            )


def _empty_log(cursor: DBAPICursor) -> str | None:
    cursor.execute(f"PRAGMA busy_timeout={_PATIENCE}")
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    (busy, _, _) = cursor.fetchone() or (1, 0, 0)
    if busy:
        return "The write-ahead log could not be emptied: the database is in use. Try again later."
    return None


def _clean_postgresql(engine: Engine, tables: Sequence[str] = _SWEPT_TABLES) -> str | None:
    """Rewrite the emptied tables. A cast of another wave waits for at most the lock timeout."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        try:
            connection.execute(text(f"SET lock_timeout = {_PATIENCE}"))
            for table in tables:
                connection.execute(text(f"VACUUM (FULL) {table}"))
        except DBAPIError as error:
            return f"PostgreSQL did not rewrite the emptied tables ({type(error.orig).__name__}). VACUUM FULL them later."
        finally:
            connection.execute(text("RESET lock_timeout"))
    return None
