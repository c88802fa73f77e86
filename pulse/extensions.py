"""What a request borrows: a session on each database, and the keyring."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from threading import Lock
from typing import TypeVar, cast

from flask import Flask, current_app, g, request
from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from pulse.config import Settings
from surveys import db
from surveys.keyring import Keyring

Lent = TypeVar("Lent", Session, Connection)

_SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True)
class Store:
    """The two databases and the folder of keys of this process."""

    people: Engine
    ballot: Engine
    #: for looking up codes: connections of their own to the ballot database
    asking: Engine
    keyring: Keyring
    #: SQLite lets one write at a time; who waits for it sleeps, longer and longer, and others overtake
    turn: AbstractContextManager[object]

    def dispose(self) -> None:
        """Close every connection that is not in use."""
        for engine in (self.people, self.ballot, self.asking):
            engine.dispose()


def init_app(app: Flask, settings: Settings) -> None:
    ballot = db.engine(settings.ballot_url)
    app.extensions["pulse"] = Store(
        people=db.engine(settings.database_url),
        ballot=ballot,
        asking=db.asking(settings.ballot_url),
        keyring=Keyring(settings.keys),
        turn=Lock() if ballot.dialect.name == "sqlite" else nullcontext(),
    )
    app.teardown_appcontext(_close)


def store() -> Store:
    return cast("Store", current_app.extensions["pulse"])


def people() -> Session:
    """The session on the people database. On a GET the database itself refuses to write."""
    return people_to_read() if _only_reads() else _session("people", store().people)


def ballot() -> Session:
    """The session on the ballot database. On a GET the database itself refuses to write."""
    reading = _only_reads()
    return _session("ballot", db.reading(store().ballot) if reading else store().ballot)


def ballot_to_read() -> Session:
    """For a POST that changes nothing: each question by itself, without a transaction."""
    return _session("ballot_to_read", store().asking)


def ballot_to_ask() -> Connection:
    """The same for looking up a code, bare: a session would take longer than the question."""
    return _borrow("ballot_to_ask", store().asking.connect)


@contextmanager
def ballot_to_cast() -> Iterator[Connection]:
    """For casting: a bare connection, to be committed by the view. On SQLite the threads of a process take turns."""
    with store().turn, store().ballot.connect() as line:
        yield line


def people_to_read() -> Session:
    """For a POST that changes nothing: takes no write lock, and cannot write."""
    return _session("people_to_read", db.reading(store().people))


def keyring() -> Keyring:
    return store().keyring


def _only_reads() -> bool:
    return bool(request) and request.method in _SAFE_METHODS


def _session(name: str, engine: Engine) -> Session:
    return _borrow(name, lambda: Session(engine, expire_on_commit=False))


def _borrow(name: str, make: Callable[[], Lent]) -> Lent:
    """What this request has borrowed under that name, or borrows now."""
    borrowed = g.setdefault("borrowed", {})
    if name not in borrowed:
        borrowed[name] = make()
    return cast("Lent", borrowed[name])


def _close(_: BaseException | None) -> None:
    for session in g.pop("borrowed", {}).values():
        session.close()
