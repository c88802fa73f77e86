"""Putting somebody's address right, and marking one that did not work, between two files of HR."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from surveys.errors import Missing, Refusal
from surveys.fieldwork import handing
from surveys.fieldwork.roster import Worker
from surveys.fieldwork.roster_row import email_of, mobile_of

#: Said when the office marks an address by hand.
MARKED = "The survey office says that a letter came back."


class NoSuchWorker(Missing):
    """Nobody of that number is on the roster."""


class BadEmail(Refusal):
    """This is no e-mail address, or it is somebody else's too."""


class BadMobile(Refusal):
    """This is no telephone number."""


class UnknownAddress(Refusal):
    """Nobody on the roster has this address."""


def find(people: Session, worker_id: int) -> Worker:
    """Raises NoSuchWorker."""
    worker = people.get(Worker, worker_id)
    if worker is None or not worker.active:
        raise NoSuchWorker("This person is not on the roster.")
    return worker


def put_right(people: Session, wave: str, worker: Worker, *, email: str, mobile: str) -> bool:
    """Write the addresses and send what came back once more. True when a letter waits for them now.

    A round that is open goes on by the channel it was opened with. Raises BadEmail, BadMobile.
    """
    new_email, wrong = email_of(email.strip())
    if wrong:
        raise BadEmail(wrong.message.removesuffix(" Not kept."))
    if new_email and _is_anothers(people, new_email, worker):
        raise BadEmail(
            "Somebody else on the roster has this e-mail address. Whoever opens a shared mailbox could answer for "
            "the others. Enter one of their own."
        )
    new_mobile, wrong = mobile_of(mobile.strip())
    if wrong:
        raise BadMobile(wrong.message.removesuffix(" Not kept."))
    worker.email, worker.mobile, worker.came_back = new_email, new_mobile, None
    people.flush()
    return handing.again(people, wave, worker.id)


def mark(people: Session, address: str) -> None:
    """A letter to this address came back to the office's own mailbox: nothing more is sent there. Raises UnknownAddress."""
    worker = people.scalar(
        select(Worker).where(Worker.active, func.lower(Worker.email) == address.strip().lower())
    )
    if worker is None:
        raise UnknownAddress("Nobody on the roster has this address. Check how it is written.")
    worker.came_back = MARKED
    handing.mark(people, worker.id)
    people.flush()


def _is_anothers(people: Session, email: str, worker: Worker) -> bool:
    other = select(Worker.id).where(
        Worker.active, func.lower(Worker.email) == email, Worker.id != worker.id
    )
    return people.scalar(other.limit(1)) is not None
