"""Suppressing: which figure of which group may be shown, with counts, as a band, or not at all.

Keeps docs/promise.md#small-numbers. The groups are cut by who answered (``arrange``); for each question they are cut
again by who answered it, and only more can be hidden. Hidden means withheld: the row says so and holds no number.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from surveys.disclosure import alike, links
from surveys.disclosure.arrange import Arrangement
from surveys.disclosure.difference import Family, down_to
from surveys.disclosure.links import Chosen
from surveys.disclosure.narrow import agree, narrow
from surveys.disclosure.tabulate import Commenting, Table, Tally
from surveys.fieldwork.pledge import Pledge
from surveys.instruments.instrument import Instrument, Item
from surveys.releases.document import Cell
from surveys.releases.release import Status, Subject

NOTHING, WHOLE, SERVICES, TEAMS = -1, 0, 1, 99
#: Steps in which less of an item is shown: all; not by attribute; services and wider; the whole organisation; nothing.
_STEPS = (TEAMS, TEAMS, SERVICES, WHOLE, NOTHING)
COARSEST = len(_STEPS) - 1


class Form(Enum):
    """What a figure may say where it is shown: counts, a band, or only how many answered."""

    COUNTS = auto()
    BAND = auto()
    BASE = auto()


@dataclass(frozen=True)
class Pattern:
    """Where one question is shown: groups of the tree, and attribute groups with what can be derived from both."""

    family: Family
    links: Chosen

    @property
    def shown(self) -> frozenset[str]:
        return frozenset(member.code for member in self.family) | self.links.shown


@dataclass(frozen=True)
class Suppressor:
    """A wave's groups and pledge, and from them the cells of each subject."""

    arrangement: Arrangement
    pledge: Pledge

    def responses(self, respondents: Tally, headcounts: Tally) -> Iterator[Cell]:
        """How many answered, of how many, for every shown group. Of how many is not known by attribute."""
        answered = self.arrangement.totals(respondents)
        invited = self.arrangement.totals(headcounts)
        family = narrow(self.arrangement.family, invited, self.pledge.threshold)
        safe = {member.code for member in family}
        for code in self._rows():
            shown, by_attribute = code in safe, code in self.arrangement.links.members
            counts = {"invited": invited[code]} if shown else {}
            yield Cell(
                code,
                Subject.RESPONSE,
                "response",
                Status.SHOWN if shown or by_attribute else Status.WITHHELD,
                base=answered[code] if shown or by_attribute else None,
                counts=counts if shown or by_attribute else None,
            )

    def items(
        self, instrument: Instrument, tables: Mapping[str, Table], coarser: Mapping[str, int]
    ) -> dict[str, Pattern]:
        """Closed item -> where it is shown. A follow-up is shown only where its parent is. ``coarser``: item -> step."""
        everywhere = Chosen(frozenset(self.arrangement.links.members), None)
        found: dict[str, Pattern] = {}
        for item in instrument.closed:
            start = (
                found[item.follows.item]
                if item.follows
                else Pattern(self.arrangement.family, everywhere)
            )
            step = coarser.get(item.code, 0)
            table = tables[item.code]
            deepest = min(
                self._deepest(item, table), _deepest_after(item, instrument), _STEPS[step]
            )
            found[item.code] = self._pattern(
                item,
                table,
                start,
                deepest,
                by_attribute=step == 0 and _splits(item, instrument),
            )
        return found

    def _deepest(self, item: Item, table: Table) -> int:
        """How many told their role, minus those of every role that is shown, must not be the three of a role that is not."""
        arranged, floor = self.arrangement.links, self.pledge.threshold
        if item.attribute and links.few_left(arranged, item.code, table.base, floor):
            return NOTHING
        return _deepest(item)

    def _pattern(
        self, item: Item, table: Table, start: Pattern, deepest: int, *, by_attribute: bool
    ) -> Pattern:
        """The groups safe for those who answered and, of these, for those whose answer has a score.

        A score is shown too, and "I don't hold cases" is no part of it: it must not rest on the two who do.
        """
        floor = self.pledge.sensitive_threshold if item.sensitive else self.pledge.threshold
        bases = [table.base]
        if some_without_score(item) and _form(item) is Form.COUNTS:
            bases.append(scored(table, item))
        options = list(table.counts.values()) if alike.is_judged(item) else []
        family = agree(
            down_to(start.family, deepest),
            [self.arrangement.totals(each) for each in bases],
            floor,
            options=[self.arrangement.totals(each) for each in options],
        )
        chosen = links.choose(
            self.arrangement.cells(family, table.base),
            self.arrangement.links,
            start.links.shown if by_attribute else (),
            bases,
            floor,
            options=options,
        )
        return Pattern(family, chosen)

    def item_cells(self, item: Item, table: Table, pattern: Pattern) -> Iterator[Cell]:
        """A row for every shown group."""
        yield from self._cells(
            Subject.ITEM, item.code, table, pattern.shown, self._rows(), form=_form(item)
        )

    def themes(self, comments: Commenting, sensitive: Mapping[str, bool]) -> Iterator[Cell]:
        """Every theme in every shown group of the tree. ``sensitive``: theme -> whether it is shown as a band only."""
        everyday, guarded = self._everyday(comments), self._guarded(comments)
        for theme, table in comments.themes.items():
            family = guarded if sensitive[theme] else everyday
            form = Form.BAND if sensitive[theme] else Form.COUNTS
            shown = {member.code for member in family}
            yield from self._cells(Subject.THEME, theme, table, shown, self._tree_rows(), form=form)

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

    def _tree_rows(self) -> tuple[str, ...]:
        """Every shown group has a row for every measure; the whole has one even when nothing is shown."""
        family = self.arrangement.family
        return tuple(m.code for m in family) or (self.arrangement.groups[0].code,)

    def _rows(self) -> tuple[str, ...]:
        return (*self._tree_rows(), *self.arrangement.links.members)

    def _cells(
        self,
        subject: Subject,
        measure: str,
        table: Table,
        shown: Collection[str],
        rows: tuple[str, ...],
        *,
        form: Form,
    ) -> Iterator[Cell]:
        base, exposed = self.arrangement.totals(table.base), self.arrangement.totals(table.exposed)
        counts = {
            option: self.arrangement.totals(people) for option, people in table.counts.items()
        }
        for code in rows:
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


def scored(table: Table, item: Item) -> Tally:
    """People whose answer has a score."""
    found: Counter[tuple[str, ...]] = Counter()
    for option in item.options:
        if option.score is not None:
            found.update(table.counts[option.value])
    return found


def some_without_score(item: Item) -> bool:
    """Whether some answers have a score and others not, so that a score rests on fewer people than the figure."""
    return item.scored and any(option.score is None for option in item.options)


def _deepest(item: Item) -> int:
    if item.attribute or item.yearly:
        return WHOLE
    return SERVICES if item.sensitive else TEAMS


def _deepest_after(item: Item, instrument: Instrument) -> int:
    """A follow-up of a sensitive item is asked of those whom its band stands for: its base would count them."""
    parent = instrument.item(item.follows.item) if item.follows else None
    return WHOLE if parent is not None and parent.sensitive else TEAMS


def _splits(item: Item, instrument: Instrument) -> bool:
    """Whether the item is shown by attribute: not who answers by who answers, and not what is for the whole only."""
    after = instrument.item(item.follows.item) if item.follows else None
    return not (item.attribute or item.yearly or (after is not None and after.sensitive))


def _form(item: Item) -> Form:
    """Of who answers (role, age) the table stays closed: with the groups it could point at a few people."""
    if item.attribute:
        return Form.BASE
    return Form.BAND if item.sensitive else Form.COUNTS
