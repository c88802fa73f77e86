"""Shred a wave's raw answers on the stated day."""

from sqlalchemy.orm import Session

from pulse.access import audit
from surveys.clearing import queue
from surveys.disclosure import build
from surveys.fieldwork import waves
from surveys.keyring import Keyring
from surveys.responses import opened, shred


def run(people: Session, ballot: Session, keyring: Keyring, code: str) -> str:
    """Destroy the reading key: from here on the opened answers are noise, in every backup too.

    Comments that stewards have cleared go out first; those they have not are destroyed, and the log says how many.
    """
    wave = waves.find(people, code)
    if wave.state is waves.State.RELEASED and keyring.holds(opened.key_name(code)):
        build.supplement(people, ballot, keyring, wave)
        people.commit()
    shred.shred(keyring, code)
    uncleared = queue.drop(people, code)
    audit.record(people, "job", "answers destroyed", f"{code}, {uncleared} comments not cleared")
    people.commit()
    return f"{code}: the raw answers are destroyed, and {uncleared} comments that nobody cleared."
