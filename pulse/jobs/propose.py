"""Put a round's headcounts before a second person, and write to those who may confirm them."""

from secrets import token_hex

from flask import current_app, has_app_context
from sqlalchemy import select
from sqlalchemy.orm import Session

from pulse.access import audit
from pulse.access.account import StaffAccount
from pulse.access.permissions import STEWARDS
from pulse.message import BadAddress, Message, NotNow
from pulse.postbox import postbox
from pulse.wording import day
from surveys.fieldwork import headcounts, waves
from surveys.fieldwork.headcounts import Standing
from surveys.fieldwork.waves import Wave
from surveys.keyring import Keyring

#: Who proposes, as the audit log names it: somebody else must confirm.
BY = "job"


def run(people: Session, _ballot: Session, _keyring: Keyring, code: str) -> str:
    """Proposed again whenever the roster has changed. Raises TooFew, NoUnits, WrongState, NotDelivered."""
    wave = waves.find(people, code)
    if headcounts.standing(people, wave) in (Standing.WAITING, Standing.CONFIRMED):
        return f"{code}: the headcounts are proposed."
    headcounts.propose(people, wave, BY)
    audit.record(people, BY, "headcounts proposed", code)
    people.commit()  # whether a letter goes out or not
    written = _write(people, wave)
    return f"{code}: headcounts proposed, {written} people were asked to confirm them."


def _write(people: Session, wave: Wave) -> int:
    """Without a mail server the pages alone tell them."""
    if not has_app_context() or current_app.extensions["pulse_postbox"] is None:
        return 0
    text = current_app.jinja_env.get_template("letters/confirm.txt").render(
        name=wave.names["en"],
        opens=day(wave.opens_on),
        address=current_app.config["PULSE_ADDRESS"],
    )
    asked = people.scalars(
        select(StaffAccount.email).where(StaffAccount.role.in_(STEWARDS), StaffAccount.active)
    ).all()
    written = 0
    with postbox().open() as line:
        for address in asked:
            message = Message(token_hex(16), address, "Please confirm the headcounts", text)
            try:
                line.hand_over(message)
            except (BadAddress, NotNow):
                continue
            written += 1
    return written
