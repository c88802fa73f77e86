"""Guard: records every statement sent to a database, and says which touch what they must not."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event

RAW = re.compile(r"\bsealed_\w+", re.IGNORECASE)
WRITES = re.compile(
    r"\s*(INSERT|UPDATE|DELETE|REPLACE|CREATE|DROP|ALTER|TRUNCATE)\b", re.IGNORECASE
)


@contextmanager
def recorded() -> Iterator[list[str]]:
    """The statements of every engine of this process while the block runs."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def touching_raw(statements: list[str]) -> list[str]:
    """Statements that name a raw table."""
    return [one for one in statements if RAW.search(one)]


def writing(statements: list[str]) -> list[str]:
    """Statements that change something: a GET has none."""
    return [one for one in statements if WRITES.match(one)]
