"""Split: the whole organisation by role, and by every other attribute: the map's columns, a row an answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from surveys.instruments.instrument import Item
from surveys.releases import shelf
from surveys.releases.release import Subject
from surveys.reports import heatmap, response, topics
from surveys.reports.attributes import Attribute
from surveys.reports.exposed import answers_counted
from surveys.reports.heatmap import Row
from surveys.reports.response import Response
from surveys.reports.rounds import Round
from surveys.reports.topics import Topic

_RESPONSE = "response"


@dataclass(frozen=True)
class Split:
    """One attribute: a row for each of its groups, and how many answered in it (None: withheld)."""

    attribute: Attribute
    topics: tuple[Topic, ...]
    items: tuple[Item, ...]
    rows: tuple[Row, ...]
    responses: tuple[Response | None, ...]

    @property
    def counted(self) -> tuple[str, ...]:
        """The answers that the band of each of ``items`` counts, in words."""
        return tuple(answers_counted(item) for item in self.items)

    @property
    def hides_a_score(self) -> bool:
        """Or how many answered."""
        return None in self.responses or any(row.hides_a_score for row in self.rows)

    @property
    def hides_a_band(self) -> bool:
        return any(cell.band is None for row in self.rows for cell in row.bands)

    @property
    def hides_every_band(self) -> bool:
        return all(cell.band is None for row in self.rows for cell in row.bands)


def table(people: Session, rounds: Sequence[Round], own: Round) -> tuple[Split, ...]:
    """A split for each attribute of one of the rounds; none where its release has no such groups."""
    if not own.attributes:
        return ()
    groups = [group for attribute in own.attributes for group in attribute.groups]
    columns = topics.split(rounds, topics.asked_in(rounds, own, of=own.top))
    items = tuple(item for item in topics.sensitive_items(own, of=own.top) if own.splits(item))
    asked = {item.code for topic in columns for item in topic.items} | {i.code for i in items}
    found = shelf.cells(
        people, own.release, groups=[group.code for group in groups], measures=[*asked, _RESPONSE]
    )
    cells = heatmap.by_group([cell for cell in found if cell.subject is Subject.ITEM])
    answered = {c.group_code: response.of_cell(c) for c in found if c.subject is Subject.RESPONSE}
    return tuple(
        Split(
            attribute,
            columns,
            items,
            tuple(
                heatmap.row(own, each, columns, items, cells.get(each.code, {}))
                for each in attribute.groups
            ),
            tuple(answered.get(each.code) for each in attribute.groups),
        )
        for attribute in own.attributes
    )
