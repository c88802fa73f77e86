"""`flask wave shredded`: whether a round's answers are gone, by looking."""

import click
from flask.cli import with_appcontext

from pulse.cli.saying import plainly
from pulse.extensions import ballot, keyring, people


@click.command()
@click.argument("code")
@with_appcontext
@plainly
def shredded(code: str) -> None:
    """Say what the log holds about the end of a round's answers, and look again whether anything is left.

    Ends with 1 while something is left.

    \b
    Example:  flask wave shredded 2026-12
    """
    from pulse.access import destroyed
    from pulse.jobs import prove
    from surveys.fieldwork import waves

    wave = waves.find(people(), code)
    written = destroyed.of(people(), code)
    if written is None:
        click.echo(f"The answers of {code} are destroyed on {wave.shreds_on:%d %B %Y}.")
    else:
        click.echo(f"Entry {written.number}, {written.day:%d %B %Y}: {written.about}")
    looked = prove.look(people(), ballot(), keyring(), code)
    if looked.left:
        raise click.ClickException(f"There still is: {', '.join(looked.left)}.")
    click.echo(f"Looked at just now: {looked.said}")
