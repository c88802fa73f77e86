"""Publish what comment readers of both sides have agreed to withdraw, as soon as they have."""

from sqlalchemy.orm import Session

from pulse import outbox
from pulse.access import audit
from pulse.stewards import questions
from surveys.coding import inquiry
from surveys.disclosure import withdraw
from surveys.keyring import Keyring

NAME = "withdraw"


def run(people: Session, ballot: Session, keyring: Keyring, code: str) -> str:  # noqa: ARG001 - every job takes them
    """All of the round that is agreed, in one supplement. One that was killed begins again and finds what is left."""
    supplement = withdraw.publish(people, keyring, code)
    if supplement is None:
        return f"{code}: nothing that both sides agreed to waits to be withdrawn."
    for asked in inquiry.ask_again(people):  # answers hold phrases of comments
        outbox.enqueue(people, questions.JOBS[asked.kind], str(asked.id))
    audit.record(people, "job", "withdrawal published", f"{code}, release {supplement.number}")
    people.commit()
    return f"{code}: withdrawn by release {supplement.number}."
