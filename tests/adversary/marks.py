"""Marks: everything about a record that has an order, whatever it means. One number a record and mark, NaN for none."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from sqlalchemy import Connection, inspect, text

from tests.adversary import tokens

Marks = dict[str, np.ndarray]


@dataclass(frozen=True)
class Seen:
    """What the attacker has copied: the reel of all copies, the files at the end, and an open line to each database."""

    reel: bytes
    files: Mapping[str, bytes]
    lines: Mapping[str, Connection]


@dataclass(frozen=True)
class Records:
    """Rows of one table, each somebody's: the key of each, in the order of people, and what else it can be known by."""

    database: str
    table: str
    key: str
    keys: Sequence[object]
    #: column -> bytes of it, as they stand in a file
    tokens: Mapping[str, Sequence[bytes | None]] = field(default_factory=dict)


def of(seen: Seen, *tables: Records) -> Marks:
    """All marks of these rows that tell at least two of them apart."""
    found = {}
    for records in tables:
        for name, mark in _rows(seen.lines[records.database], records):
            found[f"{records.table} {name}"] = mark
    return telling(found | dict(_bytes(seen, tables)))


def sha(content: bytes) -> bytes:
    """SHA-256, by which the house knows secrets and ballots."""
    return hashlib.sha256(content).digest()


def telling(marks: Marks) -> Marks:
    """Without those that are the same for everybody."""
    return {name: mark for name, mark in marks.items() if len(np.unique(mark[~np.isnan(mark)])) > 1}


def order(values: Sequence[object]) -> np.ndarray:
    """Places of values in their own order, the same for equal ones; NaN for None."""
    known = {
        value: place for place, value in enumerate(sorted({v for v in values if v is not None}))
    }  # type: ignore[type-var]
    return np.array([known.get(value, np.nan) for value in values], float)


def _bytes(seen: Seen, tables: Sequence[Records]) -> Iterator[tuple[str, np.ndarray]]:
    """Where what they are known by stands in every file, and in the copies."""
    wanted = {
        f"{records.table} {column}": tokens_of
        for records in tables
        for column, tokens_of in records.tokens.items()
    }
    for name, stream in {"copies": seen.reel, **seen.files}.items():
        found = tokens.places(stream, [token for several in wanted.values() for token in several])
        for end, places in zip(("first", "last"), found, strict=True):
            parts = np.split(places, np.cumsum([len(several) for several in wanted.values()])[:-1])
            for column, part in zip(wanted, parts, strict=True):
                yield f"{column}: {end} place in {name}", part


def _rows(line: Connection, records: Records) -> Iterator[tuple[str, np.ndarray]]:
    """What the database itself says of the rows, in the order in which it gives them."""
    columns = [column["name"] for column in inspect(line).get_columns(records.table)]
    hidden = _postgresql(records) if line.dialect.name == "postgresql" else _sqlite(line, records)
    asked = ", ".join([f't."{column}"' for column in columns] + list(hidden.values()))
    rows = line.execute(text(f'SELECT {asked} FROM "{records.table}" t')).all()
    key = columns.index(records.key)
    by_key = {row[key]: (place, row) for place, row in enumerate(rows)}
    own = [by_key.get(wanted) for wanted in records.keys]

    def mark(take: Callable[[int, Sequence[object]], object]) -> np.ndarray:
        return order([None if found is None else take(*found) for found in own])

    yield "as it comes", mark(lambda place, _: place)
    yield "length", mark(lambda _, row: sum(map(_length, row[: len(columns)])))
    for number, column in enumerate([*columns, *hidden]):
        yield column, mark(lambda _, row, number=number: _comparable(row[number]))
        if any(isinstance(row[number], bytes | str) for row in rows):
            yield f"{column} length", mark(lambda _, row, number=number: _length(row[number]))
    if line.dialect.name == "postgresql":
        yield from _long_values(line, records)


def _sqlite(line: Connection, records: Records) -> Mapping[str, str]:
    made = text("SELECT sql FROM sqlite_master WHERE name = :name")
    statement = str(line.execute(made, {"name": records.table}).scalar_one())
    return {} if "WITHOUT ROWID" in statement.upper() else {"rowid": "t.rowid"}


def _postgresql(records: Records) -> Mapping[str, str]:
    return {
        "ctid": "ARRAY[split_part(btrim(t.ctid::text, '()'), ',', 1)::int, "
        "split_part(btrim(t.ctid::text, '()'), ',', 2)::int]",
        "xmin": "t.xmin::text::bigint",
        "xmax": "t.xmax::text::bigint",
        "cmin": "t.cmin::text::bigint",
        "size": "pg_column_size(t.*)",
    }


def _long_values(line: Connection, records: Records) -> Iterator[tuple[str, np.ndarray]]:
    """What PostgreSQL stores of long values: pieces in a table of their own, under a number that counts up."""
    asked = text(
        "SELECT reltoastrelid::regclass::text FROM pg_class WHERE relname = :name AND reltoastrelid <> 0"
    )
    table = line.execute(asked, {"name": records.table}).scalar()
    if table is None:
        return
    pieces = text(
        f"SELECT chunk_id::bigint, chunk_data, xmin::text::bigint FROM {table} WHERE chunk_seq = 0"
    )
    rows = {bytes(row[1][:8]): (place, row) for place, row in enumerate(line.execute(pieces).all())}
    for column, wanted in records.tokens.items():
        own = [rows.get(token[:8]) if token else None for token in wanted]
        if any(own):
            yield f"{column}: number of long value", order([o and o[1][0] for o in own])
            yield f"{column}: place of long value", order([o and o[0] for o in own])
            yield f"{column}: xmin of long value", order([o and o[1][2] for o in own])


def _comparable(value: object) -> object:
    if isinstance(value, list):
        return tuple(value)
    return str(value) if isinstance(value, dict) else value


def _length(value: object) -> int:
    return len(value) if isinstance(value, bytes | str) else len(str(value))
