"""`flask db`: the tables of both databases."""

import click
from flask.cli import with_appcontext

from pulse.extensions import store


@click.group()
def db() -> None:
    """The two databases: people and ballot."""


@db.command()
@with_appcontext
def upgrade() -> None:
    """Create the tables, or bring them up to date. Safe to repeat.

    \b
    Example:  flask db upgrade
    """
    from migrations.chain import CHAINS, upgrade

    for name in CHAINS:
        engine = getattr(store(), name)
        before, after = upgrade(name, engine)
        state = "up to date" if before == after else f"{before or 'empty'} → {after}"
        click.echo(f"{name} database: {state}.")
