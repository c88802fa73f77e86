"""The box file: everything that was cast in a wave, sealed, for its keyholders to open offline (custody level 2).

A line of canonical JSON each: the head with the key document, the ballots in the order of their digests, and the SHA-256
of all lines above. The same box gives the same bytes, so that a result can name the box it is of.
"""

import base64
import hashlib
from collections.abc import Iterator
from typing import Final

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from surveys import canonical
from surveys.credentials import keys
from surveys.credentials.keys import BallotWave, BoxState
from surveys.errors import Refusal
from surveys.responses import box
from surveys.responses.box import SealedBallot

FORMAT: Final = "pulse-box/1"


class NotForKeyholders(Refusal):
    """There is no box to be given out."""


def lines(ballot: Session, wave: str) -> Iterator[bytes]:
    """The file, line by line. Raises NoSuchBox, NotForKeyholders before the first."""
    held = _given_out(ballot, wave)
    digest = hashlib.sha256()
    for line in _lines(ballot, held):
        digest.update(line)
        yield line
    yield _line({"sha256": digest.hexdigest()})


def digest(ballot: Session, wave: str) -> str:
    """SHA-256 of the file, by which a result names its box. Raises NoSuchBox, NotForKeyholders."""
    digest = hashlib.sha256()
    for line in lines(ballot, wave):
        digest.update(line)
    return digest.hexdigest()


def name(wave: str) -> str:
    """What the file is called."""
    return f"pulse-box-{wave}.txt"


def _given_out(ballot: Session, wave: str) -> BallotWave:
    held = keys.find(ballot, wave)
    if held.keys.reading_key is None:
        raise NotForKeyholders(
            f"The key of round {wave} is on the server, which opens the box itself."
        )
    if held.is_open:
        raise NotForKeyholders(
            f"Round {wave} takes answers until it closes. Give its box out after that."
        )
    if held.state == BoxState.OPENED:
        raise NotForKeyholders(f"The box of round {wave} has been opened already.")
    return held


def _lines(ballot: Session, held: BallotWave) -> Iterator[bytes]:
    yield _line(
        {
            "format": FORMAT,
            "wave": held.wave,
            "cast": box.count(ballot, held.wave),
            "key_document": held.key_document.decode(),
        }
    )
    for row in _ballots(ballot, held.wave):
        sealed = base64.urlsafe_b64encode(row.ciphertext).rstrip(b"=").decode()
        yield _line({"block": row.block, "ciphertext": sealed, "digest": row.digest.hex()})


def _ballots(ballot: Session, wave: str) -> Iterator[Row[str, bytes, bytes]]:
    chosen = (
        select(SealedBallot.block, SealedBallot.ciphertext, SealedBallot.digest)
        .where(SealedBallot.wave == wave)
        .order_by(SealedBallot.digest)
    )
    yield from ballot.execute(chosen.execution_options(yield_per=200))


def _line(document: canonical.Json) -> bytes:
    return canonical.dumps(document) + b"\n"
