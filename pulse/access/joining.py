"""Joining links: a member of staff sets a password by a link, once, within a week. Only its digest is kept."""

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

#: Days for which a link works.
DAYS: Final = 7


class NoSuchLink(Missing):
    """The link was used, is over, was replaced, or never was: all get the same answer."""

    def __init__(self) -> None:
        super().__init__(
            "This link does not work. It may have been used, or be more than a week old. Ask the survey office for a new one."
        )


class Joining(People):
    """The one link of an account that works."""

    __tablename__ = "staff_joining"

    account_id: Mapped[int] = mapped_column(ForeignKey("staff_account.id"), primary_key=True)
    #: SHA-256: 256 random bits need no salt and no slow hash
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    #: The last day on which it works.
    expires_on: Mapped[date]


def make(people: Session, person: StaffAccount) -> str:
    """A new secret for this account, which nobody can read again; any older one is over."""
    secret = secrets.token_urlsafe(32)
    revoke(people, person)
    people.add(
        Joining(
            account_id=person.id,
            digest=_digest(secret),
            expires_on=clock.today() + timedelta(days=DAYS),
        )
    )
    people.flush()
    return secret


def find(people: Session, secret: str) -> StaffAccount:
    """Whose link this is. Raises NoSuchLink."""
    found = people.scalar(
        select(StaffAccount)
        .join(Joining, Joining.account_id == StaffAccount.id)
        .where(
            Joining.digest == _digest(secret),
            Joining.expires_on >= clock.today(),
            StaffAccount.active,
        )
    )
    if found is None:
        raise NoSuchLink
    return found


def use(people: Session, secret: str) -> StaffAccount:
    """Whose it is; from now on it does not work. Of two at once one gets NoSuchLink."""
    person = find(people, secret)
    used = people.execute(
        delete(Joining).where(Joining.digest == _digest(secret)).returning(Joining.account_id)
    ).all()
    if not used:
        raise NoSuchLink
    return person


def revoke(people: Session, person: StaffAccount) -> None:
    people.execute(delete(Joining).where(Joining.account_id == person.id))


def until(people: Session, person: StaffAccount) -> date | None:
    """The last day of the link that waits to be used, if there is one."""
    return people.scalar(
        select(Joining.expires_on).where(
            Joining.account_id == person.id, Joining.expires_on >= clock.today()
        )
    )


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
