"""The sealed box: ballots as they were cast, readable by nobody until the wave's opening.

Keeps docs/promise.md#unlinkable: a row holds the wave, the block and the ciphertext, and its key is the ciphertext's
own digest, so that no counter, time or order is stored.
"""

import secrets
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import cast

from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import CursorResult, LargeBinary, String, func, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys import canonical
from surveys.credentials import key_document, keys
from surveys.credentials.key_document import Invited
from surveys.credentials.keys import BallotWave, BoxState
from surveys.db import Ballot, Line
from surveys.errors import Refusal
from surveys.fieldwork.tree import WaveGroup
from surveys.fieldwork.waves import Wave
from surveys.keyring import Keyring
from surveys.responses import seal
from surveys.responses.opened import Kind, Opened


class SealedBallot(Ballot):
    """One cast ballot. ``digest`` is SHA-256 of ``ciphertext``: the same ballot twice is one row."""

    __tablename__ = "sealed_box"
    __table_args__ = ({"sqlite_with_rowid": False},)

    wave: Mapped[str] = mapped_column(String(20), primary_key=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    block: Mapped[str] = mapped_column(String(60))
    ciphertext: Mapped[bytes] = mapped_column(LargeBinary(8273))


class OtherBox(Refusal):
    """The wave has a box, whose key document promises something else than would be promised now."""

    def __init__(self, wave: str) -> None:
        super().__init__(
            f"Round {wave} has a box already, but for other groups, headcounts or keys: its opening was interrupted, "
            "and the staff list has changed since. Put it back as it was, or stop this round and plan another. "
            "No letter has gone out for it."
        )


# The same words on SQLite and PostgreSQL. A conflict is no error, so no log line repeats a ballot.
_PUT = text(
    "INSERT INTO sealed_box (wave, digest, block, ciphertext) "
    "VALUES (:wave, :digest, :block, :ciphertext) ON CONFLICT DO NOTHING"
)


def set_up(
    ballot: Session,
    keyring: Keyring,
    wave: Wave,
    blocks: Sequence[WaveGroup],
    *,
    invited: Mapping[str, Invited] = MappingProxyType({}),
    public_key: bytes | None = None,
) -> BallotWave:
    """Make the wave's sealing key, key document and empty box; a second call finds the first one's work, or raises
    OtherBox when that would be another document now.

    The key is on disk before the row that promises it. ``blocks``: the blocks of the frozen tree. ``invited``: block
    -> who of it answers by link. ``public_key``: of the keyholders, 65 bytes; then no key that opens a ballot is made
    or kept here, only one under which they hand over what they have opened.
    """
    known = ballot.get(BallotWave, wave.code)
    if known is not None:
        _demand_same(known, wave, blocks, invited, public_key)
        return known
    reading_key = None
    if public_key is None:
        public_key = seal.public_part(_own_key(keyring, seal.key_name(wave.code)))
    else:
        reading_key = seal.public_part(_own_key(keyring, seal.handover_key_name(wave.code)))
    document = key_document.document(wave, blocks, public_key, invited, reading_key=reading_key)
    made = BallotWave(
        wave=wave.code,
        state=BoxState.OPEN,
        salt=secrets.token_bytes(16),
        key_document=canonical.dumps(document),
    )
    ballot.add(made)
    ballot.flush()
    return made


def _demand_same(
    known: BallotWave,
    wave: Wave,
    blocks: Sequence[WaveGroup],
    invited: Mapping[str, Invited],
    public_key: bytes | None,
) -> None:
    its = known.keys
    wanted = key_document.document(
        wave, blocks, public_key or its.sealing_key, invited, reading_key=its.reading_key
    )
    if canonical.dumps(wanted) != known.key_document:
        raise OtherBox(wave.code)


def close(ballot: Session, wave: str) -> None:
    """Take no more ballots. Waits for casts that are under way. Raises NoSuchBox."""
    held = keys.hold(ballot, wave)
    if held.is_open:
        held.state = BoxState.CLOSED
        ballot.flush()


def count(ballot: Session, wave: str) -> int:
    """How many ballots were cast, before and after the opening. For the whole wave only, never for a block."""
    blob = (Opened.wave == wave, Opened.kind == Kind.ANSWERS)
    opened = ballot.scalar(select(Opened.rows).where(*blob))
    if opened is not None:
        return opened + (keys.find(ballot, wave).unreadable or 0)
    return ballot.scalar(select(func.count()).where(SealedBallot.wave == wave)) or 0


def put(ballot: Line, wave: str, *, digest: bytes, block: str, ciphertext: bytes) -> bool:
    """Put a ballot in; False when this very ballot is in the box already."""
    row = {"wave": wave, "digest": digest, "block": block, "ciphertext": ciphertext}
    return cast("CursorResult[tuple[()]]", ballot.execute(_PUT, row)).rowcount == 1


def holds(ballot: Line, wave: str, digest: bytes) -> bool:
    # Asks for the digest alone: the role that casts may not read a ballot (docs/samples/postgresql-grants.sql).
    row = (SealedBallot.wave == wave, SealedBallot.digest == digest)
    return ballot.scalar(select(SealedBallot.digest).where(*row)) is not None


def _own_key(keyring: Keyring, name: str) -> ec.EllipticCurvePrivateKey:
    """The key a killed call left behind, or a new one. A half-written one was promised to nobody."""
    if keyring.holds(name):
        try:
            return seal.load_key(keyring.read(name))
        except ValueError:
            keyring.shred(name)
    keyring.write(name, seal.new_key())
    return seal.load_key(keyring.read(name))
