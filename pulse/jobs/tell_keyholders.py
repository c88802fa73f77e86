"""Write to the keyholders about a proposal: that it waits, or what became of it. Only where there is a mail server."""

from flask import current_app
from sqlalchemy.orm import Session

from pulse.jobs import one_letter
from pulse.wording import day
from surveys.governance import keyholders, proposals
from surveys.keyring import Keyring


def run(people: Session, _ballot: Session, _keyring: Keyring, about: str) -> str:
    """The same letter to all three, whoever has agreed already. Raises NotDelivered when it reached nobody."""
    proposal = proposals.find(people, int(about))
    holders = keyholders.holding(people)
    if current_app.extensions["pulse_postbox"] is None or not holders:
        return f"Nobody was written to about proposal {about}: there is no mail server, or no keyholder."
    text = current_app.jinja_env.get_template("letters/proposal.txt").render(
        proposal=proposal,
        until=day(proposal.last_day),
        address=f"{current_app.config['PULSE_ADDRESS']}/rules/proposals/{about}",
    )
    addresses = [holder.held_by for holder in holders]
    reached = one_letter.hand_over(addresses, f"Pulse: proposal {about}", text, "every keyholder")
    return f"{reached} keyholders were written to about proposal {about}."
