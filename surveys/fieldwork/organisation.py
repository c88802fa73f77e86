"""The organisation that asks: its name, the help it shows to workers, and whether all of this is made up."""

from dataclasses import dataclass

from sqlalchemy import JSON, inspect, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys.db import People

#: Shown above every comment box until the office sets its own.
DEFAULT_CONTACTS = (
    {"name": "Emergency", "phone": "999"},
    {"name": "NHS 111, mental health option", "phone": "111"},
    {"name": "Samaritans", "phone": "116 123"},
)


@dataclass(frozen=True)
class Contact:
    """Somewhere to turn."""

    name: str
    phone: str


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
        return tuple(Contact(each["name"], each["phone"]) for each in self.contacts_listed)


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
