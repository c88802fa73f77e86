"""The audit log of what staff did, never of workers: rows are added, and each holds the digest of all before it.

A trigger refuses to change or remove a row. Whoever may drop the trigger can still do it; then the chain no longer fits,
and ``flask audit verify`` and anybody with an export can tell.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import String, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys import canonical, clock
from surveys.db import People

#: What stands before the first entry.
BEGINNING: Final = "0" * 64
_LONGEST: Final = 500
#: PostgreSQL's lock by which entries are written one at a time; the number is ours and means nothing.
_TURN: Final = 7_085_023


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
    #: SHA-256 of this entry and the digest of the one before.
    digest: Mapped[str] = mapped_column(String(64))


@dataclass(frozen=True)
class Line:
    """An entry as it is shown, exported and checked."""

    number: int
    day: date
    actor: str
    act: str
    about: str
    digest: str

    @classmethod
    def of(cls, entry: AuditEntry) -> "Line":
        return cls(entry.id, entry.day, entry.actor, entry.act, entry.about, entry.digest)

    def follows(self, before: str) -> str:
        """The digest that this entry must have after one with the digest ``before``."""
        return canonical.fingerprint(
            {
                "number": self.number,
                "day": self.day.isoformat(),
                "actor": self.actor,
                "act": self.act,
                "about": self.about,
                "before": before,
            }
        )


def record(people: Session, actor: str, act: str, about: str) -> None:
    """Write down an act in the transaction that does it. Until that ends nobody else can write an entry."""
    people.flush()
    if people.get_bind().dialect.name == "postgresql":
        people.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": _TURN})
    last = people.execute(
        select(AuditEntry.id, AuditEntry.digest).order_by(AuditEntry.id.desc()).limit(1)
    ).first()
    number, before = (last.id, last.digest) if last else (0, BEGINNING)
    line = Line(number + 1, clock.today(), actor, act, about[:_LONGEST], "")
    people.add(
        AuditEntry(
            id=line.number,
            day=line.day,
            actor=actor,
            act=act,
            about=line.about,
            digest=line.follows(before),
        )
    )
    people.flush()


def every(people: Session) -> Iterator[Line]:
    """All entries, the first first."""
    for entry in people.scalars(
        select(AuditEntry).order_by(AuditEntry.id).execution_options(yield_per=500)
    ):
        yield Line.of(entry)


@dataclass(frozen=True)
class Checked:
    """How a log stands: its entries, the digest of the last, and what is wrong, in words."""

    entries: int
    head: str
    faults: tuple[str, ...]


def check(lines: Iterable[Line], known: str | None = None) -> Checked:
    """Follow the chain. ``known``: a digest noted earlier, which must be that of one of the entries.

    Entries cut off at the end leave a chain that fits: only a digest that somebody noted shows it.
    """
    faults: list[str] = []
    count, before, met = 0, BEGINNING, known in (None, BEGINNING)
    for line in lines:
        if line.digest != line.follows(before):
            faults.append(
                f"Entry {line.number} was changed, or the one before it is not the one it followed."
            )
        count, before = count + 1, line.digest
        met = met or before == known
    if not met:
        faults.append("No entry has the digest that was noted: entries were removed or replaced.")
    return Checked(count, before, tuple(faults))
