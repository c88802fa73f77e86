"""`flask roster`: who may be asked."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from pulse.access import audit
from pulse.cli.saying import plainly
from pulse.extensions import people


@click.group()
def roster() -> None:
    """The roster: who may be asked, from HR's own file."""


@roster.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Write the changes without asking.")
@click.option(
    "--rows/--no-rows", default=True, help="List every row that needs a look, with its line."
)
@with_appcontext
@plainly
def import_(file: Path, yes: bool, rows: bool) -> None:
    """Read people from HR's export: says what happens to every row, and asks before it writes.

    \b
    Example:  flask roster import hr_export.csv
    """
    from surveys.fieldwork import roster_file, roster_import

    sheet = roster_file.read(file.read_bytes())
    plan = roster_import.plan(people(), sheet, roster_file.guess(sheet.header))
    if rows:
        for fate in plan.needing_a_look:
            click.echo(f"line {fate.line}: {fate.message}")
    click.echo(plan.summary())
    roster_import.check(plan)
    if plan.empty:
        return
    if yes or click.confirm("Write these changes?"):
        roster_import.apply(people(), plan)
        audit.record(people(), "command line", "roster imported", f"{len(sheet.rows)} rows")
        people().commit()
        click.echo("Written.")
    else:
        click.echo("Nothing was written.")
