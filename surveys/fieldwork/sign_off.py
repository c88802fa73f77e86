"""Sign-off: a named person has read every text in another language and stands for it. Until then workers are offered none.

What is signed is a fingerprint of all of it, so that a text changed afterwards is signed by nobody.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys import clock
from surveys.db import People
from surveys.errors import Refusal

LONGEST: Final = 120


class NotComplete(Refusal):
    """A text or a name is missing: there is nothing whole to sign."""


class NobodyNamed(Refusal):
    """A sign-off needs a person."""


class SignOffRow(People):
    """One sign-off, or its withdrawal. Rows are only ever added."""

    __tablename__ = "language_sign_off"

    id: Mapped[int] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(String(8), index=True)
    #: SHA-256 of all texts, hexadecimal; empty where the language was switched off again
    fingerprint: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(LONGEST))
    role: Mapped[str] = mapped_column(String(LONGEST))
    signed_on: Mapped[date]


@dataclass(frozen=True)
class SignOff:
    """Who stands for the texts with this fingerprint, and since when."""

    fingerprint: str
    name: str
    role: str
    signed_on: date


def standing(people: Session, language: str) -> SignOff | None:
    """The newest sign-off of a language; None when there is none, or it was withdrawn."""
    newest = people.scalars(
        select(SignOffRow)
        .where(SignOffRow.language == language)
        .order_by(SignOffRow.id.desc())
        .limit(1)
    ).first()
    if newest is None or not newest.fingerprint:
        return None
    return SignOff(newest.fingerprint, newest.name, newest.role, newest.signed_on)


def sign(
    people: Session, language: str, *, fingerprint: str, name: str, role: str, missing: int
) -> None:
    """A person stands for every text. ``missing``: texts and names without a translation. Raises NotComplete, NobodyNamed."""
    if missing:
        raise NotComplete("Texts are missing. Nobody can sign off what is not there.")
    said, what = (" ".join(words.split()) for words in (name, role))
    if not said or not what or max(len(said), len(what)) > LONGEST:
        raise NobodyNamed(f"Enter a name and a role, each of {LONGEST} characters at most.")
    _add(people, language, fingerprint, said, what)


def withdraw(people: Session, language: str) -> None:
    """Offer the language no more."""
    _add(people, language, "", "", "")


def _add(people: Session, language: str, fingerprint: str, name: str, role: str) -> None:
    people.add(
        SignOffRow(
            language=language,
            fingerprint=fingerprint,
            name=name,
            role=role,
            signed_on=clock.today(),
        )
    )
    people.flush()
