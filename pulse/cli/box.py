"""`flask box`: the sealed box."""

import click
from flask.cli import with_appcontext

from pulse.cli.saying import plainly, progress
from pulse.extensions import ballot, keyring, people


@click.group()
def box() -> None:
    """The sealed box of a round."""


@box.command("open")
@click.argument("code")
@with_appcontext
@plainly
def open_(code: str) -> None:
    """Open the box of a closed round, once: separate answers from comments, shuffle, destroy box and key.

    \b
    Example:  flask box open 2026-12
    """
    from pulse.jobs import open_box

    click.echo(open_box.run(people(), ballot(), keyring(), code, progress=progress("Opening")))
