"""A key rests while nobody knows who is in its account: another keyholder says that the right person is back.

A new link, a second factor taken away, an account closed and opened: the survey office and the command line can do all
of it, and could then confirm whom they let in. So only somebody who is neither the office's nor the employer's ends it.
"""

from dataclasses import dataclass

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from pulse.access import account, audit
from pulse.access.account import NO_PASSWORD, StaffAccount
from pulse.access.fresh import fresh
from pulse.access.permissions import Role, requires
from pulse.extensions import people
from pulse.governance import holder
from pulse.governance.door import door
from surveys.errors import Missing
from surveys.governance import keyholders
from surveys.governance.keyholders import Keyholder, NotAKeyholder
from surveys.governance.side import Side


class NotResting(Missing):
    """No key of that number rests, or nobody has come back to its account yet."""


@dataclass(frozen=True)
class Resting:
    """A key whose account waits. ``joined``: a password is set; ``mine``: whoever is logged in may confirm it."""

    key: Keyholder
    joined: bool
    mine: bool


def resting() -> tuple[Resting, ...]:
    """Keys that cannot be turned, those of followers included, in the order of the sides."""
    held = keyholders.holding(people())
    known = (*held, *keyholders.named(people())) if held else ()
    own = holder.held_by_me()
    found = [(key, _account(key)) for key in known]
    return tuple(
        Resting(key, person.password != NO_PASSWORD, own is not None and _may(own, key))
        for key, person in found
        if person is not None and person.active and person.waits
    )


@door.post("/keyholders/<int:number>/confirm")
@requires(*Role)
@fresh(page="governance.keyholders")
def confirm(number: int) -> Response:
    """Say that the right person holds the account of another key. Raises NotAKeyholder, Unfit, NotResting."""
    own = holder.own_key()
    found = next((each for each in resting() if each.key.id == number and each.joined), None)
    if found is None:
        raise NotResting(
            "This key does not rest, or nobody has set a password for its account yet."
        )
    person = account.named(people(), found.key.held_by)
    if not _may(own, found.key):
        raise NotAKeyholder(
            "The keyholder of the union or the outsider confirms this, and nobody their own."
        )
    person.vouched_by = own.held_by
    audit.record(people(), own.held_by, "keyholder confirmed", f"{found.key.side}: {person.email}")
    people().commit()
    flash("Confirmed. This key can be turned again.", "done")
    return redirect(url_for("governance.keyholders"))


def _may(own: Keyholder, other: Keyholder) -> bool:
    """The employer's never: then the employer would hold two keys."""
    return own.side is not Side.EMPLOYER and own.side is not other.side


def _account(key: Keyholder) -> StaffAccount | None:
    return account.find(people(), key.held_by)
