"""`flask demo`: a made-up council to walk through."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from pulse.access import account
from pulse.access.permissions import Role
from pulse.cli.saying import plainly, progress
from pulse.extensions import people, store
from surveys import clock
from surveys.errors import Refusal

#: Everybody who sets up a demonstration knows it, so it is no secret; the pages say "demonstration" throughout.
PASSWORD = "a-made-up-council"  # noqa: S105
ACCOUNTS = (
    ("director@northmoor.example", "Dana Director", Role.DIRECTOR),
    ("union@northmoor.example", "Una Union", Role.UNION),
    ("psw@northmoor.example", "Pat Principal", Role.PSW),
    ("office@northmoor.example", "Ollie Office", Role.OFFICE),
    ("outsider@northmoor.example", "Olu Outsider", Role.KEYHOLDER),
)


class NotEmpty(Refusal):
    """There is a survey here already."""


@click.command()
@click.option(
    "--if-empty",
    is_flag=True,
    help="Do nothing but print the addresses when a demonstration is there.",
)
@click.option("--seed", default=20, show_default=True, help="Another number, another council.")
@with_appcontext
@plainly
def demo(if_empty: bool, seed: int) -> None:
    """Load a made-up council: 60 teams, six past rounds, one round open now. Refuses to touch a real survey.

    \b
    Example:  flask demo
    """
    from migrations.chain import CHAINS, upgrade
    from surveys.fieldwork import organisation

    for name in CHAINS:
        upgrade(name, getattr(store(), name))
    there = organisation.the(people())
    people().rollback()
    if there is None:
        _make(seed)
    elif not there.demonstration:
        raise NotEmpty(
            "This database holds a real survey. Choose another PULSE_DATA folder for a demonstration."
        )
    elif not if_empty:
        raise NotEmpty(
            "The demonstration is here already. Remove the folder 'instance' to begin again."
        )
    _say()


def _make(seed: int) -> None:
    from pulse.demonstration import agreements
    from pulse.demonstration.walk import walk

    click.echo(
        "Making a made-up council with six past rounds. This takes about a minute.", err=True
    )
    found = dict(walk(store(), seed=seed, progress=progress("Demonstration")))
    for email, name, role in ACCOUNTS:
        account.create(people(), email=email, name=name, role=role, password=PASSWORD)
    agreements.make(people(), clock.today())
    people().commit()
    for right in ("slip", "link"):
        _file(right).write_text(found[right], encoding="ascii")


def _say() -> None:
    address = current_app.config["PULSE_ADDRESS"]
    slip, link = _file("slip"), _file("link")
    lines = ["", f"  {'Everybody:':12} {address}/", f"  {'Results:':12} {address}/results"]
    if slip.exists():
        lines.append(
            f"  {'Answer:':12} {address}/answer   with the one-time code {slip.read_text('ascii')}"
        )
    if link.exists():
        lines.append(f"  {'By link:':12} {address}/i#{link.read_text('ascii')}")
    lines += [f"  {'Staff:':12} {address}/staff/log-in   password {PASSWORD}"]
    lines += [f"  {'':12} {email}  ({role})" for email, _, role in ACCOUNTS]
    click.echo(
        "\n".join(
            (*lines, "", "  Everything in it is made up. Stop with Ctrl-C; the data stays.", "")
        )
    )


def _file(right: str) -> Path:
    """Where a code and the end of a link are kept for whoever walks the demonstration."""
    return Path(current_app.config["PULSE_DATA"]) / f"demonstration-{right}"
