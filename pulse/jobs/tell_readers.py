"""Write to comment readers about a request to withdraw a comment: to the other side that it waits, to whoever asked what
came of it. Only where there is a mail server, and never a word of the comment.
"""

from collections.abc import Iterator

from flask import current_app
from sqlalchemy.orm import Session

from pulse.access import account
from pulse.jobs import one_letter
from pulse.stewards.speaker import SIDES
from pulse.wording import day
from surveys.clearing import withdrawal
from surveys.clearing.withdrawal import Withdrawal
from surveys.keyring import Keyring
from surveys.reports import rounds


def run(people: Session, _ballot: Session, _keyring: Keyring, about: str) -> str:
    """Raises NotDelivered when there was somebody to tell and it reached nobody."""
    row = withdrawal.find(people, int(about))
    addresses = list(_to_be_told(people, row))
    if current_app.extensions["pulse_postbox"] is None or not addresses:
        return f"Nobody was written to about request {about}: there is no mail server, or no comment reader."
    text = current_app.jinja_env.get_template("letters/withdrawal.txt").render(
        row=row,
        until=day(row.last_day),
        address=f"{current_app.config['PULSE_ADDRESS']}/stewards/comments/withdrawals/{about}",
    )
    reached = one_letter.hand_over(
        addresses, f"Pulse: request {about}", text, "every comment reader"
    )
    return f"{reached} comment readers were written to about request {about}."


def _to_be_told(people: Session, row: Withdrawal) -> Iterator[str]:
    """Readers of the other side who read for the whole; once it is decided, whoever asked."""
    if not row.is_open:
        yield row.asked_by
        return
    whole = {None, *(each.top.code for each in rounds.load(people))}
    for person in account.every(people):
        other = SIDES.get(person.role) not in (None, row.asked_side)
        if other and person.active and not person.waits and person.scope_code in whole:
            yield person.email
