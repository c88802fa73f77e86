"""`flask groups`: the organisation's units."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from pulse.access import audit
from pulse.cli.saying import plainly
from pulse.extensions import people


@click.group()
def groups() -> None:
    """The organisation's units: services and teams."""


@groups.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Write the changes without asking.")
@with_appcontext
@plainly
def import_(file: Path, yes: bool) -> None:
    """Read units from a CSV with the columns unit_id, parent_id and name.

    Shows what would change and asks before it writes anything.

    \b
    Example:  flask groups import units.csv
    """
    from surveys.fieldwork import groups as domain
    from surveys.fieldwork import restructure

    plan = domain.plan_import(people(), file.read_bytes())
    click.echo(plan.summary())
    if plan.problems:
        raise click.ClickException("Nothing of this file was taken. Correct it and try again.")
    if plan.empty:
        return
    if yes or click.confirm("Write these changes?"):
        restructure.take_file(
            people(), plan, demonstration=current_app.config["PULSE_DEMONSTRATION"]
        )
        audit.record(people(), "command line", "units imported", plan.summary()[:500])
        people().commit()
        click.echo("Written.")
    else:
        click.echo("Nothing was written.")
