"""Parting: what was opened is written as two shuffled blobs, and the box that joined answers to ballots is deleted.

Keeps docs/promise.md#unlinkable: both happen in one transaction, whoever opened the box (``opening``, ``taking``).
"""

import secrets
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from surveys.canonical import Json
from surveys.credentials import keys
from surveys.credentials.keys import BallotWave, BoxState
from surveys.credentials.slips import Slip
from surveys.credentials.spend import Spent
from surveys.errors import Refusal
from surveys.keyring import Keyring
from surveys.responses import opened
from surveys.responses.box import SealedBallot
from surveys.responses.opened import Kind, Opened
from surveys.responses.result_file import SealedResult


@dataclass(frozen=True)
class Opening:
    """What was found. ``cast == opened + unreadable``; ``comments`` counts comments, not people."""

    cast: int
    opened: int
    unreadable: int
    comments: int


@dataclass(frozen=True)
class Contents:
    """What was in a box. Rows are those of ``opened.Kind``."""

    answers: list[Json]
    comments: list[Json]
    unreadable: int


class StillOpen(Refusal):
    """The wave takes answers: its box stays shut."""


class WrongKey(Refusal):
    """The private key does not fit the box. Nothing was destroyed."""


def closed(ballot: Session, wave: str) -> BallotWave:
    """The wave, held, once it takes no more answers. Raises NoSuchBox, StillOpen."""
    held = keys.hold(ballot, wave)
    if held.is_open:
        raise StillOpen(f"Round {wave} takes answers until it closes. Open its box after that.")
    return held


def found(ballot: Session, wave: BallotWave) -> Opening:
    """What the opening of an opened wave found."""
    counted = select(Opened.kind, Opened.rows).where(Opened.wave == wave.wave)
    rows = {row.kind: row.rows for row in ballot.execute(counted)}
    answers, unreadable = rows[Kind.ANSWERS], wave.unreadable or 0
    return Opening(answers + unreadable, answers, unreadable, rows[Kind.COMMENTS])


def part(ballot: Session, keyring: Keyring, held: BallotWave, contents: Contents) -> Opening:
    """Write the blobs, delete box, slips and spends. The caller commits, then sweeps. Raises WrongKey."""
    answers, unreadable = contents.answers, contents.unreadable
    if unreadable and not answers:
        raise WrongKey(
            f"Not one of the {unreadable} ballots of round {held.wave} can be read, so nothing was "
            "destroyed. Restore the ballot database, or stop the round."
        )
    reading_key = _reading_key(keyring, held.wave)
    for kind, rows in ((Kind.ANSWERS, answers), (Kind.COMMENTS, contents.comments)):
        secrets.SystemRandom().shuffle(rows)
        ballot.add(opened.encrypt(reading_key, held.wave, kind, rows))
    for table in (SealedBallot, Slip, Spent, SealedResult):
        ballot.execute(delete(table).where(table.wave == held.wave))
    held.state, held.unreadable = BoxState.OPENED, unreadable
    ballot.flush()
    return Opening(len(answers) + unreadable, len(answers), unreadable, len(contents.comments))


def _reading_key(keyring: Keyring, wave: str) -> bytes:
    """The key a killed opening left behind, or a new one. Nothing is under it yet, so a broken one is replaced."""
    name = opened.key_name(wave)
    if keyring.holds(name):
        left = keyring.read(name)
        if len(left) == opened.KEY_BYTES:
            return left
        keyring.shred(name)
    keyring.write(name, secrets.token_bytes(opened.KEY_BYTES))
    return keyring.read(name)
