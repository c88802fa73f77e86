"""Credentials: what a personal link turns into in its owner's browser, signed blind, so that nobody knows whose it is.

Keeps docs/promise.md#unlinkable. A credential is a token the browser made and the signature of its block's key
(RFC 9474, RSABSSA-SHA384-PSS-Randomized); whoever signed it has never seen it.
"""

import hashlib
from dataclasses import dataclass
from typing import Final

from sqlalchemy import LargeBinary, bindparam, exists, select
from sqlalchemy.sql import Executable

from surveys.credentials import blind, key_document, spend
from surveys.credentials.key_document import KeyDocument
from surveys.credentials.keys import BallotWave, BoxState, Unopened
from surveys.credentials.right import Right
from surveys.db import Line
from surveys.errors import Refusal
from surveys.speech import say

#: Bytes of a prepared token (RFC 9474, 4.1: 32 of randomness, then 32 of token), and of a signature.
PREPARED: Final = 64
SIGNATURE: Final = 384


@dataclass(frozen=True)
class Credential:
    """A token with its signature, and what it claims: a wave and a block."""

    wave: str
    block: str
    prepared: bytes
    signature: bytes

    @property
    def digest(self) -> bytes:
        """What is spent: SHA-256 of the token."""
        return hashlib.sha256(self.prepared).digest()


class BadCredential(Refusal):
    """Not a credential of this wave and block: changed on the way, or of another round or group."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "Your link gave no right to answer in this group and round. "
                "Open the link in your newest message, or use a paper slip."
            )
        )


_WAVE, _SPENT = (table.__table__.c for table in (BallotWave, spend.Spent))
_DIGEST = bindparam("digest", type_=LargeBinary(32))
_LOOK_UP = select(
    _WAVE.salt,
    (_WAVE.state == BoxState.OPEN).label("is_open"),
    exists().where(_SPENT.wave == _WAVE.wave, _SPENT.digest == _DIGEST).label("is_spent"),
).where(_WAVE.wave == bindparam("wave"))
# As in slips: casts do not wait for each other, closing waits for them, and what is over is not held.
_HOLD = _LOOK_UP.where(_WAVE.state == BoxState.OPEN).with_for_update(
    read=True, of=BallotWave.__table__
)
_CLOSED = _LOOK_UP.where(_WAVE.state == BoxState.CLOSED)
_DOCUMENT = select(_WAVE.key_document).where(_WAVE.wave == bindparam("wave"))

#: (wave, its salt) -> key document. A process remembers few: one wave is open at a time.
_documents: dict[tuple[str, bytes], KeyDocument] = {}
_MOST: Final = 8


def hold(ballot: Line, credential: Credential) -> Right:
    """The right behind a credential, used or not, or of a round that is over. Raises BadCredential.

    A round that takes answers does so until this transaction ends.
    """
    row = _row(ballot, credential, _HOLD) or _row(ballot, credential, _CLOSED)
    if row is None:
        raise BadCredential
    wave, is_spent = row
    _verify(_document(ballot, wave), credential)
    proof = credential.prepared + credential.signature
    return Right(wave, credential.block, credential.digest, is_spent, proof)


def _row(
    ballot: Line, credential: Credential, statement: Executable
) -> tuple[Unopened, bool] | None:
    asked = {"wave": credential.wave, "digest": credential.digest}
    row = ballot.execute(statement, asked).first()
    return (Unopened(credential.wave, row.salt, row.is_open), row.is_spent) if row else None


def _document(ballot: Line, wave: Unopened) -> KeyDocument:
    name = (wave.wave, wave.salt)
    if name not in _documents:
        if len(_documents) >= _MOST:
            _documents.clear()
        _documents[name] = key_document.read(
            ballot.execute(_DOCUMENT, {"wave": wave.wave}).scalar_one()
        )
    return _documents[name]


def _verify(document: KeyDocument, credential: Credential) -> None:
    try:
        modulus = document.block(credential.block).credential_key
    except KeyError:
        raise BadCredential from None
    if modulus is None or not blind.verify(modulus, credential.prepared, credential.signature):
        raise BadCredential
