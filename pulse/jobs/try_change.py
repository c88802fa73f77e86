"""Try a steward's change of the code frame on the released comments they may read."""

from sqlalchemy.orm import Session

from surveys.coding import bring, frames, trial
from surveys.coding.addition import Addition
from surveys.coding.inquiry import FrameInquiry
from surveys.comments.readers import Reader
from surveys.keyring import Keyring
from surveys.reports import readable, rounds


def run(people: Session, ballot: Session, keyring: Keyring, number: str) -> str:  # noqa: ARG001 - every job takes them
    """Answer it; one that is gone or answered is left as it is."""
    row = people.get(FrameInquiry, int(number))
    if row is None or row.answer is not None or row.change is None:
        return f"Question {number} about the themes needs no answer any more."
    known, readers = rounds.load(people), [Reader(one) for one in row.readers]
    addition = Addition.from_document(row.change)
    attempt = bring.attempt if addition.brought else trial.attempt
    row.answer = attempt(
        frames.text(people, row.version),
        addition.changes,
        frames.next_version(people),
        readable.comments(people, known, readers, row.scope),
    )
    people.commit()
    return f"Phrases were tried on released comments, as asked in question {number}."
