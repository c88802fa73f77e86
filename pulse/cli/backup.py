"""`flask backup` and `flask restore`: both databases as one file, without a private key."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from pulse.cli.saying import plainly
from pulse.extensions import store

FILE = click.Path(dir_okay=False, path_type=Path)
KEY_FILE = "The key that signs releases, in a file of its own under a passphrase: for a safe."


@click.command()
@click.argument("file", type=FILE)
@click.option("--signing-key", type=FILE, default=None, help=KEY_FILE)
@with_appcontext
@plainly
def backup(file: Path, signing_key: Path | None) -> None:
    """Copy both databases into FILE while everything runs. No key that opens answers is in it.

    It holds the staff list and accounts: keep it encrypted, and no longer than your papers say (docs/backup.md).

    \b
    Example:  flask backup /backups/2026-12-01.pulse
    """
    from pulse.backup import file as backup_file
    from pulse.backup import signing

    made = backup_file.make(store(), file)
    size = sum(part.bytes for part in made.parts.values()) / 1e6
    click.echo(f"{file}: {size:.1f} MB, and no private key in it.")
    click.echo(f"Log: {made.audit_entries} entries, the last with digest {made.audit_head}.")
    if signing_key is not None:
        passphrase = click.prompt("Passphrase", hide_input=True, confirmation_prompt=True)
        signing.save(store().keyring, signing_key, passphrase)
        click.echo(f"{signing_key}: the signing key, under the passphrase. Keep it elsewhere.")


@click.command()
@click.argument("file", type=FILE)
@click.option("--replace", is_flag=True, help="Lose what is here now.")
@click.option(
    "--stop-rounds",
    is_flag=True,
    help="Stop rounds that cannot go on: their answers are destroyed unread.",
)
@click.option("--signing-key", type=FILE, default=None, help=KEY_FILE)
@click.option("--check-only", is_flag=True, help="Look at the backup, change nothing.")
@with_appcontext
@plainly
def restore(
    file: Path, replace: bool, stop_rounds: bool, signing_key: Path | None, check_only: bool
) -> None:
    """Make both databases what they were when FILE was saved. Stop the website and the job runner before.

    \b
    Example:  flask restore /backups/2026-12-01.pulse
    """
    from pulse.backup import afterwards, restore, rounds, signing
    from pulse.backup import file as backup_file

    with backup_file.opened(file) as (found, copies):
        click.echo(f"Saved on {found.made_on:%d %B %Y}; every byte is as it was saved.")
        before = restore.look(store(), found, replace=replace or check_only)
        broken = rounds.broken(store().keyring, found.rounds)
        for line in (*before.lines(), *(f"Round {code}: {why}." for code, why in broken)):
            click.echo(line)
        if check_only:
            return
        rounds.demand(broken, stop_rounds=stop_rounds)
        if signing_key is not None:
            signing.bring(store().keyring, signing_key, click.prompt("Passphrase", hide_input=True))
        for line in restore.put(store(), found, copies):
            click.echo(line)
        for line in afterwards.set_right(store(), found, before):
            click.echo(line)
    _say_what_is_left()


def _say_what_is_left() -> None:
    from pulse.backup import signing

    if not store().keyring.holds(signing.NAME):
        click.echo("There is no signing key here: the next release is signed by a new one.")
    click.echo(
        "Now: flask audit verify, flask release check, import HR's newest file, and look at Accounts "
        "for people who were closed since. On PostgreSQL run the grants again (docs/backup.md)."
    )
