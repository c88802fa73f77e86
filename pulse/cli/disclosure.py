"""`flask disclosure`: protection for any organisation's counts, and an attack on anybody's. Needs no database."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import click

from surveys.errors import Refusal

P = ParamSpec("P")

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_NEW_FILE = click.Path(dir_okay=False, writable=True, path_type=Path)
#: Below this no threshold protects anybody.
_LEAST_K = 2


class BadInput(click.ClickException):
    """A file or option cannot be used. Exit code 2: 1 says that an attack was found."""

    exit_code = 2


def _or_bad_input(command: Callable[P, None]) -> Callable[P, None]:
    @wraps(command)
    def spoken(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except Refusal as refusal:
            raise BadInput(str(refusal)) from None

    return spoken


@click.group()
def disclosure() -> None:
    """Disclosure control for an analyst: plan what may be shown, attack what is shown."""


@disclosure.command()
@click.option("--units", type=_FILE, required=True, help="CSV: unit_id,parent_id,name.")
@click.option(
    "--people", type=_FILE, required=True, help="CSV: unit_id and attributes, a row a person."
)
@click.option("--k", type=click.IntRange(min=_LEAST_K), default=10, show_default=True)
@click.option("--attributes", default="", help="Columns of the people file: role,grade.")
@click.option(
    "--family",
    type=click.Choice(["full", "top"]),
    default="full",
    show_default=True,
    help="Attributes in every unit, or for the whole organisation only.",
)
@click.option("-o", "--output", type=_NEW_FILE, required=True, help="The pattern, a CSV.")
@_or_bad_input
def plan(units: Path, people: Path, k: int, attributes: str, family: str, output: Path) -> None:
    """Choose which groups may be shown, so that no set below K can be derived; the certificate is written beside.

    \b
    Example:  flask disclosure plan --units units.csv --people people.csv --k 10 --attributes role -o pattern.csv
    """
    from surveys.disclosure.planning import counted, pattern_file
    from surveys.disclosure.planning import plan as planning

    named = tuple(name.strip() for name in attributes.split(",") if name.strip())
    certificate = output.with_suffix(".json")
    if certificate == output:
        raise BadInput("The pattern is a CSV: choose a name that does not end in .json.")
    found = counted.read(units.read_bytes(), people.read_bytes(), named)
    kind = planning.Family(family)
    planned = planning.plan(found, k, kind)
    output.write_text(pattern_file.write(planned), encoding="utf-8")
    certificate.write_text(
        pattern_file.certificate(planned, found, k=k, family=kind), encoding="utf-8"
    )
    standing = list(planned.standing.values())
    shown, small, combined = (standing.count(each) for each in planning.Standing)
    click.echo(f"{shown} groups are shown, {combined} combined with others, {small} too small.")
    if not shown:
        click.echo(f"Fewer than {k} people in all: nothing can be shown.")
    click.echo(f"The pattern is in {output}, its certificate in {certificate}.")


@disclosure.command()
@click.option(
    "--people", type=_FILE, required=True, help="CSV: unit_id and attributes, a row a person."
)
@click.option("--units", type=_FILE, required=True, help="CSV: unit_id,parent_id,name.")
@click.option("--pattern", type=_FILE, required=True, help="CSV: group,attribute,base,status.")
@click.option("--k", type=click.IntRange(min=_LEAST_K), default=10, show_default=True)
@_or_bad_input
def attack(people: Path, units: Path, pattern: Path, k: int) -> None:
    """Attack any pattern: a line for each way to isolate fewer than K people. Exit code 1 when there is one, else 0.

    \b
    Example:  flask disclosure attack --people people.csv --units units.csv --pattern pattern.csv --k 10
    """
    from surveys.disclosure.planning import counted, judge, pattern_file

    said = pattern_file.read(pattern.read_bytes())
    found = counted.read(units.read_bytes(), people.read_bytes(), pattern_file.attributes(said))
    sets = judge.judge(said, found, k)
    for each in sets:
        click.echo(f"{each.size:g},{_quoted(judge.told(each))}")
    if not sets:
        click.echo(f"No set of fewer than {k} people can be derived.", err=True)
        return
    exposed = sum(each.people for each in sets)
    click.echo(
        f"{len(sets)} sets of fewer than {k} people can be derived; {exposed} people are exposed.",
        err=True,
    )
    raise click.exceptions.Exit(1)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if "," in text or '"' in text else text
