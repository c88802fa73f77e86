"""Welsh names: what a council itself names, and what its workers read: the organisation, its groups, who helps.

A name that has no Welsh stands there in English, marked as such; but nobody can sign off the Welsh while one is missing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys.fieldwork import organisation
from surveys.fieldwork.groups import ReportingGroup
from surveys.speech import WELSH

LONGEST: Final = 200


@dataclass(frozen=True)
class Name:
    """One name. ``key``: "organisation", "group <code>" or "contact <phone>"."""

    key: str
    english: str
    welsh: str


def every(people: Session) -> tuple[Name, ...]:
    """The organisation, who helps, then the groups that are there today, in the order of the office's file."""
    return (*_organisation(people), *_groups(people))


def missing(people: Session) -> tuple[Name, ...]:
    """Those without Welsh."""
    return tuple(name for name in every(people) if not name.welsh)


def give(people: Session, given: Mapping[str, str]) -> int:
    """Put in the Welsh of the names with these keys; blank ones and unknown ones are left as they are. How many."""
    wanted = {key: " ".join(text.split())[:LONGEST] for key, text in given.items()}
    done = 0
    for name in every(people):
        text = wanted.get(name.key)
        if text and text != name.welsh:
            _put(people, name.key, text)
            done += 1
    people.flush()
    return done


def _organisation(people: Session) -> Iterator[Name]:
    own = organisation.the(people)
    if own is None:
        return
    yield Name("organisation", own.names["en"], own.names.get(WELSH, ""))
    for contact in own.contacts:
        yield Name(f"contact {contact.phone}", contact.name, contact.welsh)


def _groups(people: Session) -> Iterator[Name]:
    wanted = select(ReportingGroup).where(ReportingGroup.active.is_(True))
    for group in people.scalars(wanted.order_by(ReportingGroup.position)):
        yield Name(f"group {group.code}", group.names["en"], group.names.get(WELSH, ""))


def _put(people: Session, key: str, text: str) -> None:
    kind, _, code = key.partition(" ")
    own = organisation.the(people)
    if kind == "group":
        group = people.get_one(ReportingGroup, code)
        group.names = {**group.names, WELSH: text}
    elif own is not None and kind == "contact":
        own.contacts_listed = [
            {**each, WELSH: text} if each["phone"] == code else each for each in own.contacts_listed
        ]
    elif own is not None:
        own.names = {**own.names, WELSH: text}
