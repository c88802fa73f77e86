"""Why a release stays as it was: triggers by which the database itself refuses to change or remove its rows.

Keeps docs/promise.md#same-moment. Whoever may drop the triggers can still change a row; then the manifest no longer fits.
"""

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, MetaData, event

#: Table -> the columns of its keys. SQLite's INSERT OR REPLACE removes rows without any DELETE trigger, so a second
#: row of the same key is refused before it gets that far.
KEYS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "release": (("id",), ("number",), ("digest",)),
    "release_part": (("release_id", "name"),),
    "release_cell": (("release_id", "group_code", "subject", "measure"),),
    "release_comment": (("release_id", "position"),),
}
MESSAGE = "a release cannot be changed"

_SQLITE_CHANGE = """\
CREATE TRIGGER {table}_no_{verb} BEFORE {event} ON {table}
BEGIN SELECT RAISE(ABORT, '{message}'); END"""
_SQLITE_REPLACE = """\
CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}
WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})
BEGIN SELECT RAISE(ABORT, '{message}'); END"""
#: What belongs to a release is written before it; once the release stands, nothing can be added to it.
_SQLITE_LATE = """\
CREATE TRIGGER {table}_no_late BEFORE INSERT ON {table}
WHEN EXISTS (SELECT 1 FROM release WHERE id = NEW.release_id)
BEGIN SELECT RAISE(ABORT, '{message}'); END"""
_POSTGRES_LATE_FUNCTION = """\
CREATE OR REPLACE FUNCTION release_is_complete() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
IF EXISTS (SELECT 1 FROM release WHERE id = NEW.release_id) THEN RAISE EXCEPTION '{message}'; END IF;
RETURN NEW;
END $$"""
_POSTGRES_LATE = """\
CREATE TRIGGER {table}_no_late BEFORE INSERT ON {table}
FOR EACH ROW EXECUTE FUNCTION release_is_complete()"""
_POSTGRES_FUNCTION = """\
CREATE OR REPLACE FUNCTION release_is_immutable() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{message}'; END $$"""
_POSTGRES_CHANGE = """\
CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION release_is_immutable()"""


def statements(dialect: str) -> tuple[str, ...]:
    """The SQL that makes the triggers, for "sqlite" or "postgresql"; migrations hold a copy of it."""
    return tuple(_sqlite() if dialect == "sqlite" else _postgresql())


def protect(metadata: MetaData) -> None:
    """Let ``create_all`` make the triggers beside the tables."""
    event.listen(metadata, "after_create", _create)


def _create(_: MetaData, connection: Connection, **made: object) -> None:
    tables = made.get("tables")
    if isinstance(tables, list) and set(KEYS) <= {table.name for table in tables}:
        for statement in statements(connection.dialect.name):
            connection.exec_driver_sql(statement)


def _sqlite() -> Iterator[str]:
    for table, keys in KEYS.items():
        for verb in ("update", "delete"):
            yield _SQLITE_CHANGE.format(table=table, verb=verb, event=verb.upper(), message=MESSAGE)
        same = " OR ".join(
            "(" + " AND ".join(f"{column} = NEW.{column}" for column in key) + ")" for key in keys
        )
        yield _SQLITE_REPLACE.format(table=table, same=same, message=MESSAGE)
        if table != "release":
            yield _SQLITE_LATE.format(table=table, message=MESSAGE)


def _postgresql() -> Iterator[str]:
    yield _POSTGRES_FUNCTION.format(message=MESSAGE)
    for table in KEYS:
        yield _POSTGRES_CHANGE.format(table=table)
    yield _POSTGRES_LATE_FUNCTION.format(message=MESSAGE)
    for table in KEYS:
        if table != "release":
            yield _POSTGRES_LATE.format(table=table)
