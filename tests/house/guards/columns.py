"""Guard: what the ballot database holds is listed here, column by column, and no table tells time.

A new column fails the test until somebody has written it down, and has asked who could be found by it.
"""

from collections.abc import Mapping

from sqlalchemy import DateTime, Interval, MetaData, Time

BALLOT: Mapping[str, frozenset[str]] = {
    "ballot_wave": frozenset({"wave", "state", "key_document", "salt", "unreadable"}),
    "sealed_slip": frozenset({"wave", "digest", "block"}),
    "sealed_spent": frozenset({"wave", "digest", "block", "proof"}),
    "sealed_box": frozenset({"wave", "digest", "block", "ciphertext"}),
    "sealed_result": frozenset({"wave", "content"}),
    "sealed_opened": frozenset({"wave", "kind", "blob", "rows"}),
}
#: The machine's own work has moments; nobody's answer, letter or log-in has. When a locked account may be tried again
#: lies ahead, for a quarter of an hour at most, and goes with the next log-in.
MOMENTS = frozenset({"outbox_job.due_at", "staff_account.rests_until"})
#: Alembic's own.
OURS_NOT = frozenset({"alembic_version"})


def unlisted(metadata: MetaData, listed: Mapping[str, frozenset[str]] = BALLOT) -> list[str]:
    """Columns that are there but not listed, and listed but not there."""
    there = {
        f"{table.name}.{column.name}"
        for table in metadata.tables.values()
        if table.name not in OURS_NOT
        for column in table.columns
    }
    known = {f"{table}.{column}" for table, columns in listed.items() for column in columns}
    return sorted(f"not listed: {name}" for name in there - known) + sorted(
        f"not there: {name}" for name in known - there
    )


def finer_than_a_day(metadata: MetaData, allowed: frozenset[str] = MOMENTS) -> list[str]:
    """Columns that hold a moment of the day."""
    return [
        f"{table.name}.{column.name} holds {column.type!r}"
        for table in metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, DateTime | Time | Interval)
        and f"{table.name}.{column.name}" not in allowed
    ]


def rowids(metadata: MetaData) -> list[str]:
    """Sealed tables with a counter of their own: SQLite's rowid is the order of casting."""
    return [
        f"{table.name} keeps the order of its rows"
        for table in metadata.tables.values()
        if table.name in {"sealed_slip", "sealed_spent", "sealed_box"}
        and table.dialect_options["sqlite"].get("with_rowid", True)
    ]
