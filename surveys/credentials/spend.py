"""Spending: a right to answer is used once. Spent rights and box rows name each other nowhere."""

from typing import cast

from sqlalchemy import CursorResult, LargeBinary, String, delete, text
from sqlalchemy.orm import Mapped, mapped_column

from surveys.db import Ballot, Line


class Spent(Ballot):
    """A right that has been used."""

    __tablename__ = "sealed_spent"
    __table_args__ = ({"sqlite_with_rowid": False},)

    wave: Mapped[str] = mapped_column(String(20), primary_key=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)


# The same words on SQLite and PostgreSQL. A conflict is no error, so no log line repeats a value.
_SPEND = text(
    "INSERT INTO sealed_spent (wave, digest) VALUES (:wave, :digest) ON CONFLICT DO NOTHING"
)

_IS_SPENT = text("SELECT 1 FROM sealed_spent WHERE wave = :wave AND digest = :digest")


def spend(ballot: Line, wave: str, digest: bytes) -> bool:
    """Use the right; False when it has been used. Of two at once, one waits for the other and loses."""
    done = ballot.execute(_SPEND, {"wave": wave, "digest": digest})
    return cast("CursorResult[tuple[()]]", done).rowcount == 1


def give_back(ballot: Line, wave: str, digest: bytes) -> None:
    """Undo a spend of this same transaction."""
    ballot.execute(delete(Spent).where(Spent.wave == wave, Spent.digest == digest))


def is_spent(ballot: Line, wave: str, digest: bytes) -> bool:
    return bool(ballot.scalar(_IS_SPENT, {"wave": wave, "digest": digest}))
