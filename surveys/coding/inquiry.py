"""Inquiry: what a steward asks of the released comments they may read; a job answers it, the page shows the answer.

The answer holds counts, phrases and digests of comments, never a comment: a page looks the comments up again among those
its reader may read.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import JSON, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys.coding.addition import Addition
from surveys.comments.readers import Reader
from surveys.db import People, one_of
from surveys.errors import Missing
from surveys.releases.document import Comment

#: How many of one steward's are kept.
KEPT = 20


class Kind(StrEnum):
    """What is asked: what a change would change, or what the frame misses."""

    TRIAL = "trial"
    MISSED = "missed"


class NoSuchInquiry(Missing):
    """There is none of that number, or another steward asked it."""


class FrameInquiry(People):
    """One question of one steward."""

    __tablename__ = "frame_inquiry"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[Kind] = mapped_column(one_of(Kind))
    #: The e-mail address of the account.
    asked_by: Mapped[str] = mapped_column(String(254), index=True)
    #: Whose comments they may read, and of which part of the organisation, when they asked.
    readers: Mapped[list[str]] = mapped_column(JSON)
    scope: Mapped[str | None] = mapped_column(String(60))
    #: The version of the frame it is asked of.
    version: Mapped[str] = mapped_column(String(20))
    #: ``Addition.document()`` of a trial
    change: Mapped[dict[str, object] | None] = mapped_column(JSON(none_as_null=True))
    #: None until a job has answered.
    answer: Mapped[dict[str, object] | None] = mapped_column(JSON(none_as_null=True))


@dataclass(frozen=True)
class Asked:
    """Who asks: their address, and what they may read."""

    by: str
    readers: tuple[Reader, ...]
    scope: str | None


def ask(
    people: Session, kind: Kind, asked: Asked, version: str, addition: Addition | None = None
) -> FrameInquiry:
    """Write the question down. The oldest of the same steward go, so that there are never more than KEPT."""
    row = FrameInquiry(
        kind=kind,
        asked_by=asked.by,
        readers=[reader.value for reader in asked.readers],
        scope=asked.scope,
        version=version,
        change=addition.document() if addition else None,
        answer=None,
    )
    people.add(row)
    people.flush()
    own = select(FrameInquiry.id).where(FrameInquiry.asked_by == asked.by)
    kept = own.order_by(FrameInquiry.id.desc()).limit(KEPT)
    people.execute(
        delete(FrameInquiry).where(
            FrameInquiry.asked_by == asked.by, FrameInquiry.id.not_in(list(people.scalars(kept)))
        )
    )
    return row


def find(people: Session, number: int, asked: Asked) -> FrameInquiry:
    """A steward's own inquiry, while they may read what they might when they asked. Raises NoSuchInquiry."""
    row = people.get(FrameInquiry, number)
    if row is None or not _is_of(row, asked):
        raise NoSuchInquiry("There is nothing of that number that you asked for.")
    return row


def latest(people: Session, kind: Kind, asked: Asked) -> FrameInquiry | None:
    """What this steward asked last of this kind, while they may read what they might then."""
    row = people.scalar(
        select(FrameInquiry)
        .where(FrameInquiry.asked_by == asked.by, FrameInquiry.kind == kind)
        .order_by(FrameInquiry.id.desc())
        .limit(1)
    )
    return row if row is not None and _is_of(row, asked) else None


def ask_again(people: Session) -> tuple[FrameInquiry, ...]:
    """Every question that was answered, without its answer: comments that it was answered with may be read no more."""
    rows = tuple(people.scalars(select(FrameInquiry).where(FrameInquiry.answer.is_not(None))))
    for row in rows:
        row.answer = None
    people.flush()
    return rows


def _is_of(row: FrameInquiry, asked: Asked) -> bool:
    """Counts and phrases come from what somebody may read: an account that reads less now sees no old answer."""
    readers = [reader.value for reader in asked.readers]
    return (row.asked_by, row.readers, row.scope) == (asked.by, readers, asked.scope)


def digest(comment: Comment) -> str:
    """By which an answer names a comment."""
    said = (comment.wave, comment.group_code, comment.item, comment.reader, comment.text)
    return hashlib.sha256(repr(said).encode()).hexdigest()[:24]


def named(
    answer: Mapping[str, object], comments: Sequence[Comment]
) -> tuple[tuple[Comment, Mapping[str, object]], ...]:
    """The comments that an answer is about, among those that may be read now, each with what it says of them."""
    of: dict[str, Comment] = {digest(comment): comment for comment in comments}
    said = answer.get("changed")
    rows = said if isinstance(said, list) else []
    return tuple((of[row["comment"]], row) for row in rows if row["comment"] in of)
