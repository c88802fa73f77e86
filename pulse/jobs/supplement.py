"""Publish the comments that stewards have cleared since the last supplement."""

from sqlalchemy.orm import Session

from pulse.access import audit
from surveys.disclosure import build
from surveys.fieldwork import waves
from surveys.keyring import Keyring


def run(people: Session, ballot: Session, keyring: Keyring, code: str) -> str:
    """Nothing cleared is no error: the job is asked for each day."""
    wave = waves.find(people, code)
    supplement = build.supplement(people, ballot, keyring, wave)
    if supplement is None:
        return f"{code}: no comment has been cleared since the last supplement."
    audit.record(people, "job", "supplement published", f"{code}, release {supplement.number}")
    people.commit()
    return f"{code}: cleared comments are published as release {supplement.number}."
