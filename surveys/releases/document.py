"""What a release consists of, as values: groups, cells, comments, and the draft that becomes a release."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from typing import TypeAlias, cast

from surveys.canonical import Json
from surveys.releases.release import Kind, ReleaseCell, ReleaseComment, Status, Subject
from surveys.speech import in_words

Parts: TypeAlias = Mapping[str, Json]


@dataclass(frozen=True)
class Group:
    """A node of the wave's tree, an answer to an attribute, or a remainder: people who are in no shown one of either."""

    code: str
    parent: str | None
    names: Mapping[str, str]
    #: "node", "attribute", or "combined" for a remainder
    kind: str
    #: how many of the organisation's own teams are counted in it
    teams: int
    #: "shown", or "combined": counted with others only
    status: str
    #: the shown group in which a hidden one is counted
    combined_in: str | None
    depth: int
    position: int
    #: the item whose answers make the group (role); None: a group of the tree
    attribute: str | None = None

    @property
    def shown(self) -> bool:
        return self.status == "shown"

    def name_in(self, language: str) -> str:
        return in_words(self.names, language)


@dataclass(frozen=True)
class Cell:
    """One figure of one group: counts with their base, a band with its base, or withheld and without a number."""

    group_code: str
    subject: Subject
    #: item code, theme code, or "response"
    measure: str
    status: Status
    base: int | None = None
    counts: Mapping[str, int] | None = None
    band: str | None = None


@dataclass(frozen=True)
class Comment:
    """A cleared comment. ``position`` is a shuffle within its release; ``release``, that release's number, is where it
    stands and no part of what was signed: 0 in a draft, which has none yet."""

    position: int
    wave: str
    group_code: str
    item: str
    reader: str
    text: str
    themes: Mapping[str, object]
    release: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Draft:
    """Everything of a release but its place in the chain. ``parts`` are those that are read whole."""

    wave: str
    kind: Kind
    published_on: date
    parts: Parts
    cells: Sequence[Cell] = ()
    comments: Sequence[Comment] = ()

    def documents(self) -> dict[str, Json]:
        """Every part by name, "cells" and "comments" among them: what is fingerprinted, signed and attacked."""
        return {
            **self.parts,
            **rows("cells", sorted(self.cells, key=cell_key)),
            **rows("comments", sorted(self.comments, key=lambda comment: comment.position)),
        }


def cell_key(cell: Cell) -> tuple[str, str, str]:
    return cell.group_code, cell.subject, cell.measure


def rows(name: str, found: Sequence[Cell] | Sequence[Comment] | Sequence[Group]) -> dict[str, Json]:
    """The part of this name as plain rows; nothing when there are none."""
    if not found:
        return {}
    names = [each.name for each in fields(found[0]) if each.compare]
    # ``asdict`` would copy every count of a large council too, which nobody changes
    return {name: cast(Json, [{each: getattr(row, each) for each in names} for row in found])}


def group(raw: object) -> Group:
    """The group whose row in the part "groups" this is. Raises TypeError when it has other fields."""
    return Group(**cast(dict[str, str], raw))  # type: ignore[arg-type]  # written by ``asdict``, signed since


def cell(row: ReleaseCell) -> Cell:
    """The value of a row of the table."""
    figure = (row.measure, Status(row.status), row.base, row.counts, row.band)
    return Cell(row.group_code, Subject(row.subject), *figure)


def comment(row: ReleaseComment, release: int = 0) -> Comment:
    """The value of a row of the table. ``release``: the number of the release that holds it."""
    return Comment(
        position=row.position,
        wave=row.wave,
        group_code=row.group_code,
        item=row.item,
        reader=row.reader,
        text=row.text,
        themes=row.themes,
        release=release,
    )
