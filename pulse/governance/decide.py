"""A proposal, what would follow from it, and the three who decide."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from pulse import outbox
from pulse.access import account, audit
from pulse.access.fresh import fresh
from pulse.access.permissions import Role, requires
from pulse.extensions import people
from pulse.governance import holder
from pulse.governance.door import door
from surveys.governance import consequences, in_force, proposals
from surveys.governance.proposal import Fate, Kind
from surveys.governance.side import SIDE_NAMES


@door.get("/proposals/<int:number>", endpoint="proposal")
@requires(*Role)
def show_proposal(number: int) -> str:
    """For all staff; the buttons are for those who may press them."""
    found, held = proposals.find(people(), number), holder.held_by_me()
    rules = found.kind is Kind.RULES
    return render_template(
        "governance/proposal.html",
        proposal=found,
        follows=consequences.of(people(), found.before, found.after) if rules else (),
        side_names=SIDE_NAMES,
        notice=in_force.notice(people()),
        held=held,
        may_decide=found.is_open and held is not None and not found.decided_by(held.side),
        may_withdraw=found.is_open and found.entries[0].by == account.logged_in().email,
    )


@door.post("/proposals/<int:number>/agree")
@requires(*Role)
@fresh(page="governance.proposal")
def agree(number: int) -> Response:
    """Turn one's key. Raises NotAKeyholder, Unfit, NotOpen, AlreadyDecided."""
    holder.own_key()
    email = account.logged_in().email
    decided = proposals.agree(people(), number, email)
    audit.record(people(), email, "proposal agreed", f"proposal {number}")
    if decided.fate is Fate.AGREED:
        audit.record(people(), email, "agreement reached", f"proposal {number}")
        outbox.enqueue(people(), "tell_keyholders", str(number))
    people().commit()
    flash(_said(decided.fate), "done")
    return redirect(url_for("governance.proposal", number=number))


@door.post("/proposals/<int:number>/refuse")
@requires(*Role)
@fresh(page="governance.proposal")
def refuse(number: int) -> Response:
    """Say no. Raises what ``agree`` raises."""
    holder.own_key()
    email = account.logged_in().email
    proposals.refuse(people(), number, email)
    audit.record(people(), email, "proposal refused", f"proposal {number}")
    people().commit()
    flash("You have refused this proposal.", "done")
    return redirect(url_for("governance.proposal", number=number))


@door.post("/proposals/<int:number>/withdraw")
@requires(*Role)
def withdraw(number: int) -> Response:
    """Whoever proposed it takes it back."""
    email = account.logged_in().email
    proposals.withdraw(people(), number, email)
    audit.record(people(), email, "proposal withdrawn", f"proposal {number}")
    people().commit()
    flash("The proposal is withdrawn.", "done")
    return redirect(url_for("governance.overview"))


def _said(fate: Fate) -> str:
    if fate is Fate.AGREED:
        return "You have agreed, and so it is agreed."
    return "You have agreed. One more keyholder, of another side, must agree."
