"""The two databases: what their tables have in common and how a connection is made.

``People`` holds staff, units, roster, waves and releases; ``Ballot`` holds the box. They may have two owners, so no
key, constraint or transaction crosses from one to the other.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from typing import ClassVar, TypeAlias, cast

from sqlalchemy import (
    JSON,
    Connection,
    Engine,
    Enum,
    MetaData,
    create_engine,
    event,
    make_url,
    text,
)
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.pool import ConnectionPoolEntry

#: Names are fixed so that an IntegrityError can be led back to its rule, and migrations can drop what they made.
CONVENTION = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

Texts = Mapping[str, str]

#: Milliseconds for which a SQLite connection waits while another one writes.
PATIENCE = 15_000

#: What a right is looked up, spent and cast on: a session, or the bare connection that takes half as long.
Line: TypeAlias = Session | Connection


class People(DeclarativeBase):
    """Tables of PULSE_DATABASE_URL."""

    metadata = MetaData(naming_convention=CONVENTION)
    type_annotation_map: ClassVar = {dict[str, str]: JSON, list[str]: JSON, dict[str, object]: JSON}


class Ballot(DeclarativeBase):
    """Tables of PULSE_BALLOT_URL."""

    metadata = MetaData(naming_convention=CONVENTION)


def one_of(words: type[StrEnum]) -> Enum:
    """A column that holds one of an enumeration's words, checked by the database, read back as the enumeration."""
    return Enum(
        words,
        native_enum=False,
        create_constraint=True,
        length=20,
        name=words.__name__.lower(),
        values_callable=lambda each: [word.value for word in each],
    )


def engine(url: str) -> Engine:
    """An engine whose errors never repeat a value (``hide_parameters``) and whose commits are durable.

    SQLite: write-ahead log, ``synchronous=FULL`` (an acknowledged ballot survives a power cut), and every writing
    transaction takes the write lock when it begins, so that none fails half way.
    """
    made = create_engine(url, hide_parameters=True)
    if made.dialect.name == "sqlite":
        event.listen(made, "connect", _prepare_sqlite)
        event.listen(made, "begin", _begin_sqlite)
    return made


@contextmanager
def impatient(made: Engine) -> Iterator[Connection]:
    """A connection for what may as well be left out: on SQLite it does not wait while somebody else writes."""
    with made.connect() as line:
        raw = line.connection.dbapi_connection  # before anything is begun, which is what would wait
        if made.dialect.name != "sqlite":
            yield line
            return
        sqlite = cast("sqlite3.Connection", raw)
        sqlite.execute("PRAGMA busy_timeout=0")
        try:
            yield line
        finally:
            sqlite.execute(f"PRAGMA busy_timeout={PATIENCE}")


def reading(made: Engine) -> Engine:
    """The same engine for reading alone: a page that only reads takes no write lock and cannot write."""
    return made.execution_options(pulse_reading=True, postgresql_readonly=True)


def asking(url: str) -> Engine:
    """An engine for single questions: each is a transaction of its own, and the database refuses to write.

    Nothing is begun, ended or reset, which would take longer than the question.
    """
    is_sqlite = make_url(url).get_backend_name() == "sqlite"
    made = create_engine(
        url,
        hide_parameters=True,
        isolation_level="AUTOCOMMIT",
        pool_reset_on_return=None,
        connect_args={} if is_sqlite else {"options": "-c default_transaction_read_only=on"},
    )
    if is_sqlite:
        event.listen(made, "connect", _prepare_sqlite)
        event.listen(made, "connect", _only_reads)
    return made


def revision(made: Engine) -> str | None:
    """The last migration that a database has had; None where it has had none, or does not tell this role."""
    with reading(made).connect() as line:
        try:
            found: str | None = line.scalar(text("SELECT version_num FROM alembic_version"))
        except ProgrammingError:
            return None
        except OperationalError as error:
            if str(error.orig).startswith("no such table"):  # SQLite's way of saying so
                return None
            raise
    return found


def _prepare_sqlite(raw: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    connection = cast("sqlite3.Connection", raw)
    connection.isolation_level = None  # the driver's own BEGIN comes too late to be IMMEDIATE
    for pragma in (
        f"busy_timeout={PATIENCE}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _only_reads(raw: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    cast("sqlite3.Connection", raw).execute("PRAGMA query_only=ON")


def _begin_sqlite(connection: Connection) -> None:
    only_reading = connection.get_execution_options().get("pulse_reading", False)
    if connection.info.get("only_reads", False) is not only_reading:
        # Only when it changes: after it SQLite compiles every statement of the connection anew.
        connection.exec_driver_sql(f"PRAGMA query_only={'ON' if only_reading else 'OFF'}")
        connection.info["only_reads"] = only_reading
    connection.exec_driver_sql("BEGIN" if only_reading else "BEGIN IMMEDIATE")
