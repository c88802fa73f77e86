"""`flask rules`: what holds, and proposing something else. Nobody agrees here: a key is turned by its holder, on the page."""

import click
from flask.cli import with_appcontext

from pulse import outbox
from pulse.access import audit
from pulse.access.account import COMMAND_LINE
from pulse.cli.saying import plainly
from pulse.extensions import people
from surveys.fieldwork.pledge import Pledge


@click.group()
def rules() -> None:
    """The rules of every round: show them, propose others."""


@rules.command()
@with_appcontext
@plainly
def show() -> None:
    """What every round promises at least, since when, and who holds the keys.

    \b
    Example:  flask rules show
    """
    from surveys.governance import in_force, keyholders
    from surveys.governance.side import SIDE_NAMES

    holds, coming = in_force.now(people()), in_force.announced(people())
    click.echo(f"In force {_since(holds.since)}:")
    _say(holds.rules.pledge)
    if coming:
        click.echo(f"From {coming.since}:")
        _say(coming.rules.pledge)
    holding = keyholders.holding(people())
    for each in holding:
        click.echo(f"{SIDE_NAMES[each.side]}: {each.post}, since {each.accepted_on}")
    if not holding:
        click.echo("There are no keyholders: nothing of this can be weakened.")


@rules.command()
@click.option("--threshold", type=int, help="Fewest people behind a figure.")
@click.option("--comment-threshold", type=int, help="Fewest people whose comments stand together.")
@click.option("--sensitive-threshold", type=int, help="Fewest people behind a sensitive figure.")
@click.option("--keep-days", type=int, help="Days until raw answers are destroyed.")
@click.option("--because", required=True, help="Why. Everybody can read it.")
@with_appcontext
@plainly
def propose(because: str, **wanted: int | None) -> None:
    """Put other rules before the keyholders. They agree on the page, each with their own account.

    \b
    Example:  flask rules propose --threshold 12 --because "The union asked for it."
    """
    from dataclasses import replace

    from surveys.governance import consequences, in_force, proposals

    before = in_force.now(people()).rules
    given = {name: value for name, value in wanted.items() if value is not None}
    pledge = Pledge.from_document(before.pledge.document() | given)
    after = replace(before, pledge=pledge)
    made = proposals.propose(people(), COMMAND_LINE, after, because)
    audit.record(people(), COMMAND_LINE, "rules proposed", f"proposal {made.number}")
    outbox.enqueue(people(), "tell_keyholders", str(made.number))
    for sentence in consequences.of(people(), before, after):
        click.echo(sentence)
    people().commit()
    takes = "Two keyholders of different sides" if made.needs > 1 else "One keyholder"
    click.echo(f"Proposal {made.number} waits. {takes} must agree, under Rules.")


def _since(day: object) -> str:
    return f"since {day}" if day else "from the beginning"


def _say(pledge: Pledge) -> None:
    click.echo(f"  fewest people behind a figure: {pledge.threshold}")
    click.echo(f"  fewest people whose comments stand together: {pledge.comment_threshold}")
    click.echo(f"  fewest people behind a sensitive figure: {pledge.sensitive_threshold}")
    click.echo(f"  raw answers are destroyed within {pledge.keep_days} days")
