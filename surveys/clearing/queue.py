"""The clearing queue: redacted comments opened to a reader, waiting for a steward.

Keeps docs/promise.md#comments: a row holds no group, no ballot, no order. Its key is a keyed digest that only
``surveys.disclosure`` can compute again. Emptied once its comments are published.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import JSON, String, Text, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys.comments.kept import Kept
from surveys.comments.readers import Reader
from surveys.db import People, one_of
from surveys.errors import Refusal


class Clearing(StrEnum):
    """Where a comment stands."""

    WAITING = "waiting"
    APPROVED = "approved"
    TOPIC_ONLY = "topic_only"


class NoSuchComment(Refusal):
    """No comment of that key is in the queue for these readers."""


class ClearingComment(People):
    """A comment before its release."""

    __tablename__ = "clearing_comment"

    #: Keyed digest (64 hexadecimal digits); sorting by it is the shuffle.
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    wave: Mapped[str] = mapped_column(String(20), index=True)
    item: Mapped[str] = mapped_column(String(60))
    reader: Mapped[Reader] = mapped_column(one_of(Reader))
    #: Redacted text; a steward may hide more of it, never less.
    text: Mapped[str] = mapped_column(Text)
    #: Theme code -> {"polarity": ..., "phrases": [...]}
    themes: Mapped[dict[str, object]] = mapped_column(JSON)
    #: [number of a mark, words under it]: what the author asks a reader to show. Never published.
    kept: Mapped[list[list[object]]] = mapped_column(JSON, default=list)
    state: Mapped[Clearing] = mapped_column(one_of(Clearing), default=Clearing.WAITING)
    #: Why it is to be counted by topic only, from the list of reasons.
    reason: Mapped[str | None] = mapped_column(String(40))
    #: The steward who asked first for topic only; a second, other one must agree.
    asked_by: Mapped[str | None] = mapped_column(String(80))


@dataclass(frozen=True)
class Queued:
    """A comment in the queue, as a steward sees it."""

    key: str
    item: str
    reader: Reader
    text: str
    themes: Mapping[str, object]
    state: Clearing = Clearing.WAITING
    #: what its author asks a reader to show
    kept: tuple[Kept, ...] = ()
    #: set while one steward has asked for topic only and a second has not agreed yet
    reason: str | None = None
    asked_by: str | None = None


@dataclass(frozen=True)
class Progress:
    """How far the clearing of a wave is. Everybody may see it, so that nobody buries comments by not reading."""

    waiting: int
    approved: int
    topic_only: int


def fill(people: Session, wave: str, entries: Iterable[Queued]) -> int:
    """Put comments into the queue; those whose key is there already stay as they are. How many are new."""
    known = set(people.scalars(select(ClearingComment.key).where(ClearingComment.wave == wave)))
    new = sorted((entry for entry in entries if entry.key not in known), key=lambda e: e.key)
    people.add_all(
        ClearingComment(
            key=entry.key,
            wave=wave,
            item=entry.item,
            reader=entry.reader,
            text=entry.text,
            themes=dict(entry.themes),
            kept=written(entry.kept),
            state=Clearing.WAITING,
        )
        for entry in new
    )
    people.flush()
    return len(new)


def written(kept: Iterable[Kept]) -> list[list[object]]:
    """As the table holds them."""
    return [[one.mark, one.words] for one in kept]


def keys(people: Session, wave: str) -> tuple[str, ...]:
    """The keys of everything that is left of a wave."""
    return tuple(
        people.scalars(select(ClearingComment.key).where(ClearingComment.wave == wave)).all()
    )


def waves(people: Session) -> frozenset[str]:
    """The waves of which anything is left."""
    return frozenset(people.scalars(select(ClearingComment.wave).distinct()))


def drop(people: Session, wave: str) -> int:
    """Remove whatever is left of a wave, on the day its raw answers are destroyed. How many had not been cleared."""
    gone = people.scalars(
        delete(ClearingComment).where(ClearingComment.wave == wave).returning(ClearingComment.key)
    ).all()
    people.expire_all()
    return len(gone)


def waiting(people: Session, wave: str, readers: Collection[Reader]) -> tuple[Queued, ...]:
    """Comments that wait and that one of ``readers`` may read, in the order of their keys: a shuffle."""
    return _in_state(people, wave, readers, Clearing.WAITING)


def decided(people: Session, wave: str, readers: Collection[Reader]) -> tuple[Queued, ...]:
    """Comments decided on and not yet published, which can still be undone."""
    return tuple(
        entry
        for state in (Clearing.APPROVED, Clearing.TOPIC_ONLY)
        for entry in _in_state(people, wave, readers, state)
    )


def find(people: Session, key: str, readers: Collection[Reader]) -> Queued:
    """The comment with this key. Raises NoSuchComment: not there, published since, or for other readers."""
    row = people.get(ClearingComment, key, populate_existing=True)
    if row is None or row.reader not in readers:
        raise NoSuchComment(
            "This comment is not in your list. It may have been published since. Open the list again."
        )
    return _queued(row)


def progress(people: Session, wave: str) -> Progress:
    """What waits, what is approved and what is for topic only, of the comments not yet published."""
    counted = (
        select(ClearingComment.state, func.count())
        .where(ClearingComment.wave == wave)
        .group_by(ClearingComment.state)
    )
    found = {row[0]: row[1] for row in people.execute(counted)}
    return Progress(*(found.get(state, 0) for state in Clearing))


def _in_state(
    people: Session, wave: str, readers: Collection[Reader], state: Clearing
) -> tuple[Queued, ...]:
    found = people.scalars(
        select(ClearingComment)
        .where(
            ClearingComment.wave == wave,
            ClearingComment.state == state,
            ClearingComment.reader.in_(list(readers)),
        )
        .order_by(ClearingComment.key)
        .execution_options(populate_existing=True)
    )
    return tuple(_queued(row) for row in found)


def _queued(row: ClearingComment) -> Queued:
    return Queued(
        key=row.key,
        item=row.item,
        reader=row.reader,
        text=row.text,
        themes=row.themes,
        kept=tuple(Kept(int(str(mark)), str(words)) for mark, words in row.kept),
        state=row.state,
        reason=row.reason,
        asked_by=row.asked_by,
    )
