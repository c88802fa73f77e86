"""The lease of the job at hand: renewed while it works, however long that takes, and gone with the process."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Event, Thread
from typing import Final

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from pulse import outbox
from pulse.extensions import Store
from pulse.outbox import LEASE, Taken

#: Seconds between two renewals: several may fail, on a busy SQLite, before the lease runs out.
EVERY: Final = LEASE.total_seconds() / 6

_lost: ContextVar[Event | None] = ContextVar("lease", default=None)


class LeaseLost(Exception):
    """Another runner has taken the job over; this one stops where it is."""


@contextmanager
def kept(store: Store, job: Taken, *, every: float = EVERY) -> Iterator[None]:
    """Renew the lease every so many seconds while what is inside runs."""
    over, lost = Event(), Event()
    renewing = Thread(target=_renew, args=(store, job, every, over, lost), daemon=True)
    renewing.start()
    token = _lost.set(lost)
    try:
        yield
    finally:
        _lost.reset(token)
        over.set()
        renewing.join()


def demand() -> None:
    """Before something that cannot be taken back. Raises LeaseLost. Outside a runner there is no lease to lose."""
    lost = _lost.get()
    if lost is not None and lost.is_set():
        raise LeaseLost


def _renew(store: Store, job: Taken, every: float, over: Event, lost: Event) -> None:
    while not over.wait(every):
        try:
            with Session(store.people) as people:
                mine = outbox.renew(people, job)
                people.commit()
        except SQLAlchemyError:
            continue  # the database is busy or away: there is time for another try
        if not mine:
            lost.set()
            return
