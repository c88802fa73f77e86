"""The table of themes: what comments are about, counted. No comment is in the API."""

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
from surveys.releases.release import Subject
from surveys.reports import rounds as published
from surveys.reports import themes as counted
from surveys.reports.attributes import title
from surveys.reports.rounds import Round

COLUMNS: Final = (
    "wave",
    "group",
    "group_name",
    "theme",
    "theme_name",
    "status",
    "comments_in_all",
    "comments",
    "critical",
    "mixed",
    "positive",
    "percent",
    "band",
)


@table("/releases/<wave>/themes")
@keyed
def themes(wave: str) -> Response:
    """Every theme of every group with figures of its own; a sensitive one as a band."""
    wanted = asked.read("group")
    own = published.find(published.load(people()), wave)
    rows = _rows(own, wanted, wanted.groups(own))
    return answer.table(f"themes-{wave}", COLUMNS, rows, wanted, own.release.digest)


def _rows(own: Round, wanted: Asked, found: tuple[Group, ...]) -> Iterator[Row]:
    only = None if wanted.group is None else [wanted.group]
    shown = {group.code: group for group in found if group.shown}
    for cell in shelf.cells(people(), own.release, groups=only, subject=Subject.THEME):
        if cell.group_code in shown:
            theme = counted.of_cell(own, cell.measure, cell, wanted.language)
            yield (
                own.release.wave,
                cell.group_code,
                title(shown[cell.group_code], wanted.language),
                theme.code,
                theme.name,
                cell.status.value,
                theme.base,
                theme.comments,
                theme.polarity.get("negative"),
                theme.polarity.get("mixed"),
                theme.polarity.get("positive"),
                theme.percent,
                theme.band,
            )
