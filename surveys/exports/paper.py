"""The board paper: what one round says of a whole organisation, in two pages, as values that PDF and Word both show.

It says how things stood on the day of the release, so the same release gives the same paper whenever it is made.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from surveys.charts.point import WHY_WITHHELD
from surveys.exports.measures import CONFIDENTIAL, NOT_AVAILABLE
from surveys.exports.whole import Whole
from surveys.exports.words import BANDS, POLARITIES
from surveys.reports import picture, standing
from surveys.reports.change import Change
from surveys.reports.exposed import answers_counted
from surveys.reports.figure import Figure, Gap
from surveys.reports.standing import Standing, WhereWeStand
from surveys.typeset import in_words

#: Columns of figures that fit a sheet of paper, rows that anybody reads, themes that matter.
ACROSS, DOWN, THEMES = 10, 25, 8


@dataclass(frozen=True)
class Table:
    """A table: what it shows, its heads and rows (the first cell names its row), and what stands below it.

    ``widths``: of words, how wide the columns are beside each other; without, all but the first are figures.
    """

    caption: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str = ""
    widths: Sequence[float] = ()


@dataclass(frozen=True)
class Figured:
    """A picture as SVG, and the words that stand for it."""

    caption: str
    svg: str


@dataclass(frozen=True)
class Section:
    """A heading and what stands below it."""

    heading: str
    sentences: Sequence[str] = ()
    tables: Sequence[Table] = ()
    figure: Figured | None = None


@dataclass(frozen=True)
class Paper:
    """The whole paper. ``day``: year, month and day of the release."""

    title: str
    about: str
    origin: str
    day: tuple[int, int, int]
    sections: Sequence[Section]


def compose(people: Session, whole: Whole, actions: Sequence[Table] = ()) -> Paper:
    """The paper of a release. ``actions``: what directors had promised by then (``surveys.exports.promised``)."""
    release = whole.round.release
    day = release.published_on
    made_up = "A demonstration: everything in it is made up. " if release.demonstration else ""
    return Paper(
        title=f"{whole.organisation}: {whole.round.label}",
        about=f"{made_up}What social workers said, published to everybody on {in_words(day)}.",
        origin=f"{whole.origin}.",
        day=(day.year, day.month, day.day),
        sections=tuple(_sections(people, whole, actions)),
    )


def _sections(people: Session, whole: Whole, actions: Sequence[Table]) -> Iterator[Section]:
    top = whole.round.top
    if not top.shown:
        yield Section("Nothing to show", ("Too few answered to show anything of this round.",))
        return
    found = standing.standing(people, top.code, until=whole.round.number)
    yield Section("Where we stand", tuple(_headline(found)), (_scores(found),))
    trends = [each.trend for each in (*found.topics, *found.earlier)]
    if trends:
        drawn = picture.of_topics(trends, whole.organisation)
        how = (
            "Scores from 0 to 100, high is good. Shaded: how far chance alone could move them. "
            "Hatched: no figure."
        )
        yield Section("Every topic over all rounds", (how,), figure=Figured(how, drawn))
    yield Section("Services and teams", (), tuple(_map(whole)))
    yield Section("What comments are about", (), tuple(_themes(whole)))
    if found.bands:
        yield Section("Sensitive questions", (), (_bands(found),))
    if actions:
        yield Section("What directors promised", (), actions)
    yield Section("How to read this", tuple(_how(whole)))


def _headline(found: WhereWeStand) -> Iterator[str]:
    said = found.response
    if said is None or said.percent is None:
        yield f"How many answered is {WHY_WITHHELD}."
    else:
        yield f"{said.answered} of {said.invited} people answered ({said.percent}%)."
    if found.weakest:
        named = ", ".join(f"{each.topic.name} ({each.figure.value})" for each in found.weakest)
        yield f"Weakest topics, of 100: {named}."
    if not found.compared:
        yield "There is no earlier round to compare with."
    elif found.real:
        moved = ", ".join(f"{each.topic.name} ({each.signed})" for each in found.real)
        yield f"Changed by more than chance since the round that asked before: {moved}."
    else:
        yield "No topic changed by more than chance since the round that asked before."


def _scores(found: WhereWeStand) -> Table:
    return Table(
        "Every topic of this round",
        ("Topic", "Score", "Likely between", "Answers", "Change", "Is it real?"),
        [_score(each, found.changes.get(each.topic.code)) for each in found.topics],
        _signs(each.figure for each in found.topics),
    )


def _score(each: Standing, change: Change | None) -> tuple[str, ...]:
    figure = each.figure
    between = "" if figure.low is None else f"{figure.low} and {figure.high}"
    moved = change.signed if change else ""
    real = "more than chance" if change and change.beyond_chance else "may be chance"
    base = "" if figure.base is None else str(figure.base)
    return each.topic.name, value(figure), between, base, moved, real if moved else ""


def _map(whole: Whole) -> Iterator[Table]:
    """The groups right below the whole, as many topics side by side as fit."""
    below = whole.round.children(whole.round.top.code)
    groups = (whole.round.top, *below[:DOWN])
    left_out = len(below) - DOWN
    more = f" {left_out} more groups stand in the workbook." if left_out > 0 else ""
    figures = [(group, {t.code: f for t, f in whole.scores(group)}) for group in groups]
    for first in range(0, len(whole.topics), ACROSS):
        topics = whole.topics[first : first + ACROSS]
        rows = [
            (group.name_in("en"), *(value(scores[topic.code]) for topic in topics))
            for group, scores in figures
        ]
        signs = _signs(scores[topic.code] for _, scores in figures for topic in topics)
        caption = "Scores of the groups below, 0 to 100, high is good"
        yield Table(caption, ("Group", *(t.name for t in topics)), rows, f"{signs}{more}".strip())


def _themes(whole: Whole) -> Iterator[Table]:
    found = whole.themes(whole.round.top)
    counted = sorted(
        (each for each in found if each.comments is not None),
        key=lambda each: -(each.comments or 0),
    )
    if counted:
        yield Table(
            f"The most frequent themes of {counted[0].base} comments",
            ("Theme", "Comments", *POLARITIES.values()),
            [
                (e.name, str(e.comments), *(str(e.polarity.get(code, 0)) for code in POLARITIES))
                for e in counted[:THEMES]
            ],
            "A comment may have several themes. A program finds them by their words.",
        )
    banded = [each for each in found if each.band]
    if banded:
        yield Table(
            "Sensitive themes, in bands fixed beforehand",
            ("Theme", "Share of comments that criticise"),
            [(each.name, BANDS.get(each.band or "", "")) for each in banded],
        )
    if not counted and not banded:
        yield Table("Themes", ("Theme", "Comments"), [("All", CONFIDENTIAL)], _WHY)


def _bands(found: WhereWeStand) -> Table:
    rows = []
    for trend in found.bands:
        last = trend.moments[-1]
        share = BANDS.get(last.band or "") or CONFIDENTIAL
        base = CONFIDENTIAL if last.base is None else str(last.base)
        rows.append(
            (trend.item.text_in("en"), answers_counted(trend.item), share, base, last.label)
        )
    hidden = any(trend.moments[-1].band is None for trend in found.bands)
    return Table(
        "The share of people, in bands fixed beforehand",
        ("Question", "Share who", "Band", "Answers", "Last asked"),
        rows,
        _WHY if hidden else "",
        widths=(4, 4.3, 1.4, 1.4, 1.7),
    )


_WHY = f"{CONFIDENTIAL}: {WHY_WITHHELD}."


def value(figure: Figure) -> str:
    """A score, or the sign that stands for it."""
    if figure.gap is not None:
        return CONFIDENTIAL if figure.gap is Gap.WITHHELD else NOT_AVAILABLE
    return str(figure.value)


def _signs(figures: Iterator[Figure]) -> str:
    """What the signs in a table stand for."""
    found = {value(figure) for figure in figures if figure.gap}
    none = f"{NOT_AVAILABLE}: there is no score."
    return " ".join(
        sentence
        for sign, sentence in ((CONFIDENTIAL, _WHY), (NOT_AVAILABLE, none))
        if sign in found
    )


def _how(whole: Whole) -> Iterator[str]:
    yield (
        f"Every figure rests on at least {whole.round.pledge['threshold']} people. Directors, unions, principal social "
        "workers and workers read the same figures from the same moment on; nobody sees more."
    )
    yield (
        "“More than chance” is said after a correction for all comparisons made at once. The figures speak of those who "
        "answered, and do not say why."
    )
    yield "The workbook and the CSV file of this round have every figure."
    yield from whole.round.instrument.attributions
