"""The audit log of what staff did, never of workers. Rows are added and never changed (a trigger refuses it)."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys import clock
from surveys.db import People


class AuditEntry(People):
    """One act of one member of staff, on a day."""

    __tablename__ = "audit_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date]
    #: The e-mail address of the account, or "command line", or "job".
    actor: Mapped[str] = mapped_column(String(254))
    #: A verb of the domain: "wave planned", "slips printed", "comment cleared".
    act: Mapped[str] = mapped_column(String(60))
    #: What it was done to, in words; never an answer, a code or a comment.
    about: Mapped[str] = mapped_column(String(500))


def record(people: Session, actor: str, act: str, about: str) -> None:
    """Write down an act in the transaction that does it."""
    people.add(AuditEntry(day=clock.today(), actor=actor, act=act, about=about))
