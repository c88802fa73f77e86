"""Suppressing: which figure of which group may be shown, with counts, as a band, or not at all.

Keeps docs/promise.md#small-numbers. The groups are cut by who answered (``arrange``); for each question they are cut
again by who answered it, and only more can be hidden. Hidden means withheld: the row says so and holds no number.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from surveys.blocks import Node, TooFew, cut
from surveys.disclosure.arrange import Arrangement
from surveys.disclosure.difference import Family, down_to, isolated, left_over, within
from surveys.disclosure.tabulate import Commenting, Table
from surveys.fieldwork.pledge import Pledge
from surveys.instruments.instrument import Instrument, Item
from surveys.releases.document import Cell
from surveys.releases.release import Status, Subject

WHOLE, SERVICES, TEAMS = 0, 1, 99


class Form(Enum):
    """What a figure may say where it is shown: counts, a band, or only how many answered."""

    COUNTS = auto()
    BAND = auto()
    BASE = auto()


@dataclass(frozen=True)
class Suppressor:
    """A wave's groups and pledge, and from them the cells of each subject."""

    arrangement: Arrangement
    pledge: Pledge

    def responses(
        self, respondents: Mapping[str, int], headcounts: Mapping[str, int]
    ) -> Iterator[Cell]:
        """How many answered, of how many, for every shown group."""
        answered = self.arrangement.totals(respondents)
        invited = self.arrangement.totals(headcounts)
        family = narrow(self.arrangement.family, invited, self.pledge.threshold)
        safe = {member.code for member in family}
        for code in self._rows():
            shown = code in safe
            yield Cell(
                code,
                Subject.RESPONSE,
                "response",
                Status.SHOWN if shown else Status.WITHHELD,
                base=answered[code] if shown else None,
                counts={"invited": invited[code]} if shown else None,
            )

    def items(self, instrument: Instrument, tables: Mapping[str, Table]) -> Iterator[Cell]:
        """Every closed item in every shown group. A follow-up is shown only where its parent is."""
        families: dict[str, Family] = {}
        for item in instrument.closed:
            table = tables[item.code]
            start = families[item.follows.item] if item.follows else self.arrangement.family
            floor = self.pledge.sensitive_threshold if item.sensitive else self.pledge.threshold
            deepest = min(_deepest(item), _deepest_after(item, instrument))
            family = self._agreed(down_to(start, deepest), table, item, floor)
            families[item.code] = family
            yield from self._cells(Subject.ITEM, item.code, table, family, form=_form(item))

    def _agreed(self, family: Family, table: Table, item: Item, floor: int) -> Family:
        """The groups safe for those who answered and, of these, for those whose answer has a score.

        A score is shown too, and "I don't hold cases" is no part of it: it must not rest on the two who do.
        """
        totals = [self.arrangement.totals(table.base)]
        if item.scored and _form(item) is Form.COUNTS:
            totals.append(self.arrangement.totals(_scored(table, item)))
        while True:
            kept = family
            for each in totals:
                kept = narrow(kept, each, floor)
            if kept == family:
                return kept
            family = kept

    def themes(self, comments: Commenting, sensitive: Mapping[str, bool]) -> Iterator[Cell]:
        """Every theme in every shown group. ``sensitive``: theme -> whether it is shown as a band only."""
        everyday, guarded = self._everyday(comments), self._guarded(comments)
        for theme, table in comments.themes.items():
            family = guarded if sensitive[theme] else everyday
            form = Form.BAND if sensitive[theme] else Form.COUNTS
            yield from self._cells(Subject.THEME, theme, table, family, form=form)

    def _everyday(self, comments: Commenting) -> Family:
        """Services and wider: with a team's theme counts beside it, a comment of a service could be led back to the team."""
        return down_to(self.commenters(comments), SERVICES)

    def commenters(self, comments: Commenting) -> Family:
        """The groups in which enough people commented for themes to be counted."""
        people = self.arrangement.totals(comments.people)
        return narrow(self.arrangement.family, people, self.pledge.threshold)

    def attribution(self, comments: Commenting, item: str) -> Family:
        """The groups to which a comment on this item may be attributed: services or wider, never a team."""
        people = self.arrangement.totals(comments.by_item[item])
        start = down_to(self.commenters(comments), SERVICES)
        return narrow(start, people, self.pledge.comment_threshold)

    def _guarded(self, comments: Commenting) -> Family:
        people = self.arrangement.totals(comments.people)
        start = down_to(self.commenters(comments), SERVICES)
        return narrow(start, people, self.pledge.sensitive_threshold)

    def _rows(self) -> tuple[str, ...]:
        """Every shown group has a row for every measure; the whole has one even when nothing is shown."""
        family = self.arrangement.family
        return tuple(m.code for m in family) or (self.arrangement.groups[0].code,)

    def _cells(
        self, subject: Subject, measure: str, table: Table, family: Family, *, form: Form
    ) -> Iterator[Cell]:
        shown = {member.code for member in family}
        base, exposed = self.arrangement.totals(table.base), self.arrangement.totals(table.exposed)
        counts = {
            option: self.arrangement.totals(people) for option, people in table.counts.items()
        }
        for code in self._rows():
            if code not in shown:
                yield Cell(code, subject, measure, Status.WITHHELD)
            elif form is Form.BAND:
                share = band(exposed[code], base[code])
                yield Cell(code, subject, measure, Status.BAND, base=base[code], band=share)
            else:
                own = {option: people[code] for option, people in counts.items()}
                said = own if form is Form.COUNTS else {}
                yield Cell(code, subject, measure, Status.SHOWN, base=base[code], counts=said)


def band(exposed: int, base: int) -> str:
    """The share exposed in one of three bands, fixed beforehand: under 10 %, 10 to under 25 %, 25 % or more."""
    if exposed * 10 < base:
        return "under_10"
    return "10_24" if exposed * 4 < base else "25_plus"


def narrow(family: Family, totals: Mapping[str, int], floor: int) -> Family:
    """The family cut again by these totals: a part of it, in which nothing isolates fewer than ``floor`` people."""
    if not family:
        return ()
    left = left_over(family, totals)
    nodes = [Node(member.code, member.parent, left[member.code]) for member in family]
    try:
        kept = within(family, cut(nodes, floor).shown)
    except TooFew:
        return ()
    if isolated(kept, totals, floor):
        raise AssertionError("The tree programme left a small set of people.")
    return kept


def _scored(table: Table, item: Item) -> dict[str, int]:
    """Node -> people whose answer has a score."""
    scored = [table.counts[option.value] for option in item.options if option.score is not None]
    return {node: sum(counts[node] for counts in scored) for node in table.base}


def _deepest(item: Item) -> int:
    if item.attribute or item.yearly:
        return WHOLE
    return SERVICES if item.sensitive else TEAMS


def _deepest_after(item: Item, instrument: Instrument) -> int:
    """A follow-up of a sensitive item is asked of those whom its band stands for: its base would count them."""
    parent = instrument.item(item.follows.item) if item.follows else None
    return WHOLE if parent is not None and parent.sensitive else TEAMS


def _form(item: Item) -> Form:
    """Of who answers (role, age) the table stays closed: with the groups it could point at a few people."""
    if item.attribute:
        return Form.BASE
    return Form.BAND if item.sensitive else Form.COUNTS
