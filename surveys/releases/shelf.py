"""The shelf: how releases are read. Few small rows each; nothing here can write."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import cast

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from surveys.canonical import Json
from surveys.comments.readers import Reader
from surveys.errors import Refusal
from surveys.releases import document, manifest
from surveys.releases.document import Cell, Comment, Group
from surveys.releases.release import (
    Kind,
    Release,
    ReleaseCell,
    ReleaseComment,
    ReleasePart,
    Status,
    Subject,
)


class Tampered(Refusal):
    """The rows of a release are not those that were signed."""


class NoSuchRelease(Refusal):
    """There is no release of that number or round."""


@dataclass(frozen=True)
class Shelved:
    """A release as it stands on the shelf. ``wave`` is the wave's code; ``demonstration`` marks made-up data."""

    number: int
    wave: str
    kind: Kind
    published_on: date
    digest: str
    names: dict[str, str]
    opens_on: date
    closes_on: date
    demonstration: bool

    def name_in(self, language: str) -> str:
        return self.names.get(language) or self.names["en"]


def releases(people: Session, kind: Kind = Kind.FIGURES) -> tuple[Shelved, ...]:
    """Releases of one kind, the oldest first: figures one a wave, or supplements."""
    return tuple(_shelved(row) for row in people.execute(_rows().where(Release.kind == kind)))


def latest(people: Session) -> Shelved | None:
    """The newest figures, if any are published."""
    found = people.execute(
        _rows(newest_first=True).where(Release.kind == Kind.FIGURES).limit(1)
    ).first()
    return None if found is None else _shelved(found)


def of_wave(people: Session, wave: str) -> Shelved:
    """The figures of the wave with this code. Raises NoSuchRelease."""
    found = people.execute(
        _rows().where(Release.kind == Kind.FIGURES, Release.wave == wave)
    ).first()
    if found is None:
        raise NoSuchRelease(f"Nothing is published of round {wave} yet.")
    return _shelved(found)


def find(people: Session, number: int) -> Shelved:
    """The release with this number. Raises NoSuchRelease."""
    found = people.execute(_rows().where(Release.number == number)).first()
    if found is None:
        raise NoSuchRelease(f"There is no release {number}.")
    return _shelved(found)


def part(people: Session, release: Shelved, name: str) -> Json:
    """A part that is read whole: "wave", "instrument", "pledge", "groups", "withheld", "frame".

    Raises NoSuchRelease when the release has no such part.
    """
    content = people.scalar(
        select(ReleasePart.content)
        .join(Release, Release.id == ReleasePart.release_id)
        .where(Release.number == release.number, ReleasePart.name == name)
    )
    if content is None:
        raise NoSuchRelease(f"Release {release.number} has no part called {name}.")
    return cast(Json, json.loads(content))


def groups(people: Session, release: Shelved) -> tuple[Group, ...]:
    """Every group of the wave in reading order, those that are counted with others included."""
    return tuple(document.group(raw) for raw in cast(list[object], part(people, release, "groups")))


def cells(
    people: Session,
    release: Shelved,
    *,
    groups: Collection[str] | None = None,
    subject: Subject | None = None,
    measures: Collection[str] | None = None,
) -> tuple[Cell, ...]:
    """The release's cells, of some groups, one subject or some measures alone, sorted by these three."""
    wanted = select(ReleaseCell).join(Release, Release.id == ReleaseCell.release_id)
    wanted = wanted.where(Release.number == release.number)
    if groups is not None:
        wanted = wanted.where(ReleaseCell.group_code.in_(groups))
    if subject is not None:
        wanted = wanted.where(ReleaseCell.subject == subject)
    if measures is not None:
        wanted = wanted.where(ReleaseCell.measure.in_(measures))
    return tuple(sorted(map(_cell, people.scalars(wanted)), key=document.cell_key))


def history(
    people: Session, group: str, *, subject: Subject, measures: Collection[str] | None = None
) -> dict[int, tuple[Cell, ...]]:
    """Release number -> the group's cells, over all figures releases, the oldest first: one query for a trend."""
    return across(people, [group], subject=subject, measures=measures)


def across(
    people: Session,
    groups: Collection[str],
    *,
    numbers: Collection[int] | None = None,
    subject: Subject | None = None,
    measures: Collection[str] | None = None,
) -> dict[int, tuple[Cell, ...]]:
    """Release number -> the cells of several groups, of all figures releases or some, the oldest first: one query."""
    wanted = (
        select(Release.number, *ReleaseCell.__table__.columns)
        .join(Release, Release.id == ReleaseCell.release_id)
        .where(ReleaseCell.group_code.in_(groups))
        .order_by(Release.number)
    )
    if numbers is not None:
        wanted = wanted.where(Release.number.in_(numbers))
    if subject is not None:
        wanted = wanted.where(ReleaseCell.subject == subject)
    if measures is not None:
        wanted = wanted.where(ReleaseCell.measure.in_(measures))
    found: dict[int, list[Cell]] = {}
    for row in people.execute(wanted):
        found.setdefault(row.number, []).append(_cell(cast(ReleaseCell, row)))
    return {number: tuple(sorted(own, key=document.cell_key)) for number, own in found.items()}


def comments(
    people: Session,
    readers: Collection[Reader],
    scope: Collection[str] | None,
    *,
    wave: str | None = None,
) -> tuple[Comment, ...]:
    """Published comments opened to one of ``readers``, attributed to a group in ``scope`` (None: to any group),
    the newest wave first, each release shuffled."""
    wanted = (
        select(ReleaseComment)
        .join(Release, Release.id == ReleaseComment.release_id)
        .where(ReleaseComment.reader.in_([reader.value for reader in readers]))
        .order_by(Release.number.desc(), ReleaseComment.position)
    )
    if scope is not None:
        wanted = wanted.where(ReleaseComment.group_code.in_(scope))
    if wave is not None:
        wanted = wanted.where(ReleaseComment.wave == wave)
    return tuple(_comment(row) for row in people.scalars(wanted))


def export(people: Session, number: int, *, with_comments: bool = False) -> bytes:
    """The release as one file that ``manifest.verify`` checks. Raises NoSuchRelease, and Tampered when any row, comments
    included, is not what was signed.

    Comments have readers, so a supplement's file leaves their texts out unless they are asked for.
    """
    release = people.scalar(select(Release).where(Release.number == number))
    if release is None:
        raise NoSuchRelease(f"There is no release {number}.")
    parts: dict[str, Json] = {
        held.name: json.loads(held.content)
        for held in people.scalars(select(ReleasePart).where(ReleasePart.release_id == release.id))
    }
    own_cells = people.scalars(select(ReleaseCell).where(ReleaseCell.release_id == release.id))
    parts |= document.rows("cells", sorted(map(_cell, own_cells), key=document.cell_key))
    own_comments = select(ReleaseComment).where(ReleaseComment.release_id == release.id)
    ordered = own_comments.order_by(ReleaseComment.position)
    parts |= document.rows("comments", [_comment(row) for row in people.scalars(ordered)])
    whole = manifest.file(release.manifest, release.signature, parts)
    if not manifest.verify(whole).ok:
        raise Tampered(
            f"Release {number} is not what was signed: somebody changed the database. Compare it with a saved file."
        )
    if with_comments or "comments" not in parts:
        return whole
    del parts["comments"]
    return manifest.file(release.manifest, release.signature, parts)


def _rows(*, newest_first: bool = False) -> Select[Release, bytes]:
    return (
        select(Release, ReleasePart.content)
        .join(ReleasePart, ReleasePart.release_id == Release.id)
        .where(ReleasePart.name == "wave")
        .order_by(Release.number.desc() if newest_first else Release.number)
    )


def _shelved(row: object) -> Shelved:
    release, content = cast(tuple[Release, bytes], row)
    wave = json.loads(content)
    return Shelved(
        number=release.number,
        wave=release.wave,
        kind=Kind(release.kind),
        published_on=release.published_on,
        digest=release.digest,
        names=wave["names"],
        opens_on=date.fromisoformat(wave["opens_on"]),
        closes_on=date.fromisoformat(wave["closes_on"]),
        demonstration=wave["demonstration"],
    )


def _cell(row: ReleaseCell) -> Cell:
    figure = (row.measure, Status(row.status), row.base, row.counts, row.band)
    return Cell(row.group_code, Subject(row.subject), *figure)


def _comment(row: ReleaseComment) -> Comment:
    return Comment(
        position=row.position,
        wave=row.wave,
        group_code=row.group_code,
        item=row.item,
        reader=row.reader,
        text=row.text,
        themes=row.themes,
    )
