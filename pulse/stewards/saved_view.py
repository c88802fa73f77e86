"""Saved view: a selection of comments that a reader gave a name. It holds filters, never a comment or a number.

What it shows is looked up each time among what its owner may read then. Another reader's view is answered as one that
was never there.
"""

import unicodedata

from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from pulse.stewards.selection import Selection
from surveys.db import People
from surveys.errors import Missing, Refusal
from surveys.exports.package import sayable

#: How many one reader keeps.
MOST = 30
#: Characters of a name.
LONGEST = 80


class NoSuchView(Missing):
    """There is none of that number, or it is another reader's."""


class NotSaved(Refusal):
    """A view that cannot be kept like this."""


class SavedView(People):
    """One named selection of one reader."""

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("account_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("staff_account.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(LONGEST))
    #: ``Selection.given``
    filters: Mapped[dict[str, str]]

    @property
    def selection(self) -> Selection:
        return Selection.asked(self.filters)


def of(people: Session, account: int) -> tuple[SavedView, ...]:
    """A reader's views, by name."""
    own = people.scalars(select(SavedView).where(SavedView.account_id == account))
    return tuple(sorted(own, key=lambda view: (view.name.casefold(), view.id)))


def find(people: Session, account: int, number: int) -> SavedView:
    """One of a reader's own. Raises NoSuchView."""
    for view in of(people, account):
        if view.id == number:
            return view
    raise NoSuchView("You have no saved view of that number.")


def save(people: Session, account: int, name: str, selection: Selection) -> SavedView:
    """Keep a selection under a name. Raises NotSaved."""
    if not selection.given:
        raise NotSaved("Choose something first: a view of all comments needs no name")
    own = of(people, account)
    if len(own) >= MOST:
        raise NotSaved(f"You have {MOST} views, which is the most. Delete one first")
    view = SavedView(account_id=account, name=_free(name, own), filters=selection.given)
    people.add(view)
    _written(people)
    return view


def rename(people: Session, account: int, number: int, name: str) -> SavedView:
    """Give a view another name. Raises NoSuchView, NotSaved."""
    view = find(people, account, number)
    view.name = _free(name, [one for one in of(people, account) if one is not view])
    _written(people)
    return view


def delete(people: Session, account: int, number: int) -> str:
    """Delete a view; its name comes back. Raises NoSuchView."""
    view = find(people, account, number)
    people.delete(view)
    people.flush()
    return view.name


def _free(typed: str, others: list[SavedView] | tuple[SavedView, ...]) -> str:
    """The name on one line, without signs that nobody sees, if nothing else is called so. Raises NotSaved."""
    spaced = " ".join(typed.split())
    seen = "".join(sign for sign in spaced if unicodedata.category(sign) not in ("Cc", "Cf"))
    name = " ".join(sayable(seen).split())
    if not any(unicodedata.category(sign)[0] in "LNPS" for sign in name):
        raise NotSaved("Enter a name")
    if len(name) > LONGEST:
        raise NotSaved(f"A name has at most {LONGEST} characters; this one has {len(name)}")
    if name.casefold() in {one.name.casefold() for one in others}:
        raise NotSaved("You have a view of that name already. Choose another name")
    return name


def _written(people: Session) -> None:
    try:
        people.flush()
    except IntegrityError:  # the same name, sent twice at once
        people.rollback()
        raise NotSaved("You have a view of that name already. Choose another name") from None
