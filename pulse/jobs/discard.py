"""Destroy the ballots of a stopped wave, unread."""

from sqlalchemy.orm import Session

from pulse.access import audit
from pulse.jobs import forget_links
from surveys.fieldwork import waves
from surveys.keyring import Keyring
from surveys.responses import discard


def run(people: Session, ballot: Session, keyring: Keyring, code: str) -> str:
    """Only of a stopped wave; a killed job is simply done again."""
    wave = waves.find(people, code)
    if wave.state is not waves.State.STOPPED:
        raise waves.WrongState(f"Round {code} is {wave.state}. Only a stopped round is discarded.")
    discard.discard(ballot, code)
    ballot.commit()
    discard.forget(keyring, code)
    forget_links.run(people, ballot, keyring, code)
    audit.record(people, "job", "answers destroyed", f"{code} was stopped")
    people.commit()
    return f"{code} was stopped: its answers are destroyed, unread."
