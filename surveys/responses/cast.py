"""Casting: one right to answer is spent and one sealed ballot is in the box, together or not at all.

Keeps docs/promise.md#one-response. Nothing of the right is written beside the ballot.
"""

import hashlib
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys.credentials import slips, spend
from surveys.credentials.keys import BallotWave, BoxState
from surveys.credentials.slips import RoundOver, UnknownCode, UsedCode
from surveys.errors import Refusal
from surveys.responses import box
from surveys.responses.seal import SEALED

# FOR SHARE on PostgreSQL: casts do not wait for each other, and closing waits for them. SQLite holds its write lock.
_TAKING = (
    select(BallotWave.wave, BallotWave.salt)
    .where(BallotWave.state == BoxState.OPEN)
    .with_for_update(read=True)
)
_CLOSED = select(BallotWave.wave, BallotWave.salt).where(BallotWave.state == BoxState.CLOSED)


@dataclass(frozen=True)
class Acknowledged:
    """The ballot is in the box once the caller has committed."""

    wave: str
    #: SHA-256 of the ciphertext.
    digest: bytes
    #: True when it was there before: the acknowledgement of the first sending was lost.
    again: bool = False


class BadBallot(Refusal):
    """Not a sealed ballot: something on the way changed it."""


class CopiedBallot(Refusal):
    """A ballot that somebody else has cast, sent with another code. The code is not spent."""


def cast(ballot: Session, code: str, ciphertext: bytes) -> Acknowledged:
    """Spend the code and put the ballot in the box. The caller commits, then acknowledges.

    The same code with the same ballot is acknowledged again. Raises UnknownCode, UsedCode, RoundOver, BadBallot,
    CopiedBallot; then nothing has changed.
    """
    if len(ciphertext) != SEALED or ciphertext[0] != 4:  # 4: an uncompressed point follows
        raise BadBallot("Your answers did not arrive whole. Send them again.")
    typed = slips.normalise(code)
    digest = hashlib.sha256(ciphertext).digest()
    for wave in ballot.connection().execute(_TAKING).all():
        right = slips.digest_of(wave.salt, typed)
        block = slips.block_of(ballot, wave.wave, right)
        if block is None:
            continue
        if not spend.spend(ballot, wave.wave, right):
            return _again(ballot, wave.wave, digest)
        if not box.put(ballot, wave.wave, digest=digest, block=block, ciphertext=ciphertext):
            spend.give_back(ballot, wave.wave, right)
            raise CopiedBallot("These answers have been sent with another code. Start again.")
        return Acknowledged(wave.wave, digest)
    return _too_late(ballot, typed, digest)


def _again(ballot: Session, wave: str, digest: bytes) -> Acknowledged:
    if not box.holds(ballot, wave, digest):
        raise UsedCode
    return Acknowledged(wave, digest, again=True)


def _too_late(ballot: Session, typed: str, digest: bytes) -> Acknowledged:
    """After the close a ballot that is in the box is still acknowledged: it counts."""
    for wave in ballot.execute(_CLOSED).all():
        right = slips.digest_of(wave.salt, typed)
        if slips.block_of(ballot, wave.wave, right) is None:
            continue
        if spend.is_spent(ballot, wave.wave, right) and box.holds(ballot, wave.wave, digest):
            return Acknowledged(wave.wave, digest, again=True)
        raise RoundOver
    raise UnknownCode
