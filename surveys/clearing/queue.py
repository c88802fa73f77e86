"""The clearing queue: redacted comments opened to a reader, waiting for a steward.

Keeps docs/promise.md#comments: a row holds no group, no ballot, no order. Its key is a keyed digest that only
``surveys.disclosure`` can compute again. Emptied once its comments are published.
"""

from enum import StrEnum

from sqlalchemy import JSON, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from surveys.comments.readers import Reader
from surveys.db import People, one_of


class Clearing(StrEnum):
    """Where a comment stands."""

    WAITING = "waiting"
    APPROVED = "approved"
    TOPIC_ONLY = "topic_only"


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
    state: Mapped[Clearing] = mapped_column(one_of(Clearing), default=Clearing.WAITING)
    #: Why it is to be counted by topic only, from the list of reasons.
    reason: Mapped[str | None] = mapped_column(String(40))
    #: The steward who asked first for topic only; a second, other one must agree.
    asked_by: Mapped[str | None] = mapped_column(String(80))
