"""Branding: the organisation's colour and logo, on every page and on the papers' cover. Letters stay plain text."""

import hashlib
from typing import Final

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys.db import People
from surveys.errors import Refusal
from surveys.fieldwork import colour as colours
from surveys.fieldwork import picture

LONGEST_ALT: Final = 120


class BadColour(Refusal):
    """It cannot be used. ``instead``: one that can, if any is near."""

    def __init__(self, message: str, instead: str | None = None) -> None:
        super().__init__(message)
        self.instead = instead


class Branding(People):
    """The one row; without it pages wear Pulse's own colour."""

    __tablename__ = "branding"

    id: Mapped[int] = mapped_column(primary_key=True)
    #: "#0f4c5c"
    colour: Mapped[str | None] = mapped_column(String(7))
    #: Read where it is handed out alone.
    logo: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    logo_type: Mapped[str | None] = mapped_column(String(20))
    #: SHA-256, its address.
    logo_digest: Mapped[str | None] = mapped_column(String(64))
    #: What somebody hears who does not see it.
    logo_alt: Mapped[str | None] = mapped_column(String(LONGEST_ALT))


def of(people: Session) -> Branding | None:
    """The row, or None before anything was chosen."""
    return people.get(Branding, 1)


def paint(people: Session, typed: str) -> Branding:
    """Use this colour; empty: Pulse's own again. Raises BadColour."""
    row = _row(people)
    if not typed.strip():
        row.colour = None
    else:
        found = colours.read(typed)
        if found is None:
            raise BadColour("Enter a colour as a number sign and six signs, such as #0f4c5c")
        if not colours.is_readable(found):
            instead = colours.written(colours.nearest(found))
            raise BadColour(
                f"White letters cannot be read on this colour. The nearest on which they can is {instead}",
                instead,
            )
        row.colour = colours.written(found)
    people.flush()
    return row


def put_logo(people: Session, content: bytes, alt: str) -> Branding:
    """Show this logo. Raises BadPicture."""
    kept, row = picture.clean(content), _row(people)
    row.logo, row.logo_type = kept.content, kept.media_type
    row.logo_digest = hashlib.sha256(kept.content).hexdigest()
    row.logo_alt = " ".join(alt.split())[:LONGEST_ALT]
    people.flush()
    return row


def take_logo_away(people: Session) -> None:
    """Show none; where there is none already nothing happens."""
    row = _row(people)
    row.logo = row.logo_type = row.logo_digest = row.logo_alt = None
    people.flush()


def _row(people: Session) -> Branding:
    row = of(people)
    if row is None:
        row = Branding(id=1)
        people.add(row)
    return row
