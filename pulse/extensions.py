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
    """The two engines and the folder of keys of this process."""

    people: Engine
    ballot: Engine
    keyring: Keyring


def init_app(app: Flask, settings: Settings) -> None:
    app.extensions["pulse"] = Store(
        people=db.engine(settings.database_url),
        ballot=db.engine(settings.ballot_url),
        keyring=Keyring(settings.keys),
    )
    app.teardown_appcontext(_close)


def store() -> Store:
    return cast("Store", current_app.extensions["pulse"])


def people() -> Session:
    """The session on the people database. On a GET the database itself refuses to write."""
    return _session("people", store().people, reading=_only_reads())


def ballot() -> Session:
    """The session on the ballot database. On a GET the database itself refuses to write."""
    return _session("ballot", store().ballot, reading=_only_reads())


def ballot_to_read() -> Session:
    """For a POST that changes nothing (checking a code, making the check page): takes no write lock."""
    return _session("ballot_to_read", store().ballot, reading=True)


def people_to_read() -> Session:
    """The same on the people database."""
    return _session("people_to_read", store().people, reading=True)


def keyring() -> Keyring:
    return store().keyring


def _only_reads() -> bool:
    return bool(request) and request.method in _SAFE_METHODS


def _session(name: str, engine: Engine, *, reading: bool) -> Session:
    sessions = g.setdefault("sessions", {})
    if name not in sessions:
        bound = db.reading(engine) if reading else engine
        sessions[name] = Session(bound, expire_on_commit=False)
    return cast("Session", sessions[name])


def _close(_: BaseException | None) -> None:
    for session in g.pop("sessions", {}).values():
        session.close()
