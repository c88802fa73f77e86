"""The opening: after a wave has closed its box is opened once, and what joined answers to ballots is destroyed.

Keeps docs/promise.md#unlinkable: answers and comments are separated, each shuffled with the operating system's random
generator, and written under another key in the transaction that deletes the box. The private key goes after that (``sweep``).

It knows no instrument on purpose: an answer that a round does not offer is left out where answers are read, which can
be done again; a ballot dropped here is gone.
"""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import Row, delete, func, select
from sqlalchemy.orm import Session

from surveys.canonical import Json
from surveys.credentials import keys
from surveys.credentials.keys import BallotWave, BoxState
from surveys.credentials.slips import Slip
from surveys.credentials.spend import Spent
from surveys.errors import Refusal
from surveys.keyring import Keyring
from surveys.responses import opened, packing, seal
from surveys.responses.box import SealedBallot
from surveys.responses.opened import Kind, Opened

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Opening:
    """What was found. ``cast == opened + unreadable``; ``comments`` counts comments, not people."""

    cast: int
    opened: int
    unreadable: int
    comments: int


class StillOpen(Refusal):
    """The wave takes answers: its box stays shut."""


class WrongKey(Refusal):
    """The private key does not fit the box. Nothing was destroyed."""


def open_box(
    ballot: Session, keyring: Keyring, wave: str, *, progress: Progress | None = None
) -> Opening:
    """Open a closed wave's box; a second call says what the first one found.

    The caller commits, then calls ``sweep.sweep``. Killed anywhere before the commit nothing has happened but a reading
    key nobody has used; killed after it the sweep remains, and it can be repeated. ``progress`` is told (done, all).
    Raises NoSuchBox, StillOpen, KeyGone, WrongKey.
    """
    held = keys.hold(ballot, wave)
    if held.is_open:
        raise StillOpen(f"Round {wave} takes answers until it closes. Open its box after that.")
    if held.state == BoxState.OPENED:
        return _found(ballot, held)
    private_key = _fitting_key(keyring, held)
    answers, comments, unreadable = _read(ballot, wave, private_key, progress or _silent)
    if unreadable and not answers:
        raise WrongKey(
            f"Not one of the {unreadable} ballots of round {wave} can be read, so nothing was "
            "destroyed. Restore the ballot database, or stop the round."
        )
    reading_key = _reading_key(keyring, wave)
    for kind, rows in ((Kind.ANSWERS, answers), (Kind.COMMENTS, comments)):
        secrets.SystemRandom().shuffle(rows)
        ballot.add(opened.encrypt(reading_key, wave, kind, rows))
    for table in (SealedBallot, Slip, Spent):
        ballot.execute(delete(table).where(table.wave == wave))
    held.state, held.unreadable = BoxState.OPENED, unreadable
    ballot.flush()
    return Opening(len(answers) + unreadable, len(answers), unreadable, len(comments))


def _silent(done: int, of: int) -> None:
    pass


def _found(ballot: Session, wave: BallotWave) -> Opening:
    counted = select(Opened.kind, Opened.rows).where(Opened.wave == wave.wave)
    rows = {row.kind: row.rows for row in ballot.execute(counted)}
    answers, unreadable = rows[Kind.ANSWERS], wave.unreadable or 0
    return Opening(answers + unreadable, answers, unreadable, rows[Kind.COMMENTS])


def _fitting_key(keyring: Keyring, wave: BallotWave) -> ec.EllipticCurvePrivateKey:
    private_key = seal.load_key(keyring.read(seal.key_name(wave.wave)))
    if seal.public_part(private_key) != wave.keys.sealing_key:
        raise WrongKey(
            f"The private key of round {wave.wave} on this machine is not the one its ballots "
            "were sealed to. Check that the folder of keys and the database belong together."
        )
    return private_key


def _read(
    ballot: Session, wave: str, private_key: ec.EllipticCurvePrivateKey, progress: Progress
) -> tuple[list[Json], list[Json], int]:
    """Answers, comments and how many ballots were neither. One ballot at a time is in memory sealed."""
    answers: list[Json] = []
    comments: list[Json] = []
    unreadable = 0
    total = ballot.scalar(select(func.count()).where(SealedBallot.wave == wave)) or 0
    for done, row in enumerate(_ballots(ballot, wave), start=1):
        try:
            contents = packing.unpack(seal.unseal(private_key, wave, row.block, row.ciphertext))
        except packing.Unreadable:
            unreadable += 1
        else:
            answers.append([row.block, contents.answers])
            comments += [[row.block, c.item, c.text, c.reader] for c in contents.comments]
        progress(done, total)
    return answers, comments, unreadable


def _ballots(ballot: Session, wave: str) -> Iterator[Row[str, bytes]]:
    chosen = select(SealedBallot.block, SealedBallot.ciphertext).where(SealedBallot.wave == wave)
    yield from ballot.execute(chosen.execution_options(yield_per=200))


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
