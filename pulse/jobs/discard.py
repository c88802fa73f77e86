"""Destroy the ballots of a stopped wave, unread."""

from sqlalchemy.orm import Session

from pulse.jobs import forget_links, prove, shred
from surveys.fieldwork import waves
from surveys.keyring import Keyring
from surveys.responses import discard


def run(people: Session, ballot: Session, keyring: Keyring, code: str) -> str:
    """Only of a stopped wave, or one whose keyholders let its last day go by; a killed job is simply done again."""
    wave = waves.find(people, code)
    if wave.state is not waves.State.STOPPED and not wave.never_opened:
        raise waves.WrongState(f"Round {code} is {wave.state}. Only a stopped round is discarded.")
    marks = prove.marks(people, ballot, keyring, code)
    people.commit()  # hold no lock there meanwhile
    discard.discard(ballot, code)
    ballot.commit()
    discard.forget(keyring, code)
    forget_links.run(people, ballot, keyring, code)
    why = "was stopped" if wave.state is waves.State.STOPPED else "was not opened in time"
    looked = shred.finish(people, ballot, keyring, code, marks, f" {why}")
    return f"{code} {why}: its answers are destroyed, unread. {looked.said}"
