"""A SQLite database copied while it is in use, and put in place of another."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine

from pulse.backup.manifest import BadBackup


def save(engine: Engine, file: Path) -> None:
    """One consistent copy without freed pages, so that nothing that was deleted is in it. Writers go on meanwhile."""
    with closing(sqlite3.connect(str(engine.url.database))) as connection:
        connection.execute("VACUUM INTO ?", (str(file),))


def check(file: Path) -> None:
    """Look at every page. Raises BadBackup."""
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            (said,) = connection.execute("PRAGMA integrity_check").fetchone()
    except sqlite3.DatabaseError:
        said = "no database"
    if said != "ok":
        raise BadBackup("A database in this backup is damaged.")


def put(file: Path, engine: Engine) -> None:
    """Make the engine's database what is in the file, all at once; nothing of what was there before stays in its files."""
    engine.dispose()
    with (
        closing(sqlite3.connect(file)) as source,
        closing(sqlite3.connect(str(engine.url.database))) as target,
    ):
        source.backup(target)
        target.execute("PRAGMA wal_checkpoint(TRUNCATE)")
