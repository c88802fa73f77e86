"""`flask box`: the sealed box."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from pulse.access import audit
from pulse.cli.saying import plainly, progress
from pulse.extensions import ballot, keyring, people

FILE = click.Path(dir_okay=False, path_type=Path)


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


@box.command()
@click.argument("code")
@click.argument("file", type=FILE)
@with_appcontext
@plainly
def export(code: str, file: Path) -> None:
    """Write the sealed box of a closed round for its keyholders, who open it on the keyholders' page.

    \b
    Example:  flask box export 2026-12 box.txt
    """
    from surveys.responses import box_file

    content = b"".join(box_file.lines(ballot(), code))
    try:
        file.write_bytes(content)
    except OSError as fault:
        raise click.ClickException(f"{file} cannot be written: {fault.strerror}.") from None
    audit.record(people(), "command line", "box given out", code)
    people().commit()
    click.echo(f"The sealed box of {code} is in {file}. Two of three keyholders can open it.")


@box.command()
@click.argument("code")
@click.argument("file", type=FILE)
@with_appcontext
@plainly
def take(code: str, file: Path) -> None:
    """Take the result file of the keyholders in the place of the box. Repeating it is harmless.

    \b
    Example:  flask box take 2026-12 pulse-result-2026-12.json
    """
    from pulse.jobs import take_result
    from surveys.responses import result_file

    result_file.keep(ballot(), code, read(file))
    ballot().commit()
    click.echo(take_result.run(people(), ballot(), keyring(), code))


def read(file: Path) -> bytes:
    """The content of a file that a person named. Raises ClickException."""
    try:
        return file.read_bytes()
    except OSError as fault:
        raise click.ClickException(f"{file} cannot be read: {fault.strerror}.") from None
