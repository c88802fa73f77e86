"""`flask jobs`: the work that is due."""

import time

import click
from flask.cli import with_appcontext

from pulse.cli.saying import plainly
from pulse.extensions import store


@click.group()
def jobs() -> None:
    """The work behind the pages: rounds move on their days, cleared comments go out."""


@jobs.command()
@with_appcontext
@plainly
def tick() -> None:
    """Do everything that is due now, then end: for cron.

    \b
    Example:  flask jobs tick
    """
    from pulse.jobs import runner

    for line in runner.tick(store()):
        click.echo(line)


@jobs.command()
@click.option(
    "--every",
    type=click.FloatRange(0.2, 3600),
    default=5.0,
    show_default=True,
    help="Seconds between two looks.",
)
@with_appcontext
@plainly
def run(every: float) -> None:
    """Keep doing what is due until stopped. Several may run at once.

    \b
    Example:  flask jobs run
    """
    from pulse.jobs import runner

    while True:
        for line in runner.tick(store()):
            click.echo(line)
        time.sleep(every)
