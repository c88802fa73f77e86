"""`flask jobs`: the work that is due."""

import time

import click
from flask import current_app
from flask.cli import with_appcontext

from pulse.cli.saying import plainly
from pulse.config import Unsafe
from pulse.extensions import store
from pulse.safety import start


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

    _refuse_unsafe()
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

    _refuse_unsafe()
    while True:
        for line in runner.tick(store()):
            click.echo(line)
        time.sleep(every)


def _refuse_unsafe() -> None:
    try:
        start.refuse_unsafe(current_app)
    except Unsafe as refusal:
        raise click.ClickException(str(refusal)) from None
