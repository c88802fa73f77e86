"""`flask slips`: one-time codes on paper."""

import os
import tempfile
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from pulse import language
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
@click.option("--large", is_flag=True, help="Large print: 18 points or more, on all slips.")
@with_appcontext
@plainly
def print_(code: str, output: Path, block: str | None, again: bool, large: bool) -> None:
    """Make the slips of a round as a PDF, 24 a page, a cover page for each block.

    In Welsh and English, 12 a page, where the Welsh is signed off. Large print: 3 a page, or 2 in both languages.

    The codes are in this file alone: the server keeps only digests. Print it, then delete it.

    \b
    Example:  flask slips print 2026-12 -o slips.pdf
    """
    from surveys.credentials import links, printing
    from surveys.credentials.slips import TooManySlips
    from surveys.fieldwork import organisation

    asking = organisation.the(people())
    try:
        printed = printing.print_slips(
            ballot(),
            wave=code,
            block=block,
            again=again,
            moved=links.on_paper(people(), code),
            organisation=asking.names if asking else {"en": "Pulse"},
            address=current_app.config["PULSE_ADDRESS"],
            languages=language.spoken(people()),
            large=large,
        )
    except TooManySlips as refusal:
        raise click.ClickException(
            f"{refusal} To cancel the slips printed before and make new ones, add --again."
        ) from None
    audit.record(people(), "command line", "slips printed", f"{code}: {printed.slips}")
    unfinished = _written_beside(output, printed.pdf)
    _commit(unfinished)
    _put_in_place(unfinished, output)
    click.echo(
        f"{printed.slips} slips for {printed.blocks} blocks in {output}. Print it, then delete it."
    )


def _written_beside(output: Path, pdf: bytes) -> Path:
    """The PDF in a file beside its place, on the disk before the databases hold its codes: no codes are lost.

    Raises ClickException when it cannot be written there.
    """
    target = output.resolve()
    if target.exists() and not target.is_file():
        raise click.ClickException(f"{output} is not a file. Name a file for the PDF.")
    try:
        handle, name = tempfile.mkstemp(".part", f"{target.name}.", target.parent)
    except OSError as fault:
        raise _not_written(output, fault) from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(pdf)
            file.flush()
            os.fsync(handle)
    except OSError as fault:
        Path(name).unlink()
        raise _not_written(output, fault) from None
    return Path(name)


def _commit(unfinished: Path) -> None:
    """Once the ballot database was asked to commit, the file stays: its codes may count whatever it answered."""
    try:
        people().commit()
    except BaseException:
        unfinished.unlink()
        raise
    try:
        ballot().commit()
    except BaseException:
        click.echo(
            f"It is not certain that the codes count. The slips are in {unfinished}.", err=True
        )
        raise


def _not_written(output: Path, fault: OSError) -> click.ClickException:
    return click.ClickException(
        f"{output} cannot be written: {fault.strerror}. No slips were made. Name another file."
    )


def _put_in_place(unfinished: Path, output: Path) -> None:
    try:
        unfinished.replace(output.resolve())
    except OSError as fault:
        raise click.ClickException(
            f"The slips are made, but {output} cannot be written: {fault.strerror}."
            f" They are in {unfinished}: print that file, then delete it."
        ) from None
