"""The table of releases: which rounds are published, under which pledge."""

from collections.abc import Iterator
from typing import Final

from flask import Response

from pulse.api import answer, asked
from pulse.api.answer import Row
from pulse.api.asked import Asked
from pulse.api.door import table
from pulse.api.guard import keyed
from pulse.extensions import people
from surveys.reports import rounds as published
from surveys.reports.rounds import Round

COLUMNS: Final = (
    "wave",
    "name",
    "number",
    "opens_on",
    "closes_on",
    "published_on",
    "threshold",
    "comment_threshold",
    "sensitive_threshold",
    "demonstration",
    "digest",
)


@table("/releases")
@keyed
def releases() -> Response:
    """Every published round, the oldest first."""
    wanted, found = asked.read(), published.load(people())
    newest = found[-1].release.digest if found else ""
    rows = (row for own in found for row in _rows(own, wanted))
    return answer.table("releases", COLUMNS, rows, wanted, newest)


def _rows(own: Round, wanted: Asked) -> Iterator[Row]:
    release = own.release
    yield (
        release.wave,
        release.name_in(wanted.language),
        release.number,
        release.opens_on.isoformat(),
        release.closes_on.isoformat(),
        release.published_on.isoformat(),
        own.pledge.get("threshold"),
        own.pledge.get("comment_threshold"),
        own.pledge.get("sensitive_threshold"),
        release.demonstration,
        release.digest,
    )
