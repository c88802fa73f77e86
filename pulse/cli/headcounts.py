"""`flask wave propose` and `flask wave confirm`: a round's headcounts, and the second person who stands for them."""

import click
from flask.cli import with_appcontext

from pulse.access import account, audit, factor
from pulse.access.account import StaffAccount
from pulse.access.permissions import STEWARDS
from pulse.cli.saying import plainly
from pulse.extensions import people
from surveys.errors import Refusal
from surveys.fieldwork import groups, headcounts, waves
from surveys.fieldwork.headcounts import Blocks, NotConfirmed


class NotTheirs(Refusal):
    """Not a union representative or principal social worker of the whole organisation, or not their password."""


@click.command()
@click.argument("code")
@with_appcontext
@plainly
def propose(code: str) -> None:
    """Propose a planned round's headcounts, as today's roster gives them, for a second person to confirm.

    \b
    Example:  flask wave propose 2026-12
    """
    wave = waves.find(people(), code)
    proposed = headcounts.propose(people(), wave, "command line")
    audit.record(people(), "command line", "headcounts proposed", _about(code, proposed.blocks))
    people().commit()
    _print(proposed.blocks)
    click.echo("Proposed. The round opens once a second person has confirmed them.")


@click.command()
@click.argument("code")
@click.option("--as", "email", required=True, help="The account of who confirms: union or PSW.")
@click.option(
    "--password", prompt="Their password", hide_input=True, help="Theirs; asked for when left out."
)
@with_appcontext
@plainly
def confirm(code: str, email: str, password: str) -> None:
    """Let a union representative or principal social worker confirm a round's headcounts here.

    For councils whose representative cannot reach the website. They read the list, then type their own password.

    \b
    Example:  flask wave confirm 2026-12 --as union@council.example
    """
    wave = waves.find(people(), code)
    proposed = headcounts.of(people(), wave)
    if proposed is None:
        raise NotConfirmed(headcounts.why_waiting(people(), wave))
    _print(proposed.blocks)
    person = account.find(people(), email)
    right = account.is_right(people(), person, password) and _shows_code(person)
    people().commit()  # the count of wrong passwords and codes stays, whatever happens next
    if person is None or not right or not _may(person):
        raise NotTheirs(
            "This is not the account and password of a union representative or principal social worker who reads for "
            "the whole organisation."
        )
    headcounts.confirm(people(), wave, person.email, seen=proposed.fingerprint)
    about = f"{_about(code, proposed.blocks)}, at the command line"
    audit.record(people(), person.email, "headcounts confirmed", about)
    people().commit()
    click.echo(f"Confirmed by {person.email}: {code} can open on its first day.")


def _may(person: StaffAccount) -> bool:
    whole = groups.is_whole(people(), person.scope_code)
    return person.role in STEWARDS and whole and not person.waits


def _shows_code(person: StaffAccount | None) -> bool:
    """Ask for the code of their authenticator app where they have one."""
    if person is None or person.factor is None:
        return True
    typed = click.prompt("The code of their authenticator app", hide_input=True)
    return factor.is_right(people(), person, typed) is not None


def _about(code: str, blocks: Blocks) -> str:
    return f"{code}: {len(blocks.rows)} blocks, {blocks.people} people"


def _print(blocks: Blocks) -> None:
    for row in blocks.rows:
        before = "new" if row.before is None else f"was {row.before}"
        if row.recombined:
            before += ", other teams"
        click.echo(f"{row.headcount:5}  {row.name}  ({before})")
        for name, count in row.teams:
            click.echo(f"         {count:4}  {name}")
    for name, count in blocks.gone:
        click.echo(f"    –  {name}  (was {count}; no longer a block)")
