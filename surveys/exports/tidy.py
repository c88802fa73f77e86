"""Tidy: every figure of a release as a row, in columns that stay as they are (docs/files.md)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from operator import attrgetter

from surveys.exports import sheet
from surveys.exports.whole import Whole
from surveys.exports.words import BANDS, POLARITIES
from surveys.instruments.instrument import Item
from surveys.releases.document import Group
from surveys.releases.shelf import Shelved
from surveys.reports.answers import Distribution
from surveys.reports.attributes import title
from surveys.reports.change import Change
from surveys.reports.figure import Figure, Gap
from surveys.reports.themes import Theme
from surveys.reports.topics import Topic

COLUMNS = (
    "release",
    "wave",
    "round",
    "published_on",
    "group_code",
    "group",
    "group_kind",
    "subject",
    "measure_code",
    "measure",
    "part_code",
    "part",
    "status",
    "unit",
    "value",
    "percent",
    "low",
    "high",
    "band",
    "base",
)


@dataclass(frozen=True)
class Row:
    """One figure of a group. Everything after ``unit`` is empty where it is withheld."""

    subject: str
    measure_code: str
    measure: str
    part_code: str
    part: str
    #: "shown", "band", or why there is no figure
    status: str
    unit: str
    value: int | None = None
    percent: int | None = None
    low: int | None = None
    high: int | None = None
    band: str = ""
    base: int | None = None


#: ``astuple`` would copy every value, which takes longer than all the rest.
_VALUES = attrgetter(*(field.name for field in fields(Row)))


def file(whole: Whole) -> bytes:
    """All of them as CSV."""
    release = whole.round.release
    return table((release, group, row) for group in whole.groups for row in rows(whole, group))


def table(lines: Iterable[tuple[Shelved, Group, Row]]) -> bytes:
    """Some figures of some releases and groups as CSV, in the same columns."""
    return sheet.table(COLUMNS, (_line(release, group, row) for release, group, row in lines))


def rows(whole: Whole, group: Group) -> Iterator[Row]:
    """A group's figures: who answered, scores, answers, what comments are about."""
    yield from _response(whole, group)
    for topic, figure in whole.scores(group):
        yield of_score(topic, figure)
    for item in whole.items:
        if whole.splits(group, item):
            yield from of_item(item, whole.answers(group, item))
    for theme in whole.themes(group):
        yield from of_theme(theme)


def kind(group: Group) -> str:
    """ "group" of the organisation, "combined" for several counted together, or the question whose answer makes it."""
    if group.attribute is not None:
        return group.attribute
    return "combined" if group.kind == "combined" else "group"


def _response(whole: Whole, group: Group) -> Iterator[Row]:
    found = whole.response(group)
    status = "shown" if found else Gap.WITHHELD
    head = ("response", "response", "Who answered")
    answered = found.answered if found else None
    percent = found.percent if found else None
    yield Row(
        *head, "answered", "Answered", status, "people", answered, percent=percent, base=answered
    )
    if group.attribute is None:  # of a role nobody knows how many were invited
        invited = found.invited if found else None
        yield Row(*head, "invited", "Invited", status, "people", invited)


def of_score(topic: Topic, figure: Figure) -> Row:
    return of_points("topic", topic.code, topic.name, figure)


def of_band(item: Item, band: str | None, base: int | None, status: str) -> Row:
    """A sensitive question."""
    head = ("question", item.code, item.text_in("en"))
    return Row(*head, "", "", status, "band", band=BANDS.get(band or "", ""), base=base)


def of_points(subject: str, code: str, name: str, figure: Figure) -> Row:
    """A score of a topic, or the points of one question."""
    return Row(
        subject,
        code,
        name,
        "",
        "",
        figure.gap or "shown",
        "points",
        figure.value,
        low=figure.low,
        high=figure.high,
        base=figure.base,
    )


def of_change(each: Change, before: Shelved) -> Row:
    """What became of a topic's score since an earlier round; ``band`` says whether it is more than chance."""
    verdict = "more than chance" if each.beyond_chance else "may be chance"
    return Row(
        "change",
        each.topic.code,
        each.topic.name,
        before.wave,
        f"Since {before.name_in('en')}",
        each.gap or "shown",
        "points",
        each.difference,
        low=each.low,
        high=each.high,
        band="" if each.difference is None else verdict,
        base=None if each.difference is None else each.now.figure.base,
    )


def of_item(item: Item, found: Distribution) -> Iterator[Row]:
    """A row an answer; for a sensitive question one row with its band."""
    head = ("question", item.code, item.text_in("en"))
    status = Gap.WITHHELD if found.withheld else "band" if found.band else "shown"
    if item.sensitive:
        yield of_band(item, found.band, found.base, status)
        return
    for option in item.options:
        share = found.share(option)
        yield Row(
            *head,
            option.value,
            option.text_in("en"),
            status,
            "people",
            share.people if share else None,
            share.percent if share else None,
            base=found.base,
        )


def of_theme(theme: Theme, gap: Gap | None = None) -> Iterator[Row]:
    """How many comments in all, then by what they say; for a sensitive theme its band. ``gap``: why there is nothing."""
    head = ("theme", theme.code, theme.name)
    if theme.withheld or theme.band:
        status = (gap or Gap.WITHHELD) if theme.withheld else "band"
        band = BANDS.get(theme.band or "", "")
        yield Row(*head, "", "", status, "comments", band=band, base=theme.base)
        return
    yield Row(
        *head, "all", "In all", "shown", "comments", theme.comments, theme.percent, base=theme.base
    )
    for code, name in POLARITIES.items():
        number = theme.polarity.get(code, 0)
        yield Row(*head, code, name, "shown", "comments", number, base=theme.base)


def _line(release: Shelved, group: Group, row: Row) -> tuple[str, ...]:
    said = (release.digest, release.wave, release.name_in("en"), release.published_on.isoformat())
    return *said, group.code, title(group), kind(group), *map(_cell, _VALUES(row))


def _cell(value: str | int | None) -> str:
    return "" if value is None else str(value)
