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
from surveys.releases import document, withdrawn
from surveys.releases.document import Cell, Comment, Group
from surveys.releases.release import (
    Kind,
    Release,
    ReleaseCell,
    ReleaseComment,
    ReleasePart,
    Subject,
)
from surveys.speech import in_words


class NoSuchRelease(Refusal):
    """There is no release of that number or round."""


@dataclass(frozen=True)
class Tip:
    """The end of the chain. ``digest``: of the last release of any kind, which stands for all before it; ``wave``: the
    code of the newest one with figures."""

    digest: str
    wave: str


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
        return in_words(self.names, language)


def releases(people: Session, kind: Kind = Kind.FIGURES) -> tuple[Shelved, ...]:
    """Releases of one kind, the oldest first: figures one a wave, or supplements."""
    return tuple(shelved(row) for row in people.execute(_rows().where(Release.kind == kind)))


def digests(people: Session, *, until: int | None = None) -> tuple[str, ...]:
    """Of the figures of every wave, the oldest first, or up to a release: what there is, in one short answer."""
    wanted = select(Release.digest).where(Release.kind == Kind.FIGURES).order_by(Release.number)
    if until is not None:
        wanted = wanted.where(Release.number <= until)
    return tuple(people.scalars(wanted))


def tip(people: Session) -> Tip | None:
    """None before the first figures are published."""
    newest = select(Release.wave).where(Release.kind == Kind.FIGURES)
    wave = newest.order_by(Release.number.desc()).limit(1).scalar_subquery()
    row = people.execute(
        select(Release.digest, wave).order_by(Release.number.desc()).limit(1)
    ).first()
    return None if row is None or row[1] is None else Tip(row[0], row[1])


def latest(people: Session) -> Shelved | None:
    """The newest figures, if any are published."""
    found = people.execute(
        _rows(newest_first=True).where(Release.kind == Kind.FIGURES).limit(1)
    ).first()
    return None if found is None else shelved(found)


def of_wave(people: Session, wave: str) -> Shelved:
    """The figures of the wave with this code. Raises NoSuchRelease."""
    found = people.execute(
        _rows().where(Release.kind == Kind.FIGURES, Release.wave == wave)
    ).first()
    if found is None:
        raise NoSuchRelease(f"Nothing is published of round {wave} yet.")
    return shelved(found)


def find(people: Session, number: int) -> Shelved:
    """The release with this number. Raises NoSuchRelease."""
    found = people.execute(_rows().where(Release.number == number)).first()
    if found is None:
        raise NoSuchRelease(f"There is no release {number}.")
    return shelved(found)


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
    wanted = select(*ReleaseCell.__table__.columns)
    wanted = wanted.join(Release, Release.id == ReleaseCell.release_id)
    wanted = wanted.where(Release.number == release.number)
    if groups is not None:
        wanted = wanted.where(ReleaseCell.group_code.in_(groups))
    if subject is not None:
        wanted = wanted.where(ReleaseCell.subject == subject)
    if measures is not None:
        wanted = wanted.where(ReleaseCell.measure.in_(measures))
    rows = (cast(ReleaseCell, row) for row in people.execute(wanted))
    return tuple(sorted(map(document.cell, rows), key=document.cell_key))


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
    own = select(Release.id).where(Release.kind == Kind.FIGURES)
    if numbers is not None:
        own = own.where(Release.number.in_(numbers))
    wanted = (
        select(Release.number, *ReleaseCell.__table__.columns)
        .join(Release, Release.id == ReleaseCell.release_id)
        # said once more of the cell itself: else SQLite looks at every cell there is
        .where(ReleaseCell.release_id.in_(own), ReleaseCell.group_code.in_(groups))
        .order_by(Release.number)
    )
    if subject is not None:
        wanted = wanted.where(ReleaseCell.subject == subject)
    if measures is not None:
        wanted = wanted.where(ReleaseCell.measure.in_(measures))
    found: dict[int, list[Cell]] = {}
    for row in people.execute(wanted):
        found.setdefault(row.number, []).append(document.cell(cast(ReleaseCell, row)))
    return {number: tuple(sorted(own, key=document.cell_key)) for number, own in found.items()}


def comments(
    people: Session,
    readers: Collection[Reader],
    scope: Collection[str] | None,
    *,
    wave: str | None = None,
) -> tuple[Comment, ...]:
    """Published comments opened to one of ``readers``, attributed to a group in ``scope`` (None: to any group),
    the newest wave first, each release shuffled. What was withdrawn is not among them: nothing else reads comments."""
    wanted = (
        select(Release.number, *ReleaseComment.__table__.columns)
        .join(Release, Release.id == ReleaseComment.release_id)
        .where(ReleaseComment.reader.in_([reader.value for reader in readers]))
        .order_by(Release.number.desc(), ReleaseComment.position)
    )
    if scope is not None:
        wanted = wanted.where(ReleaseComment.group_code.in_(scope))
    if wave is not None:
        wanted = wanted.where(ReleaseComment.wave == wave)
    gone = withdrawn.places(people)
    return tuple(
        document.comment(cast(ReleaseComment, row), row.number)
        for row in people.execute(wanted)
        if (row.number, row.position) not in gone
    )


#: What a release is told by; the last is the content of its part "wave".
COLUMNS = (
    Release.number,
    Release.wave,
    Release.kind,
    Release.published_on,
    Release.digest,
    ReleasePart.content,
)


def shelved(row: tuple[int, str, Kind, date, str, bytes]) -> Shelved:
    """From a row of COLUMNS."""
    number, wave, kind, published_on, digest, about = row
    told = json.loads(about)
    return Shelved(
        number=number,
        wave=wave,
        kind=kind,
        published_on=published_on,
        digest=digest,
        names=told["names"],
        opens_on=date.fromisoformat(told["opens_on"]),
        closes_on=date.fromisoformat(told["closes_on"]),
        demonstration=told["demonstration"],
    )


def _rows(*, newest_first: bool = False) -> Select[int, str, Kind, date, str, bytes]:
    return (
        select(*COLUMNS)
        .join(ReleasePart, ReleasePart.release_id == Release.id)
        .where(ReleasePart.name == "wave")
        .order_by(Release.number.desc() if newest_first else Release.number)
    )
