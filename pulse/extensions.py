"""What a request borrows: a session on each database, and the keyring."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TypeVar, cast

from flask import Flask, current_app, g, request
from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from pulse.config import Settings
from surveys import db
from surveys.keyring import Keyring
from surveys.turns import Turns

Lent = TypeVar("Lent", Session, Connection)
Held = TypeVar("Held")

_SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


class NotHeld(RuntimeError):
    """A room asked for what its process does not hold: ``pulse.config`` says which room needs what."""


class Store:
    """The two databases and the folder of keys, as far as the doors of this process need them."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        people, ballot, keys = settings.database_url, settings.ballot_url, settings.keys
        self._people = None if people is None else db.engine(people)
        self._ballot = None if ballot is None else db.engine(ballot)
        self._asking = None if ballot is None else db.asking(ballot)
        self._keyring = None if keys is None else Keyring(keys)
        #: for casts on SQLite, so that nobody waits longer than they must
        self.turns = _turns(self._ballot)

    @property
    def people(self) -> Engine:
        return self._held("people database", self._people)

    @property
    def ballot(self) -> Engine:
        return self._held("ballot database", self._ballot)

    @property
    def asking(self) -> Engine:
        """For looking up codes: connections of their own to the ballot database."""
        return self._held("ballot database", self._asking)

    @property
    def keyring(self) -> Keyring:
        return self._held("folder of keys", self._keyring)

    def dispose(self) -> None:
        """Close every connection that is not in use."""
        for engine in (self._people, self._ballot, self._asking):
            if engine is not None:
                engine.dispose()

    def _held(self, name: str, thing: Held | None) -> Held:
        if thing is None:
            doors = ",".join(sorted(self.settings.doors))
            raise NotHeld(f"A process with PULSE_DOORS={doors} does not hold the {name}.")
        return thing


def _turns(ballot: Engine | None) -> AbstractContextManager[object]:
    if ballot is None or ballot.dialect.name != "sqlite" or not ballot.url.database:
        return nullcontext()
    return Turns(Path(ballot.url.database))


def init_app(app: Flask, settings: Settings) -> None:
    app.extensions["pulse"] = Store(settings)
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
    """For casting: a bare connection, to be committed by the view. On SQLite casts take turns."""
    with store().turns, store().ballot.connect() as line:
        yield line


def people_to_read() -> Session:
    """For a POST that changes nothing: takes no write lock, and cannot write."""
    return _session("people_to_read", db.reading(store().people))


def people_to_note() -> AbstractContextManager[Connection]:
    """For the one thing that a GET may write down, or leave out: that a key was used today (``pulse.api``)."""
    return db.impatient(store().people)


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
