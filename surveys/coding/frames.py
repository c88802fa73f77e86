"""The versions of the code frame: those that come with Pulse and those that stewards saved. The newest is used.

A saved version is numbered below the one that Pulse brought: v1.1, v1.2. The database refuses to change it, because a
release may name it.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast

from sqlalchemy import JSON, String, Text, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys import clock, comments
from surveys.coding import edit
from surveys.coding.addition import Addition
from surveys.db import People
from surveys.errors import Missing, Refusal
from surveys.releases import shelf
from surveys.releases.shelf import NoSuchRelease

_SHIPPED = Path(comments.__path__[0]) / "frames"


class NoSuchFrame(Missing):
    """There is no version of that name."""


class SavedMeanwhile(Refusal):
    """Another steward saved a version after this change was tried."""


class SavedFrame(People):
    """A version that a steward saved: the whole text, and what was added to the version before."""

    __tablename__ = "code_frame"

    version: Mapped[str] = mapped_column(String(20), primary_key=True)
    content: Mapped[str] = mapped_column(Text)
    #: SHA-256 of the content, as a release names it.
    fingerprint: Mapped[str] = mapped_column(String(64))
    based_on: Mapped[str] = mapped_column(String(20))
    #: ``Addition.document()``
    change: Mapped[dict[str, object]] = mapped_column(JSON)
    #: The e-mail address of the account.
    saved_by: Mapped[str] = mapped_column(String(254))
    saved_on: Mapped[date]


class WaveFrame(People):
    """With which version a wave was prepared: its release and its comments are made with this one."""

    __tablename__ = "wave_frame"

    wave: Mapped[str] = mapped_column(String(20), primary_key=True)
    version: Mapped[str] = mapped_column(String(20))


@dataclass(frozen=True)
class Saved:
    """What is told of a version that a steward saved."""

    version: str
    addition: Addition
    by: str
    on: date


def newest(people: Session) -> str:
    """The version that the next preparation uses."""
    return max([*_shipped(), *_saved_versions(people)], key=_rank)


def text(people: Session, version: str) -> str:
    """The file of a version. Raises NoSuchFrame."""
    if version in _shipped():
        return _shipped()[version].read_text(encoding="utf-8")
    row = people.get(SavedFrame, version)
    if row is None:
        raise NoSuchFrame(f"There is no version {version} of the themes.")
    return row.content


def next_version(people: Session) -> str:
    """The name of the version that is saved next: v1 and v1.4 are followed by v1.5."""
    first, *rest = _rank(newest(people))
    return f"v{first}.{(rest[0] if rest else 0) + 1}"


def saved(people: Session) -> tuple[Saved, ...]:
    """What stewards saved, the newest first."""
    rows = people.scalars(select(SavedFrame)).all()
    return tuple(
        Saved(row.version, Addition.from_document(row.change), row.saved_by, row.saved_on)
        for row in sorted(rows, key=lambda row: _rank(row.version), reverse=True)
    )


def list_of(version: str) -> int:
    """The number of Pulse's own list that a version belongs to: 1 for v1 and v1.4."""
    return _rank(version)[0]


def save(people: Session, addition: Addition, *, based_on: str, fingerprint: str, by: str) -> str:
    """Save what was tried on this version with this outcome, as the next version. Raises SavedMeanwhile."""
    if newest(people) != based_on:
        raise _too_late()
    version = next_version(people)
    content = edit.extended(text(people, based_on), addition.changes, version)
    if hashlib.sha256(content.encode()).hexdigest() != fingerprint:
        raise _too_late()
    row = SavedFrame(
        version=version,
        content=content,
        fingerprint=fingerprint,
        based_on=based_on,
        change=addition.document(),
        saved_by=by,
        saved_on=clock.today(),
    )
    try:
        with people.begin_nested():
            people.add(row)
    except IntegrityError:  # the other one was quicker by less than this took
        raise _too_late() from None
    return version


def of_wave(people: Session, wave: str) -> str:
    """The version a wave is counted with: what its release names, else what it was prepared with, else the newest."""
    try:
        named = cast(
            "Mapping[str, object]", shelf.part(people, shelf.of_wave(people, wave), "frame")
        )
        return str(named["version"])
    except (NoSuchRelease, KeyError):
        row = people.get(WaveFrame, wave)
        return newest(people) if row is None else row.version


def note(people: Session, wave: str, version: str) -> None:
    """Write down with which version a wave was prepared, once."""
    if people.get(WaveFrame, wave) is None:
        people.add(WaveFrame(wave=wave, version=version))
        people.flush()


def _too_late() -> SavedMeanwhile:
    return SavedMeanwhile(
        "Another comment reader saved a version after you tried this. Your phrases are still here: try them again."
    )


def _shipped() -> dict[str, Path]:
    return {path.stem: path for path in _SHIPPED.glob("*.yaml")}


def _saved_versions(people: Session) -> tuple[str, ...]:
    return tuple(people.scalars(select(SavedFrame.version)))


def _rank(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.removeprefix("v").split("."))
