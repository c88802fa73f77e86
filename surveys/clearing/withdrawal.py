"""Withdrawal: a comment reader's request that a published comment be withdrawn, and what came of it.

A request holds where the comment stands, never its words. ``surveys.clearing.withdraw`` has the steps.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy import CheckConstraint, Index, String, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys import clock
from surveys.comments.readers import Reader
from surveys.db import People, one_of
from surveys.errors import Missing
from surveys.governance.side import Side
from surveys.releases import withdrawn
from surveys.releases.withdrawn import Reason

#: Days after which a request that the other side has not agreed to is one no longer.
LASTS: Final = 14


class Fate(StrEnum):
    """How a request stands."""

    ASKED = "asked"
    AGREED = "agreed"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"
    EXPIRED = "expired"


class NoSuchRequest(Missing):
    """There is none of that number."""


class Withdrawal(People):
    """One request. ``release`` and ``position`` say where its comment stands."""

    __tablename__ = "withdrawal"
    __table_args__ = (
        CheckConstraint(
            "(fate = 'agreed') = (union_by IS NOT NULL AND employer_by IS NOT NULL)",
            name="both_sides_agree",
        ),
        CheckConstraint("union_by <> employer_by", name="two_readers"),
        Index(
            "uq_withdrawal_of_one_comment",
            "release",
            "position",
            unique=True,
            sqlite_where=text("fate IN ('asked', 'agreed')"),
            postgresql_where=text("fate IN ('asked', 'agreed')"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    wave: Mapped[str] = mapped_column(String(20), index=True)
    release: Mapped[int]
    position: Mapped[int]
    #: whom its author let read it: a reader of the other side may agree without reading it
    reader: Mapped[Reader] = mapped_column(one_of(Reader))
    reason: Mapped[Reason] = mapped_column(one_of(Reason))
    fate: Mapped[Fate] = mapped_column(one_of(Fate), default=Fate.ASKED)
    #: E-mail addresses of accounts, for staff alone: who wants it on each side, who asked first, who refused or took it back.
    union_by: Mapped[str | None] = mapped_column(String(254))
    employer_by: Mapped[str | None] = mapped_column(String(254))
    asked_by: Mapped[str] = mapped_column(String(254))
    asked_on: Mapped[date]
    ended_by: Mapped[str | None] = mapped_column(String(254))
    ended_on: Mapped[date | None]

    @property
    def last_day(self) -> date:
        """The last day on which it can be agreed to."""
        return self.asked_on + timedelta(days=LASTS)

    @property
    def stands(self) -> Fate:
        """How it stands today."""
        over = self.fate is Fate.ASKED and clock.today() > self.last_day
        return Fate.EXPIRED if over else self.fate

    @property
    def is_open(self) -> bool:
        return self.stands is Fate.ASKED

    @property
    def asked_side(self) -> Side:
        return Side.UNION if self.asked_by == self.union_by else Side.EMPLOYER

    @property
    def place(self) -> tuple[int, int]:
        return self.release, self.position


def find(people: Session, number: int) -> Withdrawal:
    """One request. Raises NoSuchRequest."""
    row = people.get(Withdrawal, number, populate_existing=True) if number < 2**31 else None
    if row is None:
        raise NoSuchRequest("There is no such request.")
    return row


def every(people: Session) -> tuple[Withdrawal, ...]:
    """All of them, the latest first."""
    return tuple(people.scalars(select(Withdrawal).order_by(Withdrawal.id.desc())))


def waiting(people: Session) -> tuple[Withdrawal, ...]:
    """Those that the other side can agree to today, the earliest first."""
    asked = select(Withdrawal).where(Withdrawal.fate == Fate.ASKED).order_by(Withdrawal.id)
    return tuple(row for row in people.scalars(asked) if row.is_open)


def to_publish(people: Session) -> tuple[Withdrawal, ...]:
    """Those that are agreed and not published yet, in the order of their places."""
    agreed = select(Withdrawal).where(Withdrawal.fate == Fate.AGREED)
    rows = people.scalars(agreed.order_by(Withdrawal.release, Withdrawal.position)).all()
    gone = withdrawn.places(people) if rows else frozenset()
    return tuple(row for row in rows if row.place not in gone)


def waves_to_publish(people: Session) -> Sequence[str]:
    """Waves of which something agreed is to be published."""
    return sorted({row.wave for row in to_publish(people)})
