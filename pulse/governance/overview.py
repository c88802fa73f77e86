"""The first page of the rules: what holds, since when, what is coming, who holds the keys, what was proposed."""

from flask import render_template

from pulse.access import account
from pulse.access.permissions import Role, requires
from pulse.extensions import people
from pulse.governance import holder
from pulse.governance.door import door
from surveys.governance import consequences, in_force, keyholders, proposals
from surveys.governance.side import SIDE_NAMES


@door.get("/")
@requires(*Role)
def overview() -> str:
    """For all staff: nothing of it is secret, everybody reads what holds on /promise."""
    every = proposals.every(people())
    own = account.logged_in().email
    return render_template(
        "governance/overview.html",
        holds=in_force.now(people()),
        coming=in_force.announced(people()),
        keyholders=keyholders.holding(people()),
        named=keyholders.named(people()),
        side_names=SIDE_NAMES,
        question=consequences.question,
        open=[each for each in every if each.is_open],
        past=[each for each in every if not each.is_open],
        own=own,
        held=holder.held_by_me(),
        may_propose=holder.may_propose(),
    )
