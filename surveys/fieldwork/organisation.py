"""The organisation that asks: its name, the help it shows to workers, and whether all of this is made up."""

import re
from dataclasses import dataclass
from typing import Final

from sqlalchemy import JSON, inspect, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys.db import People
from surveys.errors import Refusal
from surveys.speech import WELSH, in_words

#: Shown above every comment box until the office sets its own.
DEFAULT_CONTACTS = (
    {"name": "Emergency", "phone": "999", "cy": "Argyfwng"},
    {"name": "NHS 111, mental health option", "phone": "111", "cy": "GIG 111, dewis iechyd meddwl"},
    {"name": "Samaritans", "phone": "116 123", "cy": "Samariaid"},
)


#: What a telephone can dial.
_PHONE: Final = re.compile(r"\+?[0-9][0-9 ]{1,23}")
#: More contacts than this nobody reads above a comment box.
MOST_CONTACTS: Final = 8
LONGEST_NAME: Final = 80
MOST_DAYS: Final = 90


class BadContact(Refusal):
    """It cannot be shown to workers."""


class LongerReply(Refusal):
    """Workers were told that directors reply sooner."""


@dataclass(frozen=True)
class Contact:
    """Somewhere to turn. ``welsh``: its name in Welsh, if it has one."""

    name: str
    phone: str
    welsh: str = ""

    @property
    def shown(self) -> str:
        """Its name in the language spoken now."""
        return in_words({"en": self.name, WELSH: self.welsh})


class Organisation(People):
    """The one row about the organisation."""

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    names: Mapped[dict[str, str]]
    contacts_listed: Mapped[list[dict[str, str]]] = mapped_column(JSON)
    #: A made-up council: every page says so, and the clock may be set.
    demonstration: Mapped[bool] = mapped_column(default=False)
    #: Days within which directors promise to reply to what a round says.
    reply_days: Mapped[int] = mapped_column(default=30)

    @property
    def contacts(self) -> tuple[Contact, ...]:
        return tuple(
            Contact(each["name"], each["phone"], each.get(WELSH, ""))
            for each in self.contacts_listed
        )


def the(people: Session) -> Organisation | None:
    """The organisation, or None before anybody has set it up."""
    return people.get(Organisation, 1)


def is_real(people: Session) -> bool:
    """Is a survey here that is not made up? May be asked of a database without tables, or with older ones."""
    if not inspect(people.connection()).has_table(Organisation.__tablename__):
        return False
    return people.scalar(select(Organisation.demonstration).where(Organisation.id == 1)) is False


def name(people: Session, names: dict[str, str], *, demonstration: bool = False) -> Organisation:
    """Set up the organisation, or rename it."""
    row = the(people)
    if row is None:
        row = Organisation(
            id=1,
            names=names,
            contacts_listed=list(DEFAULT_CONTACTS),
            demonstration=demonstration,
        )
        people.add(row)
    row.names = names
    people.flush()
    return row


def reply_within(people: Session, days: int, *, opened: bool) -> None:
    """Directors reply within so many days of a release, 1 to MOST_DAYS. ``opened``: whether workers of any round were told.

    Raises LongerReply: what was promised to workers is not stretched afterwards.
    """
    row = _there(people)
    if opened and days > row.reply_days:
        raise LongerReply(
            f"Workers have been told {row.reply_days} days. This can be made shorter, never longer"
        )
    row.reply_days = days
    people.flush()


def add_contact(people: Session, contact: Contact) -> None:
    """Show another place to turn, after those there are. Raises BadContact."""
    row = _there(people)
    if not _PHONE.fullmatch(contact.phone):
        raise BadContact("Enter a telephone number in digits and spaces, such as 0808 157 0192")
    if any(_digits(each.phone) == _digits(contact.phone) for each in row.contacts):
        raise BadContact("This number is shown already")
    if len(row.contacts) >= MOST_CONTACTS:
        raise BadContact(f"At most {MOST_CONTACTS} contacts are shown. Remove one first")
    row.contacts_listed = [*row.contacts_listed, {"name": contact.name, "phone": contact.phone}]
    people.flush()


def remove_contact(people: Session, phone: str) -> None:
    """Show this number no more; one that is gone already stays gone. Raises BadContact for the last one."""
    row = _there(people)
    left = [each for each in row.contacts_listed if each["phone"] != phone]
    if not left:
        raise BadContact("Keep at least one contact: workers must find help beside every comment")
    row.contacts_listed = left
    people.flush()


def _digits(phone: str) -> str:
    return phone.replace(" ", "")


def _there(people: Session) -> Organisation:
    row = the(people)
    if row is None:
        raise Refusal("Give the organisation a name first")
    return row
