"""How commands speak: a refusal is one plain line and exit code 1; a long job shows its progress."""

import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import click
from sqlalchemy.exc import DBAPIError

from surveys.errors import Refusal

P = ParamSpec("P")
R = TypeVar("R")


def plainly(command: Callable[P, R]) -> Callable[P, R]:
    """Turn a Refusal, or tables that are not there yet, into a message for a person."""

    @wraps(command)
    def spoken(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except Refusal as refusal:
            raise click.ClickException(str(refusal)) from None
        except DBAPIError as error:
            if not _without_tables(error):
                raise
            raise click.ClickException(
                "The databases are not set up yet. Run: flask db upgrade"
            ) from None

    return spoken


def progress(label: str) -> Callable[[int, int], None]:
    """A callback ``(done, of)`` that draws one line in place; silent where nobody watches."""
    shown = -1

    def draw(done: int, of: int) -> None:
        nonlocal shown
        percent = 100 if of == 0 else 100 * done // of
        if percent != shown and sys.stderr.isatty():
            shown = percent
            click.echo(f"\r{label}: {percent} %", err=True, nl=done >= of)

    return draw


def _without_tables(error: DBAPIError) -> bool:
    """SQLite says it in words, PostgreSQL by its state "undefined table"."""
    said = str(error.orig).startswith("no such table")
    return said or getattr(error.orig, "sqlstate", None) == "42P01"
