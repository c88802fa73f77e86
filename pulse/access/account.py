"""Staff accounts: who may log in, in what role, for which part of the organisation. Workers have none."""

import secrets
from datetime import date
from typing import ClassVar, cast

from flask_security import (
    RoleMixin,
    UserMixin,
    current_user,
    hash_password,
    verify_and_update_password,
)
from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from pulse.access.permissions import Role
from surveys import clock
from surveys.db import People, one_of
from surveys.errors import Refusal

#: Wrong passwords in a day after which an account rests until the next one.
PATIENCE = 10

#: Characters of a password that are looked at; no real one is longer, and hashing has a limit.
LONGEST = 1_000


class AccountExists(Refusal):
    """There is an account with that e-mail address."""


class StaffAccount(People, UserMixin):
    """A member of staff. No address of a machine and no time of a log-in is kept."""

    __tablename__ = "staff_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    password: Mapped[str] = mapped_column(String(200))
    role: Mapped[Role] = mapped_column(one_of(Role))
    #: The reporting group whose comments this person reads; the whole organisation when empty.
    scope_code: Mapped[str | None] = mapped_column(ForeignKey("reporting_group.code"))
    active: Mapped[bool] = mapped_column(default=True)
    #: What the session cookie names; a new one logs the account out everywhere.
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    failures: Mapped[int] = mapped_column(default=0)
    failed_on: Mapped[date | None]

    #: Flask-Security asks for these; Pulse's own permissions look at ``role``.
    roles: ClassVar[list[RoleMixin]] = []  # type: ignore[misc]  # there an instance's, here nobody's

    @property
    def resting(self) -> bool:
        """Too many wrong passwords today."""
        return self.failed_on == clock.today() and self.failures >= PATIENCE

    def miss(self) -> None:
        """Count a wrong password."""
        self.failures = self.failures + 1 if self.failed_on == clock.today() else 1
        self.failed_on = clock.today()

    def hit(self) -> None:
        """A right password wipes the count."""
        self.failures, self.failed_on = 0, None


class StaffRole(RoleMixin):
    """A stand-in for the role table that Flask-Security expects and Pulse does not need."""


def create(
    people: Session, *, email: str, name: str, role: Role, password: str, scope: str | None = None
) -> StaffAccount:
    """Add an account. Raises AccountExists."""
    if find(people, email) is not None:
        raise AccountExists("There is an account with that e-mail address already.")
    account = StaffAccount(
        email=email.strip().lower(),
        name=name,
        role=role,
        password=hash_password(password),
        scope_code=scope,
        active=True,
        failures=0,
        fs_uniquifier=secrets.token_hex(16),
    )
    people.add(account)
    people.flush()
    return account


def find(people: Session, email: str) -> StaffAccount | None:
    """The account of that e-mail address, however it is written."""
    return people.scalar(select(StaffAccount).where(StaffAccount.email == email.strip().lower()))


def is_right(person: StaffAccount | None, password: str) -> bool:
    """Whether this password opens this account now; one hash is made in every case. The caller commits the count."""
    if person is None or not person.active or person.resting:
        hash_password(password[:LONGEST])  # as slow as a real check
        return False
    fits = verify_and_update_password(password[:LONGEST], person) and len(password) <= LONGEST
    if fits:
        person.hit()
    else:
        person.miss()
    return bool(fits)


def logged_in() -> StaffAccount:
    """The member of staff who asks; only inside a view that ``requires`` a role."""
    return cast("StaffAccount", current_user)
