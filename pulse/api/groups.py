"""The table of groups: services, teams, roles, which of them have figures of their own, and how many answered."""

from collections.abc import Iterator
from typing import Final

from flask import Response

from pulse.api import answer, asked
from pulse.api.answer import Row
from pulse.api.asked import Asked
from pulse.api.door import table
from pulse.api.guard import keyed
from pulse.extensions import people
from surveys.releases import shelf
from surveys.releases.document import Group
from surveys.releases.release import Status, Subject
from surveys.reports import response
from surveys.reports import rounds as published
from surveys.reports.attributes import title
from surveys.reports.rounds import Round

COLUMNS: Final = (
    "wave",
    "group",
    "name",
    "parent",
    "kind",
    "attribute",
    "depth",
    "position",
    "teams",
    "combined_in",
    "status",
    "answered",
    "invited",
)

#: Of a group that has no figures of its own.
COMBINED: Final = "combined"


@table("/releases/<wave>/groups")
@keyed
def groups(wave: str) -> Response:
    """Every group of the round, those that are counted with others only included."""
    wanted = asked.read("group")
    own = published.find(published.load(people()), wave)
    rows = _rows(own, wanted, wanted.groups(own))
    return answer.table(f"groups-{wave}", COLUMNS, rows, wanted, own.release.digest)


def _rows(own: Round, wanted: Asked, found: tuple[Group, ...]) -> Iterator[Row]:
    cells = shelf.cells(people(), own.release, subject=Subject.RESPONSE)
    responses = {cell.group_code: response.of_cell(cell) for cell in cells}
    for group in found:
        answered = responses.get(group.code) if group.shown else None
        yield (
            own.release.wave,
            group.code,
            title(group, wanted.language),
            group.parent,
            group.kind,
            group.attribute,
            group.depth,
            group.position,
            group.teams,
            group.combined_in,
            _status(group, answered is not None),
            answered.answered if answered else None,
            answered.invited if answered else None,
        )


def _status(group: Group, shown: bool) -> str:
    if not group.shown:
        return COMBINED
    return Status.SHOWN.value if shown else Status.WITHHELD.value
