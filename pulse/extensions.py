"""What a request borrows: a session on each database, and the keyring."""

from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app, g, request
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from pulse.config import Settings
from surveys import db
from surveys.keyring import Keyring

_SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True)
class Store:
    """The two databases and the folder of keys of this process."""

    people: Engine
    ballot: Engine
    #: for looking up codes: connections of their own to the ballot database
    asking: Engine
    keyring: Keyring

    def dispose(self) -> None:
        """Close every connection that is not in use."""
        for engine in (self.people, self.ballot, self.asking):
            engine.dispose()


def init_app(app: Flask, settings: Settings) -> None:
    app.extensions["pulse"] = Store(
        people=db.engine(settings.database_url),
        ballot=db.engine(settings.ballot_url),
        asking=db.asking(settings.ballot_url),
        keyring=Keyring(settings.keys),
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
    """For looking up a code on a page that changes nothing: each question by itself, without a transaction."""
    return _session("ballot_to_read", store().asking)


def people_to_read() -> Session:
    """For a POST that changes nothing: takes no write lock, and cannot write."""
    return _session("people_to_read", db.reading(store().people))


def keyring() -> Keyring:
    return store().keyring


def _only_reads() -> bool:
    return bool(request) and request.method in _SAFE_METHODS


def _session(name: str, engine: Engine) -> Session:
    sessions = g.setdefault("sessions", {})
    if name not in sessions:
        sessions[name] = Session(engine, expire_on_commit=False)
    return cast("Session", sessions[name])


def _close(_: BaseException | None) -> None:
    for session in g.pop("sessions", {}).values():
        session.close()
