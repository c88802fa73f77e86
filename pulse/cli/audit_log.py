"""`flask audit`: the log of what staff did, checked against its own chain, here or from an export."""

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click
from flask.cli import with_appcontext

from pulse.access import audit
from pulse.access.audit import Line
from pulse.cli.saying import plainly
from pulse.extensions import people
from surveys.errors import Refusal


class Broken(Refusal):
    """The log is not what was written; the sentences above say where."""


class NoLog(Refusal):
    """The file is no export of the log."""


@click.group("audit")
def audit_log() -> None:
    """The log of what staff, commands and jobs did."""


@audit_log.command()
@click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False
)
@click.option(
    "--known",
    default=None,
    help="A digest that was noted earlier: shows whether the end was cut off.",
)
@with_appcontext
@plainly
def verify(file: Path | None, known: str | None) -> None:
    """Follow the chain of the log, or of an exported FILE. Exit code 1 if it does not fit.

    \b
    Example:  flask audit verify --known 0f3a…
    """
    lines = audit.every(people()) if file is None else _read(file)
    found = audit.check(lines, known.strip().lower() if known else None)
    for fault in found.faults:
        click.echo(fault)
    if found.faults:
        raise Broken("The audit log is not what was written.")
    click.echo(
        f"{found.entries} entries, each as it was written. Note the last digest: {found.head}"
    )


def _read(file: Path) -> Iterable[Line]:
    try:
        return [
            Line(
                number=int(each["number"]),
                day=date.fromisoformat(each["day"]),
                actor=str(each["actor"]),
                act=str(each["act"]),
                about=str(each["about"]),
                digest=str(each["digest"]),
            )
            for each in json.loads(file.read_bytes())["entries"]
        ]
    except (ValueError, TypeError, KeyError):
        raise NoLog("This is no JSON file as /office/audit.json gives it.") from None
