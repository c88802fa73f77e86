"""Prepare a wave's release: redact, tag, count, fill the clearing queue, rehearse the publication."""

from sqlalchemy.orm import Session

from pulse.access import audit
from surveys.disclosure import prepare
from surveys.fieldwork import waves
from surveys.keyring import Keyring


def run(people: Session, ballot: Session, keyring: Keyring, code: str) -> str:
    """Prepare it after the box was opened. Nothing is published."""
    wave = waves.find(people, code)
    prepared = prepare.prepare(people, ballot, keyring, wave)
    audit.record(people, "job", "release prepared", code)
    people.commit()
    return f"{code}: {prepared.summary()}"
