"""Standing figures: the tables of the first page about a group to carry away."""

from collections.abc import Iterator

from surveys.exports import change_figures, tidy
from surveys.exports.kept import NoSuchFile
from surveys.exports.wanted import Line, OneFigure, Wanted
from surveys.reports.standing import Standing, WhereWeStand, standing

#: The tables, by the word that stands for each in an address.
SCORES, EARLIER, BANDS = "scores", "earlier", "bands"


def of_group(wanted: Wanted, code: str) -> OneFigure:
    """Scores of the newest round with their changes, topics asked earlier, or bands. Raises NoSuchFile, NoSuchGroup."""
    found = standing(wanted.people, wanted.group)
    tables = {SCORES: _scores, EARLIER: _earlier, BANDS: _bands}
    if code not in tables:
        raise NoSuchFile("There is no such figure.")
    return OneFigure(tuple(tables[code](wanted, found)))


def _scores(wanted: Wanted, found: WhereWeStand) -> Iterator[Line]:
    for each in found.topics:
        yield _score(wanted, found, each)
    yield from change_figures.lines(wanted, found.group, found.changes.values())


def _earlier(wanted: Wanted, found: WhereWeStand) -> Iterator[Line]:
    return (_score(wanted, found, each) for each in found.earlier)


def _score(wanted: Wanted, found: WhereWeStand, each: Standing) -> Line:
    own = wanted.releases[each.trend.moments[-1].number]
    return own, found.group, tidy.of_score(each.topic, each.figure)


def _bands(wanted: Wanted, found: WhereWeStand) -> Iterator[Line]:
    for each in found.bands:
        last = each.moments[-1]
        row = tidy.of_band(each.item, last.band, last.base, last.gap or "band")
        yield wanted.by_label[last.label], found.group, row
