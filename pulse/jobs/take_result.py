"""Take what the keyholders of a closed wave have opened, once (custody level 2)."""

from sqlalchemy.orm import Session

from pulse.access import audit
from pulse.jobs.open_box import AFTER_THE_CLOSE
from surveys.fieldwork import waves
from surveys.keyring import Keyring
from surveys.responses import sweep, taking


def run(people: Session, ballot: Session, keyring: Keyring, code: str) -> str:
    """Say how many were cast and how many could be opened. A job that was killed comes back here and goes on."""
    wave = waves.find(people, code)
    if wave.state not in AFTER_THE_CLOSE:
        raise waves.WrongState(
            f"Round {code} is {wave.state}. A result is taken once, after the close."
        )
    people.rollback()  # hold no lock on the people database meanwhile
    taken = taking.take(ballot, keyring, code)
    ballot.commit()
    swept = sweep.sweep(ballot, keyring, code)
    audit.record(people, "job", "result of the keyholders taken", code)
    people.commit()
    return (
        f"{code}: {taken.cast} cast, {taken.opened} opened, {taken.unreadable} unreadable, "
        f"{taken.comments} comments. The box is destroyed."
        + (f" {swept.trouble}" if swept.trouble else "")
    )
