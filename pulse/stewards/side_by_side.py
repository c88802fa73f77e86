"""Two rounds side by side: the comments of each that fit the same filters, and what all comments were about.

Keeps docs/promise.md#comments: comments are those this reader may read; counts are those that were released, never
made of the comments on the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import render_template, request

from pulse.access.permissions import STEWARDS, requires
from pulse.extensions import people
from pulse.stewards import desk
from pulse.stewards.choices import choices, in_words
from pulse.stewards.comments import readable
from pulse.stewards.door import door
from pulse.stewards.marked import marked
from pulse.stewards.selection import NO_THEME, Selection
from surveys.exports.comments import Told
from surveys.exports.words import POLARITIES
from surveys.reports import rounds, themes
from surveys.reports.rounds import NoSuchGroup, Round
from surveys.reports.themes import Theme, Themes

#: Comments of each round on the page; the rest is behind a link.
SHOWN = 25


@dataclass(frozen=True)
class Column:
    """One of the two rounds. ``counted``: what its release says of the group, or nothing where it has no figures."""

    round: Round
    comments: Sequence[Told]
    total: int
    counted: Themes | None

    @property
    def by_code(self) -> dict[str, Theme]:
        if self.counted is None:
            return {}
        every = (*self.counted.counted, *self.counted.banded, *self.counted.withheld)
        return {theme.code: theme for theme in every}

    @property
    def withholds(self) -> bool:
        return bool(self.counted and self.counted.withheld)

    @property
    def base(self) -> int | None:
        """How many comments the counts rest on."""
        counted = self.counted.counted if self.counted else ()
        return counted[0].base if counted else None


@dataclass(frozen=True)
class Row:
    """One theme in both rounds; nothing in a round that has no figure of it."""

    name: str
    first: Theme | None
    second: Theme | None


@door.get("/comments/side-by-side")
@requires(*STEWARDS)
def side_by_side() -> str:
    """Two columns. Raises NoSuchRound."""
    known, ours = rounds.load(people()), readable()
    selection = replace(Selection.asked(request.args), round="")
    pair = _pair(known)
    same = bool(pair) and pair[0] is pair[1]
    group = selection.service or desk.mine().scope or (known[-1].top.code if known else "")
    columns = () if same else tuple(_column(each, ours, selection, group) for each in pair)
    offered = choices(ours, selection, known)
    return render_template(
        "stewards/side_by_side.html",
        known=known,
        pair=pair,
        errors=[("second", "Choose two different rounds")] if same else [],
        columns=columns,
        rows=_rows(columns, selection.theme),
        group=_name(columns, group),
        selection=selection,
        choices=[choice for choice in offered if choice.name != "round"],
        said=in_words(offered, selection),
        no_theme=selection.theme == NO_THEME,
        marked=marked,
        polarities=POLARITIES,
    )


def _pair(known: Sequence[Round]) -> tuple[Round, ...]:
    """The two that are asked for; else the newest and the one before. None where there are not two. Raises NoSuchRound."""
    if len(known) < 2:
        return ()
    first, second = request.args.get("first", ""), request.args.get("second", "")
    later = rounds.find(known, second) if second else known[-1]
    if first:
        earlier = rounds.find(known, first)
        if not second and earlier is later:
            later = known[-2]
        return earlier, later
    place = known.index(later)
    return known[place - 1] if place else known[1], later


def _column(own: Round, ours: Sequence[Told], selection: Selection, group: str) -> Column:
    here = replace(selection, round=own.release.wave)
    found = [one for one in ours if here.admits(one)]
    try:
        counted = themes.table(people(), own.release, group)
    except NoSuchGroup:
        counted = None
    return Column(own, found[:SHOWN], len(found), counted)


def _rows(columns: Sequence[Column], wanted: str) -> list[Row]:
    """The chosen theme, or all; in the order of the second round."""
    if not columns:
        return []
    first, second = (column.by_code for column in columns)
    return [
        Row((second.get(code) or first[code]).name, first.get(code), second.get(code))
        for code in (*second, *(code for code in first if code not in second))
        if wanted in ("", code)
    ]


def _name(columns: Sequence[Column], group: str) -> str:
    """What the newest of the two rounds calls the group."""
    for column in reversed(columns):
        if group in column.round.by_code:
            return column.round.by_code[group].name_in("en")
    return group
