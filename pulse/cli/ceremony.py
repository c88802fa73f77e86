"""`flask ceremony`: what the keyholders need from the server, and what they give it."""

import hashlib
from pathlib import Path

import click
from flask.cli import with_appcontext

from pulse.access import audit
from pulse.cli.box import FILE, read
from pulse.cli.saying import plainly
from pulse.extensions import people


@click.group()
def ceremony() -> None:
    """The keyholders' page and their public keys (custody level 2)."""


@ceremony.command("import")
@click.argument("file", type=FILE)
@with_appcontext
@plainly
def import_(file: Path) -> None:
    """Take in the file of public keys that the keyholders made. The same file again adds nothing.

    \b
    Example:  flask ceremony import pulse-public-keys-2026-10-05.json
    """
    from surveys.credentials import key_document
    from surveys.fieldwork import sealing_keys

    found = sealing_keys.read(read(file))
    added = sealing_keys.take_in(people(), found)
    audit.record(people(), "command line", "public keys imported", f"{added} keys")
    people().commit()
    tried = "tried by the keyholders" if found.rehearsed else "NOT tried by the keyholders"
    click.echo(f"{added} keys added, {len(found.keys) - added} were here already; {tried}.")
    for slot, key in found.keys:
        click.echo(f"  Key {slot:<3} {key_document.four_words(key)}")
    click.echo("Compare the words with the keyholders' sheets.")


@ceremony.command()
@click.argument("file", type=FILE, required=False)
@click.option("--fingerprint", is_flag=True, help="Say the page's SHA-256.")
@with_appcontext
@plainly
def page(file: Path | None, fingerprint: bool) -> None:
    """Write the keyholders' page to a file that needs no network and no server.

    \b
    Example:  flask ceremony page pulse-keyholders.html --fingerprint
    """
    from pulse.pages import ceremony

    if file is None and not fingerprint:
        raise click.ClickException("Name a file for the page, or ask for its --fingerprint.")
    content = ceremony.content()
    if file is not None:
        try:
            file.write_bytes(content)
        except OSError as fault:
            raise click.ClickException(f"{file} cannot be written: {fault.strerror}.") from None
        click.echo(f"The keyholders' page is in {file}.")
    if fingerprint:
        click.echo(hashlib.sha256(content).hexdigest())
