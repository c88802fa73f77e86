"""The second factor: codes of an authenticator app (RFC 6238), and recovery codes for who has lost it.

The secret is sealed under a key made from PULSE_SECRET_KEY, which is in no database: a copy of the database makes no codes.
"""

import base64
import hashlib
import hmac
import secrets
from datetime import UTC
from typing import Final

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from flask import current_app
from sqlalchemy import ForeignKey, String, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from pulse.access import lockout, moment
from pulse.access.account import StaffAccount
from surveys.db import People

#: What every authenticator app takes: six digits, half a minute, SHA-1 (which HMAC keeps safe).
DIGITS: Final = 6
STEP: Final = 30
#: Steps by which a phone's clock may be wrong.
WINDOW: Final = 1
_SECRET_BYTES: Final = 20
#: Recovery codes are made together; each is 80 random bits and works once.
CODES: Final = 10
_CODE_BYTES: Final = 10


class Recovery(People):
    """A recovery code that was not used yet: its digest alone."""

    __tablename__ = "staff_recovery"

    #: SHA-256 of the account's number and the code
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("staff_account.id"), index=True)


def new_secret() -> str:
    """A secret that nobody holds yet, in base32, as one types it into an app."""
    return base64.b32encode(secrets.token_bytes(_SECRET_BYTES)).decode()


def address(secret: str, email: str, organisation: str) -> str:
    """What the QR code says (otpauth://…)."""
    return _codes(secret).get_provisioning_uri(email, f"Pulse {organisation}".replace(":", " "))


def fits(secret: str, typed: str) -> bool:
    """Whether this is a code of this moment; for a secret that is being set up."""
    return _step_of(secret, typed) is not None


def set_up(
    people: Session, person: StaffAccount, secret: str, typed: str
) -> tuple[str, ...] | None:
    """Keep the secret if the code fits, and give new recovery codes. The code that was typed is used up."""
    step = _step_of(secret, typed)
    if step is None:
        return None
    person.factor, person.used_code = _box().encrypt(secret.encode()).decode(), _mark(secret, step)
    return renew_recovery(people, person)


def remove(people: Session, person: StaffAccount) -> None:
    """No second factor any more, and no recovery code."""
    person.factor = person.used_code = None
    people.execute(delete(Recovery).where(Recovery.account_id == person.id))


def is_right(people: Session, person: StaffAccount, typed: str) -> str | None:
    """ "code" or "recovery code" if what was typed is one that was not used; it is used now. The caller commits.

    Counts a wrong one, and refuses all while the account rests, as with passwords.
    """
    people.refresh(person, with_for_update=True)
    if lockout.rests(person) or person.factor is None:
        return None
    kind = "code" if _use_code(person, typed) else None
    if kind is None and _use_recovery(people, person, typed):
        kind = "recovery code"
    if kind is None:
        lockout.count(person)
    return kind


def renew_recovery(people: Session, person: StaffAccount) -> tuple[str, ...]:
    """Ten new recovery codes, shown this once; older ones are over."""
    people.execute(delete(Recovery).where(Recovery.account_id == person.id))
    codes = tuple(_new_code() for _ in range(CODES))
    people.add_all(Recovery(digest=_digest(person, code), account_id=person.id) for code in codes)
    people.flush()
    return codes


def left(people: Session, person: StaffAccount) -> int:
    """How many recovery codes were not used."""
    own = select(func.count()).where(Recovery.account_id == person.id)
    return people.scalar(own) or 0


def _use_code(person: StaffAccount, typed: str) -> bool:
    """A code counts once, and no older one counts after it (RFC 6238, 5.2)."""
    secret = _opened(person)
    step = None if secret is None else _step_of(secret, typed)
    if secret is None or step is None:
        return False
    later = range(step, step + 2 * WINDOW + 1)
    if person.used_code in {_mark(secret, each) for each in later}:
        return False
    person.used_code = _mark(secret, step)
    return True


def _use_recovery(people: Session, person: StaffAccount, typed: str) -> bool:
    own = delete(Recovery).where(Recovery.digest == _digest(person, typed))
    return bool(people.execute(own.returning(Recovery.digest)).all())


def _step_of(secret: str, typed: str) -> int | None:
    """The half minute, counted since 1970, whose code this is."""
    digits = "".join(typed.split())
    if len(digits) != DIGITS or not (digits.isascii() and digits.isdigit()):
        return None
    here = int(moment.now().replace(tzinfo=UTC).timestamp()) // STEP
    codes = _codes(secret)
    found = None
    for step in range(here - WINDOW, here + WINDOW + 1):  # all, whichever fits
        if hmac.compare_digest(codes.generate(step * STEP), digits.encode()):
            found = step
    return found


def _codes(secret: str) -> TOTP:
    return TOTP(base64.b32decode(secret), DIGITS, SHA1(), STEP)  # noqa: S303 - what RFC 6238 and every app ask for


def _mark(secret: str, step: int) -> str:
    """Tells one step from another to whoever holds the secret, and no time to anybody else."""
    return hmac.new(secret.encode(), step.to_bytes(8, "big"), hashlib.sha256).hexdigest()


def _new_code() -> str:
    plain = base64.b32encode(secrets.token_bytes(_CODE_BYTES)).decode().lower()
    return "-".join(plain[start : start + 4] for start in range(0, len(plain), 4))


def _digest(person: StaffAccount, code: str) -> str:
    """Case, spaces and hyphens do not matter."""
    plain = "".join(sign for sign in code.lower() if sign.isascii() and sign.isalnum())
    return hashlib.sha256(f"{person.id} {plain}".encode()).hexdigest()


def _opened(person: StaffAccount) -> str | None:
    """None where PULSE_SECRET_KEY is another than it was: the office resets the factor then."""
    try:
        return _box().decrypt((person.factor or "").encode()).decode()
    except InvalidToken:
        return None


def _box() -> Fernet:
    key = HKDF(SHA256(), 32, salt=None, info=b"pulse/second-factor/1")
    held = str(current_app.config["SECRET_KEY"]).encode()
    return Fernet(base64.urlsafe_b64encode(key.derive(held)))
