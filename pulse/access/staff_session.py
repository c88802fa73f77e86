"""Sessions that are open: one row a log-in, with a day and a kind of device; no address and no time of day.

A cookie counts for as long as its row is there, so an ended session is over in every process at the next request. How
long it may be idle, and last, is measured by moments that the signed cookie itself holds (``pulse.access.session``).
"""

import hashlib
import secrets
from datetime import date, timedelta
from typing import Final

from sqlalchemy import ForeignKey, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from pulse.access.account import StaffAccount
from surveys import clock
from surveys.db import People
from surveys.errors import Missing

#: Parts of a browser's own name, looked for in this order, and what we call it.
_BROWSERS: Final = (
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrom", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS: Final = (
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac", "a Mac"),
    ("Linux", "Linux"),
)
#: Days after which the longest session is over (``session.LONGEST``), so that its row can go.
_KEPT: Final = 2


class NoSuchSession(Missing):
    """This person has no session of that number. Somebody else's gets the same answer."""


class StaffSession(People):
    """A log-in of one person on one device."""

    __tablename__ = "staff_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("staff_account.id"), index=True)
    #: SHA-256 of what the cookie holds
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    #: "Firefox on Windows": as much as tells somebody's own devices apart
    device: Mapped[str] = mapped_column(String(80))
    by_single_sign_on: Mapped[bool]
    started_on: Mapped[date]


def begin(people: Session, person: StaffAccount, browser: str, *, by_single_sign_on: bool) -> str:
    """A new session; returns what its cookie holds. Rows of sessions that are long over go."""
    token = secrets.token_urlsafe(32)
    over = clock.today() - timedelta(days=_KEPT)
    people.execute(delete(StaffSession).where(StaffSession.started_on < over))
    people.add(
        StaffSession(
            account_id=person.id,
            digest=_digest(token),
            device=device_of(browser),
            by_single_sign_on=by_single_sign_on,
            started_on=clock.today(),
        )
    )
    people.flush()
    return token


def find(people: Session, token: str) -> tuple[StaffSession, StaffAccount] | None:
    """The session of that cookie and whose it is, if it is not over and the account is open."""
    found = people.execute(
        select(StaffSession, StaffAccount)
        .join(StaffAccount, StaffAccount.id == StaffSession.account_id)
        .where(StaffSession.digest == _digest(token), StaffAccount.active)
    ).first()
    return None if found is None else (found[0], found[1])


def of(people: Session, person: StaffAccount) -> tuple[StaffSession, ...]:
    """Somebody's sessions, the newest first."""
    own = select(StaffSession).where(StaffSession.account_id == person.id)
    return tuple(people.scalars(own.order_by(StaffSession.id.desc())))


def end(people: Session, person: StaffAccount, number: int) -> StaffSession:
    """End one of this person's sessions. Raises NoSuchSession."""
    found = people.get(StaffSession, number) if number < 2**31 else None
    if found is None or found.account_id != person.id:
        raise NoSuchSession("You have no such session. It may be over already.")
    people.delete(found)
    people.flush()
    return found


def end_all(people: Session, person: StaffAccount, *, but: str | None = None) -> int:
    """End every session of this person, or every one but that whose cookie holds ``but``; returns how many."""
    own = delete(StaffSession).where(StaffSession.account_id == person.id)
    if but is not None:
        own = own.where(StaffSession.digest != _digest(but))
    return len(people.execute(own.returning(StaffSession.id)).all())


def end_everybodys(people: Session) -> int:
    """End every session there is; returns how many."""
    return len(people.execute(delete(StaffSession).returning(StaffSession.id)).all())


def is_this(found: StaffSession, token: str) -> bool:
    return found.digest == _digest(token)


def device_of(browser: str) -> str:
    """A coarse name for a browser's long one, which is kept nowhere."""
    name = next((ours for part, ours in _BROWSERS if part in browser), "A browser")
    system = next((ours for part, ours in _SYSTEMS if part in browser), None)
    return f"{name} on {system}" if system else name


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
