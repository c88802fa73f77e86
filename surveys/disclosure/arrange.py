"""Arranging a wave's groups: which are shown, which are counted together, and under what name.

The pattern depends on who answered, never on what they said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from surveys.blocks import Node, Pattern, TooFew, cut
from surveys.disclosure.difference import Family, Member, left_over
from surveys.fieldwork.tree import WaveGroup
from surveys.releases.document import Group

REST = "~rest"


@dataclass(frozen=True)
class Arrangement:
    """The groups in reading order, the shown ones as a family, and for each block the shown groups it counts in."""

    groups: tuple[Group, ...]
    family: Family
    #: block -> codes, from the nearest shown group up to the whole organisation
    paths: Mapping[str, tuple[str, ...]]

    def totals(self, nodes: Mapping[str, int]) -> dict[str, int]:
        """Shown group -> people, from node -> people: a remainder has what its node's shown sub-nodes have not."""
        combined = {group.code for group in self.groups if group.kind == "combined"}
        totals = {member.code: nodes.get(member.code, 0) for member in self.family}
        left = left_over(self.family, totals)
        for member in self.family:
            if member.code in combined and member.parent is not None:
                totals[member.code] = left[member.parent]
        return totals


def arrange(
    tree: Sequence[WaveGroup],
    respondents: Mapping[str, int],
    floor: int,
    *,
    depths: Mapping[str, int] | None = None,
) -> Arrangement:
    """``tree``: the wave's frozen tree in reading order; ``respondents``: node -> people, sub-nodes included;
    ``depths``: depth in the organisation where it is known, else one more than the node above.

    With fewer than ``floor`` people in all, no group is shown and the family is empty.
    """
    nodes = [
        Node(group.code, group.parent_code, respondents.get(group.code, 0) * group.is_block)
        for group in tree
    ]
    try:
        pattern = cut(nodes, floor)
    except TooFew:
        return Arrangement(_Drawing(tree, None, {}).groups(depths or {}), (), {})
    drawing = _Drawing(tree, pattern, respondents)
    groups = drawing.groups(depths or {})
    return Arrangement(groups, _family(groups), drawing.paths())


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
        top = next(code for code, group in self.tree.items() if group.parent_code is None)
        return tuple(
            replace(group, position=position, depth=depths.get(group.code, group.depth))
            for position, group in enumerate(self._draw(top, depth=0))
        )

    def paths(self) -> dict[str, tuple[str, ...]]:
        return {
            code: self._path(code, self.homes[code])
            for code, group in self.tree.items()
            if group.is_block
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
        for child, group in self.tree.items():
            if group.parent_code == code:
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
        name = self.tree[home].names["en"]
        return Group(
            code=self.rests[home],
            parent=home,
            names={"en": f"Other teams in {name}, combined ({teams} team{'s' * (teams != 1)})"},
            kind="combined",
            teams=teams,
            status="shown",
            combined_in=None,
            depth=depth,
            position=0,
        )

    def _teams(self, code: str) -> int:
        below = (child for child, group in self.tree.items() if group.parent_code == code)
        return len(self.tree[code].units) + sum(self._teams(child) for child in below)

    def _free_code(self, home: str) -> str:
        """A block that was combined before the wave opened may have the first code already."""
        code = home + REST
        while code in self.tree:
            code += REST
        return code
