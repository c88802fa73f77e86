"""Spending: a right to answer is used once. Spent rights and box rows name each other nowhere."""

from typing import cast

from sqlalchemy import CursorResult, LargeBinary, String, delete, text
from sqlalchemy.orm import Mapped, mapped_column

from surveys.credentials.right import Right
from surveys.db import Ballot, Line


class Spent(Ballot):
    """A right that has been used."""

    __tablename__ = "sealed_spent"
    __table_args__ = ({"sqlite_with_rowid": False},)

    wave: Mapped[str] = mapped_column(String(20), primary_key=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    #: Of a credential: the block whose key signed it, its token and its signature, for the audit. A slip has none.
    block: Mapped[str | None] = mapped_column(String(60))
    proof: Mapped[bytes | None] = mapped_column(LargeBinary(448))


# The same words on SQLite and PostgreSQL. A conflict is no error, so no log line repeats a value.
_SPEND = text(
    "INSERT INTO sealed_spent (wave, digest, block, proof) "
    "VALUES (:wave, :digest, :block, :proof) ON CONFLICT DO NOTHING"
)

_IS_SPENT = text("SELECT 1 FROM sealed_spent WHERE wave = :wave AND digest = :digest")


def spend(ballot: Line, right: Right) -> bool:
    """Use the right; False when it has been used. Of two at once, one waits for the other and loses."""
    row = {
        "wave": right.wave.wave,
        "digest": right.digest,
        "block": right.block if right.proof else None,
        "proof": right.proof,
    }
    done = ballot.execute(_SPEND, row)
    return cast("CursorResult[tuple[()]]", done).rowcount == 1


def give_back(ballot: Line, right: Right) -> None:
    """Undo a spend of this same transaction."""
    ballot.execute(delete(Spent).where(Spent.wave == right.wave.wave, Spent.digest == right.digest))


def is_spent(ballot: Line, wave: str, digest: bytes) -> bool:
    return bool(ballot.scalar(_IS_SPENT, {"wave": wave, "digest": digest}))
