"""Tables: what stands on the sheets of a release's workbook, one table a sheet. A withheld figure is its sign, never a number."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from surveys.exports import tidy
from surveys.exports.measures import CONFIDENTIAL, NOT_APPLICABLE, NOT_AVAILABLE
from surveys.exports.whole import Whole
from surveys.exports.words import BANDS, POLARITIES
from surveys.instruments.instrument import Item
from surveys.releases.document import Group
from surveys.reports.answers import Distribution
from surveys.reports.attributes import title
from surveys.reports.exposed import answers_counted
from surveys.reports.figure import Figure, Gap

Value: TypeAlias = str | int


@dataclass(frozen=True)
class Table:
    """A sheet: its name, what its table shows and how to read it. ``texts``: how many columns, from the left, are words."""

    sheet: str
    title: str
    instructions: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Value]]
    texts: int = 2


_GROUP = ("Code", "Group")


def tables(whole: Whole) -> Iterator[Table]:
    """Every table that has rows, in the order of the sheets."""
    found = (_response(whole), *_scores(whole), *_answers(whole), _bands(whole), *_themes(whole))
    return (table for table in (*found, _groups(whole)) if table.rows)


def _response(whole: Whole) -> Table:
    rows = []
    for group in whole.groups:
        found = whole.response(group)
        answered = found.answered if found else CONFIDENTIAL
        invited = found.invited if found else CONFIDENTIAL
        percent = found.percent if found else CONFIDENTIAL
        rows.append([*_of(group), answered, *(_or_not(group, n) for n in (invited, percent))])
    return Table(
        "Response",
        "Who answered",
        "How many were invited is known for the organisation’s groups, not for answers about oneself.",
        (*_GROUP, "Answered", "Invited", "Percent"),
        rows,
    )


def _or_not(group: Group, value: Value | None) -> Value:
    return NOT_APPLICABLE if group.attribute is not None or value is None else value


_SCORES = (
    ("Scores", "Topic scores, 0 to 100, high is good", "value"),
    ("Scores, lower end", "The lower end of each score’s likely range", "low"),
    ("Scores, upper end", "The upper end of each score’s likely range", "high"),
    ("Scores, answers", "How many answers each score rests on", "base"),
)


def _scores(whole: Whole) -> Iterator[Table]:
    """Four sheets alike, so that a cell of one explains the same cell of another."""
    found = [
        (group, {t.code: figure for t, figure in whole.scores(group)}) for group in whole.groups
    ]
    if not whole.topics:
        return
    for sheet, heading, part in _SCORES:
        rows = [
            [*_of(group), *(_score(figures.get(topic.code), part) for topic in whole.topics)]
            for group, figures in found
        ]
        yield Table(
            sheet,
            heading,
            "The likely range is how far chance alone could move a score; four sheets alike have the score, its lower "
            "and upper end, and how many answers it rests on.",
            (*_GROUP, *_unlike([topic.name for topic in whole.topics])),
            rows,
        )


def _score(figure: Figure | None, part: str) -> Value:
    if figure is None:
        return NOT_APPLICABLE
    if figure.gap is not None:
        return CONFIDENTIAL if figure.gap is Gap.WITHHELD else NOT_AVAILABLE
    value: int | None = getattr(figure, part)
    return NOT_AVAILABLE if value is None else value


def _answers(whole: Whole) -> Iterator[Table]:
    """A sheet for all questions that offer the same answers: their distributions in percent."""
    alike: dict[tuple[str, ...], list[Item]] = {}
    for item in whole.items:
        if not item.sensitive:
            alike.setdefault(tuple(option.text_in("en") for option in item.options), []).append(
                item
            )
    for number, (options, items) in enumerate(alike.items(), start=1):
        rows = [
            [*_of(group), item.text_in("en"), *_percents(whole.answers(group, item), len(options))]
            for item in items
            for group in whole.groups
            if whole.splits(group, item)
        ]
        yield Table(
            f"Answers {number}",
            f"How questions were answered, in percent: {' / '.join(options)}",
            "Whole percent of those who answered the question. The CSV file has the number of people too.",
            (*_GROUP, "Question", "People", *_unlike(options)),
            rows,
            texts=3,
        )


def _percents(found: Distribution, options: int) -> list[Value]:
    if found.base is None:
        return [CONFIDENTIAL] * (options + 1)
    return [found.base, *(share.percent for share in found.shares)]


def _bands(whole: Whole) -> Table:
    rows: list[Sequence[Value]] = []
    for item in whole.items:
        for group in whole.groups if item.sensitive else ():
            if whole.splits(group, item):
                found = whole.answers(group, item)
                share = BANDS.get(found.band or "") or CONFIDENTIAL
                counted = answers_counted(item)
                rows.append([*_of(group), item.text_in("en"), counted, share, found.base or share])
    return Table(
        "Sensitive questions",
        "Sensitive questions: the share of people, in bands fixed beforehand",
        "A band instead of a number, so that no figure points at anybody.",
        (*_GROUP, "Question", "Share who", "Band", "People"),
        rows,
        texts=5,
    )


def _themes(whole: Whole) -> Iterator[Table]:
    counted: list[Sequence[Value]] = []
    banded: list[Sequence[Value]] = []
    for group in whole.groups:
        for theme in whole.themes(group):
            head = [*_of(group), theme.name]
            if theme.band:
                banded.append([*head, BANDS.get(theme.band, ""), theme.base or 0])
            elif theme.base is None or theme.comments is None:
                counted.append([*head, *[CONFIDENTIAL] * 5])
            else:
                by = [theme.polarity.get(code, 0) for code in POLARITIES]
                counted.append([*head, theme.comments, *by, theme.base])
    how = "Comments are counted, not people, and a comment may have several themes. A program finds them by their words."
    names = (*POLARITIES.values(), "All comments of the group")
    columns = (*_GROUP, "Theme", "Comments on it", *names)
    yield Table("Themes", "What comments are about", how, columns, counted, texts=3)
    heading = "Sensitive themes: the share of comments that criticise, in bands fixed beforehand"
    columns = (*_GROUP, "Theme", "Band", "All comments of the group")
    yield Table("Sensitive themes", heading, how, columns, banded, texts=4)


def _groups(whole: Whole) -> Table:
    """Shown and hidden ones; of a hidden one nothing but where it is counted."""
    names = {group.code: group.name_in("en") for group in whole.round.groups}
    rows = [
        [
            *_of(group),
            names.get(group.parent or "") or NOT_APPLICABLE,
            tidy.kind(group),
            "of its own" if group.shown else "counted with others",
            group.combined_in or NOT_APPLICABLE,
        ]
        for group in whole.round.groups
    ]
    return Table(
        "Groups",
        "Every group, and where its answers are counted",
        "A group that is too small to be shown alone is counted together with others; their code stands in the last column.",
        (*_GROUP, "Part of", "Kind", "Figures", "Counted in"),
        rows,
        texts=6,
    )


def _of(group: Group) -> tuple[str, str]:
    return group.code, title(group)


def _unlike(names: Sequence[str]) -> list[str]:
    """The names, none twice: a table's columns must differ."""
    found: list[str] = []
    for name in names:
        found.append(name if name not in found else f"{name} ({len(found) + 1})")
    return found
