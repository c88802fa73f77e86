"""Shred a wave's raw answers on the stated day."""

from sqlalchemy.orm import Session

from pulse.access import audit
from surveys.fieldwork import waves
from surveys.keyring import Keyring
from surveys.responses import shred


def run(people: Session, _: Session, keyring: Keyring, code: str) -> str:
    """Destroy the reading key: from here on the opened answers are noise, in every backup too."""
    wave = waves.find(people, code)
    shred.shred(keyring, code)
    audit.record(people, "job", "answers destroyed", wave.code)
    people.commit()
    return f"{code}: the raw answers are destroyed."
