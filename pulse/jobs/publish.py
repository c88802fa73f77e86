"""Publish a prepared wave at its announced hour."""

from sqlalchemy.orm import Session

from pulse.access import audit
from surveys.disclosure import build
from surveys.fieldwork import waves
from surveys.keyring import Keyring


def run(people: Session, ballot: Session, keyring: Keyring, code: str) -> str:
    """Publish once; a second call finds the release and says so."""
    wave = waves.find(people, code)
    released = build.publish(people, ballot, keyring, wave)
    audit.record(people, "job", "release published", f"{code}, release {released.number}")
    people.commit()
    return f"{code} is published as release {released.number}, digest {released.digest[:16]}…"
