"""Staff accounts: who may log in, in what role, for which part of the organisation. Workers have none."""

import secrets
from datetime import date, datetime
from typing import ClassVar, Final, cast

from flask_security import (
    RoleMixin,
    UserMixin,
    current_user,
    hash_password,
    verify_and_update_password,
)
from sqlalchemy import ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from pulse.access import lockout
from pulse.access.permissions import VOUCHED_FOR, Role
from surveys import clock
from surveys.db import People, one_of
from surveys.errors import Missing, Refusal

#: Characters of a password that are looked at; no real one is longer, and hashing has a limit.
LONGEST = 1_000
#: An account whose owner has set no password yet. It is no hash, so nothing fits it.
NO_PASSWORD: Final = ""
COMMAND_LINE: Final = "command line"


class AccountExists(Refusal):
    """There is an account with that e-mail address."""


class NoSuchAccount(Missing):
    """No account has that number or address."""


class StaffAccount(People, UserMixin):
    """A member of staff. No address of a machine and no time of a log-in is kept."""

    __tablename__ = "staff_account"
    __table_args__ = (Index("uq_staff_account_subject", "issuer", "subject", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    password: Mapped[str] = mapped_column(String(200))
    role: Mapped[Role] = mapped_column(one_of(Role))
    #: The reporting group whose comments this person reads; the whole organisation when empty.
    scope_code: Mapped[str | None] = mapped_column(ForeignKey("reporting_group.code"))
    active: Mapped[bool] = mapped_column(default=True)
    #: Flask-Security's name for the account in a cookie; `staff_session` decides whether the cookie counts.
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    #: Wrong passwords and codes since the last log-in, and the day of the last of them.
    failures: Mapped[int] = mapped_column(default=0)
    failed_on: Mapped[date | None]
    #: Until when no password is tried. It lies ahead, for minutes, and goes with the next log-in.
    rests_until: Mapped[datetime | None]
    logged_in_on: Mapped[date | None]
    #: When the office closed it. One that is not active and was not closed has lost its group in single sign-on.
    closed_on: Mapped[date | None]
    #: The second factor's secret, sealed (``pulse.access.factor``).
    factor: Mapped[str | None] = mapped_column(String(300))
    #: A mark of the last code that was used, by which its second use is refused; it tells no time.
    used_code: Mapped[str | None] = mapped_column(String(64))
    #: Who this is to the provider of single sign-on.
    issuer: Mapped[str | None] = mapped_column(String(300))
    subject: Mapped[str | None] = mapped_column(String(255))
    #: Who said that the right person holds this account; until then it reads no comment and turns no key. An e-mail address, as in the audit log.
    vouched_by: Mapped[str | None] = mapped_column(String(254))

    #: Flask-Security asks for these; Pulse's own permissions look at ``role``.
    roles: ClassVar[list[RoleMixin]] = []  # type: ignore[misc]  # there an instance's, here nobody's

    @property
    def waits(self) -> bool:
        """Whether a comment reader has yet to say who holds this account."""
        return self.role in VOUCHED_FOR and self.vouched_by is None

    @property
    def by_single_sign_on(self) -> bool:
        return self.subject is not None

    def close(self) -> None:
        """Nobody logs in to it any more, and its keys for programs end."""
        self.active, self.closed_on = False, clock.today()

    def reopen(self) -> None:
        self.active, self.closed_on = True, None


class StaffRole(RoleMixin):
    """A stand-in for the role table that Flask-Security expects and Pulse does not need."""


def create(
    people: Session,
    *,
    email: str,
    name: str,
    role: Role,
    password: str,
    scope: str | None = None,
) -> StaffAccount:
    """Add an account that works at once: whoever runs the server vouches for it. Raises AccountExists."""
    made = prepare(people, email=email, name=name, role=role, scope=scope)
    made.password, made.vouched_by = hash_password(password), COMMAND_LINE
    people.flush()
    return made


def prepare(
    people: Session, *, email: str, name: str, role: Role, scope: str | None = None
) -> StaffAccount:
    """Add an account without a password, that nobody vouches for yet. Raises AccountExists."""
    if find(people, email) is not None:
        raise AccountExists("There is an account with that e-mail address already.")
    account = StaffAccount(
        email=email.strip().lower(),
        name=name,
        role=role,
        password=NO_PASSWORD,
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


def named(people: Session, email: str) -> StaffAccount:
    """The same. Raises NoSuchAccount."""
    found = find(people, email)
    if found is None:
        raise NoSuchAccount("There is no account with that e-mail address.")
    return found


def numbered(people: Session, number: int) -> StaffAccount:
    """Raises NoSuchAccount."""
    found = people.get(StaffAccount, number) if number < 2**31 else None
    if found is None:
        raise NoSuchAccount("There is no such account.")
    return found


def every(people: Session) -> tuple[StaffAccount, ...]:
    """All accounts, by name."""
    return tuple(people.scalars(select(StaffAccount).order_by(StaffAccount.name, StaffAccount.id)))


def link(people: Session, person: StaffAccount, issuer: str, subject: str) -> None:
    """Let an account log in by single sign-on from now on, and by no password."""
    person.issuer, person.subject, person.password = issuer, subject, NO_PASSWORD
    people.flush()


def is_right(people: Session, person: StaffAccount | None, password: str) -> bool:
    """Whether this password opens this account now; one hash is made in every case. The caller commits the count.

    A right password does not wipe the count of wrong ones: a second factor may still be guessed at (``lockout.wipe``).
    """
    if person is not None:
        people.refresh(person, with_for_update=True)  # two tries at once are two tries
    if (
        person is None
        or not person.active
        or person.password == NO_PASSWORD
        or lockout.rests(person)
    ):
        hash_password(password[:LONGEST])  # as slow as a real check
        return False
    fits = verify_and_update_password(password[:LONGEST], person) and len(password) <= LONGEST
    if not fits:
        lockout.count(person)
    return bool(fits)


def logged_in() -> StaffAccount:
    """The member of staff who asks; only inside a view that ``requires`` a role."""
    return cast("StaffAccount", current_user)
