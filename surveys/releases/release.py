"""Releases: what is published of a wave, once and for all. Rows are added, never changed or removed.

Keeps docs/promise.md#same-moment and #small-numbers: triggers refuse UPDATE and DELETE on these tables, and a CHECK
refuses a withheld cell that holds a number.
"""

from datetime import date
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from surveys.db import People, one_of
from surveys.releases import immutable


class Kind(StrEnum):
    """What a release brings: the figures, once a wave, or a supplement: comments cleared since, or what is withdrawn."""

    FIGURES = "figures"
    COMMENTS = "comments"


class Status(StrEnum):
    """What a cell may be."""

    SHOWN = "shown"
    BAND = "band"
    WITHHELD = "withheld"


class Subject(StrEnum):
    """What a cell is about."""

    RESPONSE = "response"
    ITEM = "item"
    THEME = "theme"


class Release(People):
    """One release or supplement: its manifest, the manifest's digest (the chain's link) and signature."""

    __tablename__ = "release"

    id: Mapped[int] = mapped_column(primary_key=True)
    #: Place in the chain: 1, 2, 3 … over all waves.
    number: Mapped[int] = mapped_column(unique=True)
    wave: Mapped[str] = mapped_column(String(20), index=True)
    kind: Mapped[Kind] = mapped_column(one_of(Kind))
    published_on: Mapped[date]
    #: Canonical JSON; names every part with its SHA-256 and the digest of the release before.
    manifest: Mapped[bytes] = mapped_column(LargeBinary)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    signature: Mapped[bytes] = mapped_column(LargeBinary(64))


class ReleasePart(People):
    """A part that is read whole: "wave", "instrument", "pledge", "groups", "withheld", "frame", "withdrawn"."""

    __tablename__ = "release_part"

    release_id: Mapped[int] = mapped_column(
        ForeignKey("release.id", deferrable=True, initially="DEFERRED"), primary_key=True
    )
    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    #: Canonical JSON
    content: Mapped[bytes] = mapped_column(LargeBinary)


class ReleaseCell(People):
    """One figure of one group. The part "cells" of a release is the canonical JSON of these rows, sorted by key."""

    __tablename__ = "release_cell"
    __table_args__ = (
        CheckConstraint(
            "(status = 'shown' AND base IS NOT NULL AND counts IS NOT NULL AND band IS NULL)"
            " OR (status = 'band' AND base IS NOT NULL AND counts IS NULL AND band IS NOT NULL)"
            " OR (status = 'withheld' AND base IS NULL AND counts IS NULL AND band IS NULL)",
            name="a_withheld_cell_holds_no_number",
        ),
    )

    release_id: Mapped[int] = mapped_column(
        ForeignKey("release.id", deferrable=True, initially="DEFERRED"), primary_key=True
    )
    group_code: Mapped[str] = mapped_column(String(60), primary_key=True)
    subject: Mapped[Subject] = mapped_column(one_of(Subject), primary_key=True)
    #: Item code, theme code, or "response".
    measure: Mapped[str] = mapped_column(String(60), primary_key=True)
    status: Mapped[Status] = mapped_column(one_of(Status))
    #: People the figure rests on.
    base: Mapped[int | None]
    #: Option -> people; for a theme polarity -> commenters; for "response" {"invited": headcount}.
    counts: Mapped[dict[str, int] | None] = mapped_column(JSON(none_as_null=True))
    #: For sensitive ones: "under_10", "10_24" or "25_plus" per cent exposed.
    band: Mapped[str | None] = mapped_column(String(10))


class ReleaseComment(People):
    """A cleared comment. Attributed to a service or wider, never to a team; ``position`` is a shuffle."""

    __tablename__ = "release_comment"

    release_id: Mapped[int] = mapped_column(
        ForeignKey("release.id", deferrable=True, initially="DEFERRED"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    wave: Mapped[str] = mapped_column(String(20), index=True)
    group_code: Mapped[str] = mapped_column(String(60))
    item: Mapped[str] = mapped_column(String(60))
    reader: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    #: Theme code -> {"polarity": ..., "phrases": [...]}
    themes: Mapped[dict[str, object]] = mapped_column(JSON)


immutable.protect(People.metadata)
