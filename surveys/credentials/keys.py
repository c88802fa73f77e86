"""Keys: the wave as the ballot database knows it, with its key document, and whether its box takes answers."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sqlalchemy import LargeBinary, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys.credentials.key_document import KeyDocument, read
from surveys.db import Ballot
from surveys.errors import Missing


class NoSuchBox(Missing):
    """The ballot database knows no wave of that code: it has not opened yet."""


class BoxState(StrEnum):
    """Where the box stands, in the ballot database's own words."""

    OPEN = "open"
    CLOSED = "closed"
    OPENED = "opened"


class BallotWave(Ballot):
    """The ballot database's own copy of what it needs to know of a wave. No key crosses to the other database."""

    __tablename__ = "ballot_wave"

    wave: Mapped[str] = mapped_column(String(20), primary_key=True)
    state: Mapped[BoxState] = mapped_column(String(10))
    #: Salt of the slips' digests.
    salt: Mapped[bytes] = mapped_column(LargeBinary(16))
    #: How many ballots of this wave could not be read; None before its opening.
    unreadable: Mapped[int | None]
    #: Canonical JSON, byte for byte as published.
    key_document: Mapped[bytes] = mapped_column(LargeBinary)

    @property
    def keys(self) -> KeyDocument:
        return read(self.key_document)

    @property
    def is_open(self) -> bool:
        """Whether an answer is taken."""
        return self.state == BoxState.OPEN


@dataclass(frozen=True)
class Unopened:
    """What it takes to look a code up in a wave. The salt tells the wave from another of the same code."""

    wave: str
    salt: bytes
    #: Whether an answer is taken.
    is_open: bool


# Written once: every page of an answer asks this. No key document: it is long, and read once by a process.
_TABLE: Final = BallotWave.__table__.c
_UNOPENED: Final = (
    select(_TABLE.wave, _TABLE.salt, _TABLE.state == BoxState.OPEN)
    .where(_TABLE.state != BoxState.OPENED)
    .order_by(_TABLE.state != BoxState.OPEN, _TABLE.wave)
)


def find(ballot: Session, wave: str) -> BallotWave:
    """The wave as the ballot database knows it. Raises NoSuchBox."""
    found = ballot.get(BallotWave, wave)
    if found is None:
        raise NoSuchBox(f"Round {wave} has no box yet: it has not opened.")
    return found


def published(ballot: Session, half: str) -> bytes | None:
    """The key document of an unopened wave whose SHA-256 begins with these 32 hexadecimal digits, as published."""
    documents = ballot.scalars(select(_TABLE.key_document).where(_TABLE.state != BoxState.OPENED))
    return next((d for d in documents if hashlib.sha256(d).hexdigest()[:32] == half), None)


def documents(ballot: Session) -> tuple[bytes, ...]:
    """The key document of every wave that has opened, those that opened last first, as published."""
    found = ballot.scalars(select(_TABLE.key_document))
    return tuple(sorted(found, key=lambda content: read(content).opens_on, reverse=True))


def hold(ballot: Session, wave: str) -> BallotWave:
    """The wave, locked until this transaction ends: no cast goes on meanwhile. Raises NoSuchBox."""
    chosen = select(BallotWave).where(BallotWave.wave == wave)
    locked = chosen.with_for_update().execution_options(populate_existing=True)
    return ballot.scalar(locked) or find(ballot, wave)


def unopened(ballot: Session) -> tuple[Unopened, ...]:
    """The waves whose box has not been opened, those that take answers first."""
    return tuple(Unopened(*row) for row in ballot.execute(_UNOPENED))


def open_now(ballot: Session) -> BallotWave | None:
    """The wave that takes answers, if any."""
    return next((find(ballot, wave.wave) for wave in unopened(ballot) if wave.is_open), None)
