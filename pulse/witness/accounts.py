"""Accounts of comment readers and keyholders: somebody beside the survey office says that the right person holds them.

Keeps docs/promise.md#comments: the office makes accounts and cannot read comments, not even through an account it made.
"""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from pulse.access import account, audit
from pulse.access.account import NO_PASSWORD, StaffAccount
from pulse.access.fresh import fresh
from pulse.access.permissions import COMMENT_READERS, ROLE_NAMES, STEWARDS, VOUCHED_FOR, requires
from pulse.extensions import people
from pulse.witness.checks import demand_whole
from pulse.witness.door import door
from surveys.errors import Refusal
from surveys.fieldwork import groups
from surveys.governance import keyholders


class NotWaiting(Refusal):
    """This account waits for nobody."""


@door.get("/accounts")
@requires(*STEWARDS)
def accounts() -> str:
    """Every account that reads comments or turns a key, and who vouched for it."""
    demand_whole()
    readers = [each for each in account.every(people()) if each.role in VOUCHED_FOR]
    return render_template(
        "witness/accounts.html",
        waiting=[each for each in readers if each.active and each.waits],
        vouched=[each for each in readers if each.active and not each.waits],
        joined=has_joined,
        holds_key=lambda person: keyholders.bound(people(), person.email) is not None,
        role_names=ROLE_NAMES,
        reads=lambda person: groups.name_of(people(), person.scope_code),
    )


@door.post("/accounts/<int:number>/vouch")
@requires(*STEWARDS)
@fresh(page="witness.accounts")
def vouch(number: int) -> Response:
    """Say that the right person holds an account. Raises NotWaiting, HoldsAKey."""
    own, person = demand_whole(), account.numbered(people(), number)
    if not person.active or not person.waits or not has_joined(person):
        raise NotWaiting("This account does not wait to be confirmed, or nobody has used it yet.")
    keyholders.demand_unbound(people(), person.email)
    person.vouched_by = own.email
    about = f"{person.email}, {person.role}, {person.scope_code or 'the whole organisation'}"
    audit.record(people(), own.email, "account confirmed", about)
    people().commit()
    now = "read comments" if person.role in COMMENT_READERS else "be a keyholder"
    flash(f"{person.name} can {now} now.", "done")
    return redirect(url_for("witness.accounts"))


def has_joined(person: StaffAccount) -> bool:
    """Whether somebody holds it: what is confirmed is a person, not an address."""
    return person.by_single_sign_on or person.password != NO_PASSWORD
