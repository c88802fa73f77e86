"""Arranging a wave's groups: which are shown, which are counted together, and under what name.

The pattern depends on who answered, never on what they said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from surveys.blocks import Node, Pattern, TooFew, cut
from surveys.disclosure import links as linking
from surveys.disclosure.difference import Family, Member
from surveys.disclosure.links import Links
from surveys.disclosure.regions import Cell, Groups
from surveys.fieldwork import rest_names
from surveys.fieldwork.tree import WaveGroup
from surveys.instruments.instrument import Item
from surveys.releases.document import Group

REST = "~rest"


@dataclass(frozen=True)
class Arrangement:
    """The groups in reading order, those of the tree that are shown as a family, and those by attribute beside it."""

    groups: tuple[Group, ...]
    family: Family
    #: block -> codes, from the nearest shown group up to the whole organisation
    paths: Mapping[str, tuple[str, ...]]
    links: Links
    #: people: no set that can be derived is smaller; None when nothing is shown
    least: int | None = None
    _around: dict[Cell, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)

    def around(self, cell: Cell) -> tuple[str, ...]:
        """Every shown group that these people count in, the tree's first."""
        if cell not in self._around:
            self._around[cell] = (*self.paths.get(cell[0], ()), *self.links.of(cell))
        return self._around[cell]

    def totals(self, tally: Mapping[Cell, int]) -> dict[str, int]:
        """Shown group -> people."""
        totals = dict.fromkeys((*(m.code for m in self.family), *self.links.members), 0)
        for cell, people in tally.items():
            for code in self.around(cell):
                totals[code] += people
        return totals

    def cells(self, family: Family, tally: Mapping[Cell, int]) -> Groups:
        """Groups of the tree -> the cells of ``tally`` in them."""
        found: dict[str, list[Cell]] = {member.code: [] for member in family}
        for cell in tally:
            for code in self.paths.get(cell[0], ()):
                if code in found:
                    found[code].append(cell)
        return found


def arrange(
    tree: Sequence[WaveGroup],
    respondents: Mapping[Cell, int],
    floor: int,
    *,
    attributes: Sequence[Item] = (),
    depths: Mapping[str, int] | None = None,
) -> Arrangement:
    """``tree``: the wave's frozen tree in reading order; ``respondents``: cell -> people; ``attributes``: what cells know
    beside the block; ``depths``: depth in the organisation where it is known, else one more than the node above.

    With fewer than ``floor`` people in all, no group is shown and the family is empty. With more than ``links.MOST``
    attributes none of them makes groups.
    """
    asked = tuple(attributes) if len(attributes) <= linking.MOST else ()
    people = _by_block(respondents)
    nodes = [Node(g.code, g.parent_code, people.get(g.code, 0) * g.is_block) for g in tree]
    try:
        drawing = _Drawing(tree, cut(nodes, floor), people)
    except TooFew:
        drawing = _Drawing(tree, None, {})
    drawn = drawing.groups(depths or {})
    family = _family(drawn)
    bare = Arrangement(drawn, family, drawing.paths(), Links({}, {}))
    links, least = linking.arrange(bare.cells(family, respondents), asked, respondents, floor)
    beside = linking.groups(asked, links, drawn[0].code)
    groups = (*drawn, *(replace(g, position=n) for n, g in enumerate(beside, start=len(drawn))))
    return replace(bare, groups=groups, links=links, least=least, _around={})


def _by_block(tally: Mapping[Cell, int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for cell, people in tally.items():
        found[cell[0]] = found.get(cell[0], 0) + people
    return found


def _family(groups: Sequence[Group]) -> Family:
    """A shown group hangs from the nearest shown one above; a remainder is made last, from what is left."""
    by_code = {group.code: group for group in groups}
    family = []
    for group in groups:
        above = group.parent
        while above is not None and not by_code[above].shown:
            above = by_code[above].parent
        if group.shown:
            family.append(Member(group.code, above, group.depth))
    return tuple(family)


class _Drawing:
    """The groups of a tree under a pattern (None: nothing is shown)."""

    def __init__(
        self, tree: Sequence[WaveGroup], pattern: Pattern | None, respondents: Mapping[str, int]
    ) -> None:
        self.tree = {group.code: group for group in tree}
        self.below: dict[str | None, list[str]] = {}
        for group in tree:
            self.below.setdefault(group.parent_code, []).append(group.code)
        self.shown = pattern.shown if pattern else frozenset[str]()
        self.homes = pattern.homes if pattern else {}
        #: shown node -> the code of its remainder, where some of its people are in no shown sub-node
        self.rests: dict[str, str] = {}
        holding = {self._above(code) for code in self.shown}
        for group in tree:
            home = self.homes.get(group.code)
            beside = home in holding and home != group.code
            if home and beside and group.is_block and respondents.get(group.code, 0):
                self.rests.setdefault(home, self._free_code(home))

    def groups(self, depths: Mapping[str, int]) -> tuple[Group, ...]:
        """In reading order; a remainder stands after everything else in its node."""
        (top,) = self.below[None]
        return tuple(
            replace(group, position=position, depth=depths.get(group.code, group.depth))
            for position, group in enumerate(self._draw(top, depth=0))
        )

    def paths(self) -> dict[str, tuple[str, ...]]:
        return {
            code: self._path(code, self.homes[code])
            for code, group in self.tree.items()
            if group.is_block and code in self.homes
        }

    def _path(self, block: str, home: str) -> tuple[str, ...]:
        first = (self.rests[home],) if block != home and home in self.rests else ()
        above: list[str] = []
        step: str | None = home
        while step is not None:
            above.append(step)
            step = self._above(step)
        return (*first, *above)

    def _above(self, code: str) -> str | None:
        """The nearest shown node above."""
        parent = self.tree[code].parent_code
        return self.homes[parent] if parent is not None else None

    def _draw(self, code: str, depth: int) -> list[Group]:
        drawn = [self._node(code, depth)]
        for child in self.below.get(code, ()):
            drawn += self._draw(child, depth + 1)
        if code in self.rests:
            drawn.append(self._rest(code, depth + 1))
        return drawn

    def _node(self, code: str, depth: int) -> Group:
        group, home = self.tree[code], self.homes.get(code)
        shown = code in self.shown
        return Group(
            code=code,
            parent=group.parent_code,
            names=dict(group.names),
            kind="node",
            teams=self._teams(code),
            status="shown" if shown else "combined",
            combined_in=None if shown or home is None else self.rests.get(home, home),
            depth=depth,
            position=0,
        )

    def _rest(self, home: str, depth: int) -> Group:
        teams = sum(
            len(group.units)
            for code, group in self.tree.items()
            if self.homes[code] == home and code != home
        )
        # What was combined before the wave opened may stand beside it, and could have the same name.
        more = home + REST in self.shown
        return Group(
            code=self.rests[home],
            parent=home,
            names=rest_names.others(self.tree[home].names, teams, more=more),
            kind="combined",
            teams=teams,
            status="shown",
            combined_in=None,
            depth=depth,
            position=0,
        )

    def _teams(self, code: str) -> int:
        below = self.below.get(code, ())
        return len(self.tree[code].units) + sum(self._teams(child) for child in below)

    def _free_code(self, home: str) -> str:
        """A block that was combined before the wave opened may have the first code already."""
        code = home + REST
        while code in self.tree:
            code += REST
        return code
