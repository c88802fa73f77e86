"""Change figures: the tables of changes to carry away, with the same verdicts as on their pages."""

from collections.abc import Iterable, Iterator

from surveys.exports import tidy
from surveys.exports.kept import NoSuchFile
from surveys.exports.wanted import Line, OneFigure, Wanted
from surveys.releases.document import Group
from surveys.reports import baseline, change, changes, trends
from surveys.reports.change import Change
from surveys.reports.changes import Changes

#: Instead of a topic: every topic of the page.
EVERY_TOPIC = "all"


def of_groups(wanted: Wanted, code: str) -> OneFigure:
    """A group and all right below it: of one topic or of every topic. Raises NoSuchFile, NoSuchGroup, NoSuchRound."""
    lines = [
        (wanted.round.release, group, row)
        for found in _pages(wanted)
        for group, one in _changes(found)
        if code in (EVERY_TOPIC, one.topic.code)
        for row in [tidy.of_change(one, wanted.releases[one.before.number])]
    ]
    if not lines:
        raise NoSuchFile("There is no such figure.")
    return OneFigure(tuple(lines))


def of_topic(wanted: Wanted, code: str) -> OneFigure:
    """One topic of one group, since the round before and since a year ago. Raises NoSuchFile, NoSuchGroup."""
    found = trends.topics(wanted.people, wanted.group)
    newest = wanted.rounds[-1]
    own = [
        each
        for against in (baseline.PREVIOUS, baseline.YEAR)
        for each in change.of_lines(found.topics, wanted.rounds, newest, against)
        if each.topic.code == code
    ]
    if not own:
        raise NoSuchFile("There is no such figure.")
    return OneFigure(tuple(lines(wanted, found.group, own)))


def lines(wanted: Wanted, group: Group, found: Iterable[Change]) -> Iterator[Line]:
    """A row a change, under the newest round."""
    for each in found:
        row = tidy.of_change(each, wanted.releases[each.before.number])
        yield wanted.rounds[-1].release, group, row


def _pages(wanted: Wanted) -> Iterator[Changes]:
    """Every page of the table: what a page judges together stays judged together."""
    skip: int | None = 0
    while skip is not None:
        found = changes.table(
            wanted.people, wanted.round.release, wanted.group, against=wanted.since, skip=skip
        )
        yield found
        skip = found.next_from


def _changes(found: Changes) -> Iterator[tuple[Group, Change]]:
    rows = found.rows if found.skipped else found.every
    return ((row.group, one) for row in rows for one in row.changes)
