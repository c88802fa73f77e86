"""`flask wave poster`: the four words of a round on a page to hang up."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from pulse import language
from pulse.cli.saying import plainly
from pulse.extensions import ballot, people


@click.command("poster")
@click.argument("code")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    required=True,
    help="The PDF to write.",
)
@with_appcontext
@plainly
def poster_(code: str, output: Path) -> None:
    """Make the union's poster of a round that has opened: its four words and the way to the promise page.

    \b
    Example:  flask wave poster 2026-12 -o poster.pdf
    """
    from surveys.credentials import key_document, keys, poster
    from surveys.fieldwork import organisation

    asking = organisation.the(people())
    document = keys.find(ballot(), code).key_document
    made = poster.pdf(
        document,
        organisation=asking.names if asking else {"en": "Pulse"},
        address=current_app.config["PULSE_ADDRESS"],
        languages=language.spoken(people()),
    )
    try:
        output.write_bytes(made)
    except OSError as fault:
        raise click.ClickException(f"{output} cannot be written: {fault.strerror}.") from None
    click.echo(f"The poster is in {output}: {key_document.four_words(document)}.")
