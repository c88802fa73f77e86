"""API key: how a program of a member of staff reads figures. Its digest is kept, never the key; of its use the day alone."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import ForeignKey, String, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from pulse.access.account import StaffAccount
from surveys import clock
from surveys.db import Line, People
from surveys.errors import Missing, Refusal

#: What every key begins with, so that a program that looks for lost secrets knows one.
MARK: Final = "pulse_"
_BYTES: Final = 32
#: A key is MARK and 43 letters, digits, - and _.
LENGTH: Final = len(MARK) + 43

#: Days for which a key may be made.
LIVES: Final = (30, 90, 365)
#: Keys in use that one person may have.
MOST: Final = 20


class NoSuchKey(Missing):
    """This person has no key of that number. Somebody else's gets the same answer."""


class TooManyKeys(Refusal):
    """One person has as many keys in use as anybody needs."""


class ApiKey(People):
    """A key of one person, perhaps for a part of the organisation alone."""

    __tablename__ = "api_key"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("staff_account.id"), index=True)
    #: what it is for, in its owner's words
    name: Mapped[str] = mapped_column(String(80))
    #: SHA-256 of the key: 256 random bits need no salt and no slow hash
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    #: A group of a release's tree, with all below it; the whole organisation when empty.
    scope_code: Mapped[str | None] = mapped_column(String(60))
    #: the group's name when the key was made
    scope_name: Mapped[str | None] = mapped_column(String(300))
    made_on: Mapped[date]
    #: The last day on which it works.
    expires_on: Mapped[date]
    used_on: Mapped[date | None]
    revoked_on: Mapped[date | None]

    @property
    def live(self) -> bool:
        """Works today, as far as the key itself is concerned."""
        return self.revoked_on is None and clock.today() <= self.expires_on


@dataclass(frozen=True)
class Wanted:
    """What somebody wants a key for. ``scope``: code and name of a group, or none for the whole."""

    name: str
    days: int
    scope: tuple[str, str] | None = None


def make(people: Session, owner: StaffAccount, wanted: Wanted) -> tuple[ApiKey, str]:
    """A new key and its secret, which nobody can read again. Raises TooManyKeys."""
    if sum(key.live for key in of(people, owner)) >= MOST:
        raise TooManyKeys(f"You have {MOST} keys in use. Revoke one that you no longer need.")
    secret = MARK + secrets.token_urlsafe(_BYTES)
    code, name = wanted.scope or (None, None)
    key = ApiKey(
        account_id=owner.id,
        name=wanted.name,
        digest=_digest(secret),
        scope_code=code,
        scope_name=name,
        made_on=clock.today(),
        expires_on=clock.today() + timedelta(days=wanted.days),
    )
    people.add(key)
    people.flush()
    return key, secret


def of(people: Session, owner: StaffAccount) -> tuple[ApiKey, ...]:
    """Somebody's keys, the newest first."""
    own = select(ApiKey).where(ApiKey.account_id == owner.id).order_by(ApiKey.id.desc())
    return tuple(people.scalars(own))


def revoke(people: Session, owner: StaffAccount, number: int) -> ApiKey:
    """End a key of this person, for good; again does nothing more. Raises NoSuchKey."""
    key = people.get(ApiKey, number) if number <= _LARGEST else None
    if key is None or key.account_id != owner.id:
        raise NoSuchKey("You have no such key.")
    key.revoked_on = key.revoked_on or clock.today()
    people.flush()
    return key


def revoke_all(people: Session) -> int:
    """Revoke everybody's keys that still work; returns how many."""
    living = update(ApiKey).where(ApiKey.revoked_on.is_(None)).values(revoked_on=clock.today())
    return len(people.execute(living.returning(ApiKey.id)).all())


def find(people: Session, secret: str) -> tuple[ApiKey, StaffAccount] | None:
    """A key that works today and whose it is."""
    found = people.execute(
        select(ApiKey, StaffAccount)
        .join(StaffAccount, StaffAccount.id == ApiKey.account_id)
        .where(ApiKey.digest == _digest(secret))
    ).first()
    if found is None:
        return None
    key, owner = found
    return (key, owner) if key.live else None


def note_use(people: Line, key: ApiKey) -> None:
    """Write down that a key was used today: one row, once a day."""
    today = clock.today()
    people.execute(
        update(ApiKey)
        .where(ApiKey.id == key.id, or_(ApiKey.used_on.is_(None), ApiKey.used_on < today))
        .values(used_on=today)
    )


#: What the column holds; a larger number is nobody's key.
_LARGEST: Final = 2**31 - 1


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
