"""A PostgreSQL database dumped and brought back by PostgreSQL's own programs."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from psycopg.conninfo import make_conninfo
from sqlalchemy import Engine, text

from pulse.backup.manifest import BadBackup
from surveys.errors import Refusal

#: Everything that a migration can have made.
_EMPTY: Final = """
DO $$ DECLARE one record; BEGIN
  FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('DROP TABLE IF EXISTS public.%I CASCADE', one.tablename);
  END LOOP;
  FOR one IN SELECT p.proname, pg_get_function_identity_arguments(p.oid) AS given FROM pg_proc p
    JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'public' LOOP
    EXECUTE format('DROP FUNCTION IF EXISTS public.%I(%s) CASCADE', one.proname, one.given);
  END LOOP;
END $$
"""


class NoProgram(Refusal):
    """PostgreSQL's programs are not on this machine."""


class Failed(Refusal):
    """PostgreSQL's program would not do it. Its own words were for whoever called it."""


def save(engine: Engine, file: Path) -> None:
    """One consistent dump, not compressed, without owners and grants. Raises NoProgram, Failed."""
    options = ["--format=custom", "--compress=0", "--no-owner", "--no-privileges"]
    _run("pg_dump", [*options, f"--file={file}", f"--dbname={_address(engine)}"], engine)


def check(file: Path) -> None:
    """Whether it is a dump that this machine's program reads. Raises NoProgram, BadBackup."""
    try:
        _run("pg_restore", ["--list", str(file)], None)
    except Failed:
        raise BadBackup("A database in this backup is damaged, or of a newer PostgreSQL.") from None


def put(file: Path, engine: Engine) -> None:
    """Empty the database, then bring back what is in the file, all of it or nothing. Raises NoProgram, Failed."""
    with engine.begin() as line:
        line.execute(text(_EMPTY))
    engine.dispose()
    options = ["--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error"]
    _run("pg_restore", [*options, f"--dbname={_address(engine)}", str(file)], engine)


def _address(engine: Engine) -> str:
    """Where the database is, without its password: a command line is there for everybody to see."""
    url = engine.url
    given = {"host": url.host, "port": url.port, "user": url.username, "dbname": url.database}
    found = {name: str(value) for name, value in given.items() if value is not None}
    return make_conninfo(**{name: str(value) for name, value in url.query.items()} | found)


def _run(program: str, words: Sequence[str], engine: Engine | None) -> None:
    path = shutil.which(program)
    if path is None:
        raise NoProgram(
            f"{program} is not on this machine. Install PostgreSQL's client programs, of the server's version or a "
            "later one (Debian: postgresql-client), or let whoever runs PostgreSQL make the backup: docs/backup.md."
        )
    environment = {**os.environ}
    if engine is not None and engine.url.password is not None:
        environment["PGPASSWORD"] = str(engine.url.password)
    done = subprocess.run(
        [path, *words], check=False, env=environment, capture_output=True, text=True
    )
    if done.returncode != 0:
        said = done.stderr.strip().splitlines()
        raise Failed(f"{program} did not do it: {said[0] if said else 'it gave no reason'}")
