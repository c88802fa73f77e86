"""`flask check`: what would break the promise, by name."""

import click
from flask import current_app
from flask.cli import with_appcontext

from pulse.safety import finding, server, start


@click.command()
@with_appcontext
def check() -> None:
    """Say which settings of this process are unsafe, and what to do. Changes nothing.

    \b
    Example:  flask check
    """
    found = [*start.findings(current_app), *server.findings(server.from_environment())]
    if found:
        click.echo(finding.lines(found))
        raise click.ClickException(f"{len(found)} to set right.")
    click.echo("Nothing unsafe found. The proxy cannot be seen from here: docs/operations.md.")
