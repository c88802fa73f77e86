"""Heat map: the groups right below one group, by topic."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from surveys.instruments.instrument import Item
from surveys.releases import shelf
from surveys.releases.document import Cell, Group
from surveys.releases.release import Status, Subject
from surveys.releases.shelf import Shelved
from surveys.reports import rounds as published
from surveys.reports import topics
from surveys.reports.exposed import answers_counted
from surveys.reports.figure import Figure, Gap
from surveys.reports.rounds import Round
from surveys.reports.topics import Topic

#: More rows than this nobody reads on one page.
ROWS = 60


@dataclass(frozen=True)
class Sort:
    """Rows by the score of one topic, the lowest first unless turned round; rows without one come last."""

    topic: str
    descending: bool = False


@dataclass(frozen=True)
class BandCell:
    """A sensitive item of one group: its band and base, or both None where it is withheld."""

    band: str | None
    base: int | None


@dataclass(frozen=True)
class Row:
    """One group: a figure a topic, a band a sensitive item, in the order of the map's columns."""

    group: Group
    figures: tuple[Figure, ...]
    bands: tuple[BandCell, ...]
    #: how many groups with figures of their own stand right below it
    children: int

    @property
    def hides_a_score(self) -> bool:
        return any(figure.gap is Gap.WITHHELD for figure in self.figures)


@dataclass(frozen=True)
class Map:
    """The row of a group, and those of its children from ``skipped`` on: at most ROWS of ``total``."""

    round: Round
    #: the groups above, the whole organisation first
    path: tuple[Group, ...]
    topics: tuple[Topic, ...]
    items: tuple[Item, ...]
    whole: Row
    rows: tuple[Row, ...]
    skipped: int
    total: int
    #: None: in reading order
    sort: Sort | None = None

    @property
    def counted(self) -> tuple[str, ...]:
        """The answers that the band of each of ``items`` counts, in words."""
        return tuple(answers_counted(item) for item in self.items)

    @property
    def hides_a_score(self) -> bool:
        return any(row.hides_a_score for row in (self.whole, *self.rows))

    @property
    def hides_a_band(self) -> bool:
        return any(cell.band is None for row in (self.whole, *self.rows) for cell in row.bands)

    @property
    def hides_every_band(self) -> bool:
        return all(cell.band is None for row in (self.whole, *self.rows) for cell in row.bands)

    @property
    def next_from(self) -> int | None:
        """Where the next page of rows begins."""
        end = self.skipped + len(self.rows)
        return end if end < self.total else None


def table(
    people: Session, release: Shelved, parent: str, *, skip: int = 0, sort: Sort | None = None
) -> Map:
    """The map below ``parent``, in reading order unless sorted by a topic of it. Raises NoSuchGroup."""
    rounds = published.load(people)
    own = published.find(rounds, release.wave)
    whole = own.group(parent)
    below = own.children(parent)
    columns = topics.asked_in(rounds, own, of=whole)
    sort = sort if sort and sort.topic in {topic.code for topic in columns} else None
    if sort:  # it stands first, where it is read without moving the table
        columns = tuple(sorted(columns, key=lambda topic: topic.code != sort.topic))
    rows = below if sort else below[skip : skip + ROWS]
    items = topics.sensitive_items(own, of=whole)
    codes = [item.code for topic in columns for item in topic.items] + [i.code for i in items]
    cells = by_group(
        shelf.cells(
            people,
            release,
            groups=[whole.code, *(group.code for group in rows)],
            subject=Subject.ITEM,
            measures=codes,
        )
    )
    made = [row(own, each, columns, items, cells.get(each.code, {})) for each in (whole, *rows)]
    sorted_rows = _sorted(made[1:], sort)[skip : skip + ROWS] if sort else made[1:]
    return Map(
        own,
        own.path(parent),
        columns,
        items,
        made[0],
        tuple(sorted_rows),
        skip,
        len(below),
        sort,
    )


def row(
    own: Round,
    group: Group,
    columns: Sequence[Topic],
    items: Sequence[Item],
    cells: Mapping[str, Cell],
) -> Row:
    """One group's row, from its item cells by code."""
    return Row(
        group,
        tuple(topics.score(own, topic, cells) for topic in columns),
        tuple(_band(cells.get(item.code)) for item in items),
        len(own.children(group.code)),
    )


def _sorted(rows: Sequence[Row], sort: Sort) -> list[Row]:
    """By the first column. Rows of the same score keep their reading order."""
    shown = [row for row in rows if row.figures[0].value is not None]
    others = [row for row in rows if row.figures[0].value is None]
    turn = -1 if sort.descending else 1
    return sorted(shown, key=lambda row: turn * (row.figures[0].value or 0)) + others


def by_group(cells: Sequence[Cell]) -> dict[str, dict[str, Cell]]:
    """Group -> measure -> cell."""
    found: dict[str, dict[str, Cell]] = {}
    for cell in cells:
        found.setdefault(cell.group_code, {})[cell.measure] = cell
    return found


def _band(cell: Cell | None) -> BandCell:
    if cell is None or cell.status is not Status.BAND:
        return BandCell(None, None)
    return BandCell(cell.band, cell.base)
