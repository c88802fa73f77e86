"""Withdrawing a published comment: one comment reader asks, one of the other side agrees or refuses.

Keeps docs/promise.md#comments: one reader, or one side, takes nothing from the others. Each step is one conditional UPDATE,
so two readers at once lose nothing. Publishing what is agreed is ``surveys.disclosure.withdraw``.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from surveys import clock
from surveys.clearing.withdrawal import LASTS, Fate, Withdrawal, find
from surveys.comments.readers import Reader
from surveys.errors import Missing, Refusal
from surveys.governance.side import Side
from surveys.releases import shelf
from surveys.releases.document import Comment
from surveys.releases.withdrawn import Reason

#: Whose readers clear comments: nobody else asks or agrees.
SIDES: Final = (Side.UNION, Side.EMPLOYER)


class NotPublished(Missing):
    """No comment stands there for these readers, or not any more."""


class AlreadyAsked(Refusal):
    """Somebody asks for this comment already."""


class NotOpen(Refusal):
    """It is decided, taken back or expired; or somebody else was quicker."""


class NeedsTheOtherSide(Refusal):
    """Whoever wants to agree or refuse is on the side that asks."""


class NotYours(Refusal):
    """Only whoever asked takes a request back."""


@dataclass(frozen=True)
class Voice:
    """A comment reader who speaks for a side. ``email``: of the account, as in the audit log."""

    email: str
    side: Side


def comment_at(
    people: Session, release: int, position: int, readers: Collection[Reader]
) -> Comment:
    """A published comment that one of these readers may read. Raises NotPublished."""
    wave = shelf.find(people, release).wave if release < 2**31 else ""
    held = shelf.comments(people, readers, None, wave=wave)
    found = next((c for c in held if (c.release, c.position) == (release, position)), None)
    if found is None:
        raise NotPublished("There is no such comment that you may read. It may be withdrawn.")
    return found


def ask(people: Session, comment: Comment, reason: Reason, by: Voice) -> Withdrawal:
    """Ask that it be withdrawn. It stays readable until a reader of the other side agrees. Raises AlreadyAsked."""
    place = (comment.release, comment.position)
    _let_expire(people, *place)
    row = Withdrawal(
        wave=comment.wave,
        release=comment.release,
        position=comment.position,
        reader=Reader(comment.reader),
        reason=reason,
        fate=Fate.ASKED,
        asked_by=by.email,
        asked_on=clock.today(),
        **{_column(by.side): by.email},
    )
    try:
        with people.begin_nested():
            people.add(row)
    except IntegrityError:
        raise AlreadyAsked(
            "Another comment reader asks that this comment be withdrawn already. Open the list of requests."
        ) from None
    return row


def agree(people: Session, number: int, by: Voice) -> Withdrawal:
    """Agree for the other side: from now on it is agreed. Raises NoSuchRequest, NeedsTheOtherSide, NotOpen."""
    own = _for_the_other_side(people, number, by)
    return _end(people, own, Fate.AGREED, by.email, **{_column(by.side): by.email})


def refuse(people: Session, number: int, by: Voice) -> Withdrawal:
    """Refuse for the other side; the comment stays. Raises what ``agree`` raises."""
    return _end(people, _for_the_other_side(people, number, by), Fate.REFUSED, by.email)


def take_back(people: Session, number: int, email: str) -> Withdrawal:
    """Whoever asked asks no more. Raises NoSuchRequest, NotYours, NotOpen."""
    own = find(people, number)
    if own.asked_by != email:
        raise NotYours("Only whoever asked can take this back.")
    return _end(people, own, Fate.TAKEN_BACK, email)


def _for_the_other_side(people: Session, number: int, by: Voice) -> Withdrawal:
    own = find(people, number)
    if by.side is own.asked_side or by.email == own.asked_by or by.side not in SIDES:
        raise NeedsTheOtherSide(
            "A comment reader of your side asks for this. One of the other side must agree or refuse: "
            "a union representative and a principal social worker together."
        )
    return own


def _end(people: Session, own: Withdrawal, fate: Fate, by: str, **agreed: str) -> Withdrawal:
    """Only if it is still open. Raises NotOpen."""
    still = (
        update(Withdrawal)
        .where(
            Withdrawal.id == own.id,
            Withdrawal.fate == Fate.ASKED,
            Withdrawal.asked_on >= clock.today() - timedelta(days=LASTS),
        )
        .values(fate=fate, ended_by=by, ended_on=clock.today(), **agreed)
        .returning(Withdrawal.id)
        .execution_options(synchronize_session=False)
    )
    if not people.scalars(still).all():
        raise NotOpen("This request is decided, taken back or expired. Open the list of requests.")
    return find(people, own.id)


def _let_expire(people: Session, release: int, position: int) -> None:
    """An old request about the same comment makes room for a new one."""
    people.execute(
        update(Withdrawal)
        .where(
            Withdrawal.release == release,
            Withdrawal.position == position,
            Withdrawal.fate == Fate.ASKED,
            Withdrawal.asked_on < clock.today() - timedelta(days=LASTS),
        )
        .values(fate=Fate.EXPIRED)
        .execution_options(synchronize_session=False)
    )


def _column(side: Side) -> str:
    """Where a side's reader stands. Raises NeedsTheOtherSide for a side that has no comment readers."""
    if side not in SIDES:
        raise NeedsTheOtherSide("Comments are withdrawn by comment readers of union and employer.")
    return f"{side}_by"
