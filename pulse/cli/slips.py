"""`flask slips`: one-time codes on paper."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from pulse.access import audit
from pulse.cli.saying import plainly
from pulse.extensions import ballot, people


@click.group()
def slips() -> None:
    """Paper slips with one-time codes."""


@slips.command("print")
@click.argument("code")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    required=True,
    help="The PDF to write.",
)
@click.option("--block", default=None, help="Only this block of the round.")
@click.option(
    "--again", is_flag=True, help="Cancel the unused slips printed before and make new ones."
)
@with_appcontext
@plainly
def print_(code: str, output: Path, block: str | None, again: bool) -> None:
    """Make the slips of a round as a PDF, 24 a page, a cover page for each block.

    The codes are in this file alone: the server keeps only digests. Print it, then delete it.

    \b
    Example:  flask slips print 2026-12 -o slips.pdf
    """
    from surveys.credentials import printing
    from surveys.credentials.slips import TooManySlips
    from surveys.fieldwork import organisation

    asking = organisation.the(people())
    try:
        printed = printing.print_slips(
            ballot(),
            wave=code,
            block=block,
            again=again,
            organisation=asking.names["en"] if asking else "Pulse",
            address=current_app.config["PULSE_ADDRESS"],
        )
    except TooManySlips as refusal:
        raise click.ClickException(
            f"{refusal} To cancel the slips printed before and make new ones, add --again."
        ) from None
    audit.record(people(), "command line", "slips printed", f"{code}: {printed.slips}")
    people().commit()
    ballot().commit()
    output.write_bytes(printed.pdf)
    click.echo(
        f"{printed.slips} slips for {printed.blocks} blocks in {output}. Print it, then delete it."
    )
