"""The tree programme: which nodes of a tree of counts may be shown, so that no difference isolates a few people.

Keeps docs/promise.md#small-numbers. A shown node holds at least ``floor`` people, and those of its people who are in
no shown sub-node number none or at least ``floor``. Shown nodes nest, so whatever is added or subtracted is a union
of such sets: nothing below ``floor`` can come out. Exact, by dynamic programming: each subtree remembers, for every
number of people it leaves to a node above (0 … floor, where floor means "or more"), the best set of shown nodes.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from surveys.errors import Refusal


class TooFew(Refusal):
    """Even the whole has fewer people than the floor: nothing may be shown."""


@dataclass(frozen=True)
class Node:
    """A node and the people whose own place it is, those of its sub-nodes not included."""

    code: str
    parent: str | None
    count: int


@dataclass(frozen=True)
class Pattern:
    """What is shown, and where the people of hidden nodes are counted.

    ``homes`` says it node by node: its own people are counted with itself when it is shown, else with the nearest
    shown node above. ``remainders`` says it for reading: an entry for every shown node that hides a sub-node, or
    that has people of its own beside its sub-nodes, with the topmost hidden nodes below it in reading order (none,
    when only its own people are left over; a hidden node that holds a shown one stands for its own people alone).
    A shown node without any shown sub-node is its own remainder.
    """

    shown: frozenset[str]
    remainders: Mapping[str, tuple[str, ...]]
    homes: Mapping[str, str]


class _Best(NamedTuple):
    """A choice within a subtree. Compared from left to right; larger is better.

    ``people`` is a number whose digits are the people shown at depth 0, 1, 2 …, so that a parent is never traded for
    a child. ``mask`` has a bit for every node of the subtree in reading order: the choice itself, and the last word
    between equals (the earlier node is shown).
    """

    people: int
    kept: int
    mask: int


#: People left to a node above (the floor stands for "the floor or more") -> the best choice that leaves them.
_Table: TypeAlias = dict[int, _Best]


def cut(nodes: Sequence[Node], floor: int, *, keep: Collection[str] = ()) -> Pattern:
    """The best pattern: most people shown at depth 0, then 1, then 2 …; among equals, most nodes of ``keep``
    (last wave's blocks); then the earlier in reading order.

    Reading order is the order of ``nodes`` among siblings; parents may stand anywhere. O(nodes · floor²).
    Raises TooFew; ValueError when the nodes are not one tree with counts of 0 or more.
    """
    tree = _Tree(nodes)
    if tree.totals[tree.order[0]] < floor:
        raise TooFew(
            f"Fewer than {floor} people in all. Nothing can be shown without pointing at somebody."
        )
    best = _solve(tree, floor, frozenset(keep))
    size = len(tree.order)
    shown = frozenset(
        code for place, code in enumerate(tree.order) if best.mask >> (size - 1 - place) & 1
    )
    homes = _homes(tree, shown)
    return Pattern(shown, _remainders(tree, homes), homes)


class _Tree:
    """The nodes with depth and total, ``order`` being the reading order (a node before its sub-nodes)."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self.nodes = {node.code: node for node in nodes}
        self.children: dict[str | None, list[str]] = defaultdict(list)
        for node in nodes:
            self.children[node.parent].append(node.code)
        if len(self.nodes) != len(nodes) or len(self.children[None]) != 1:
            raise ValueError("A tree has one top node, and every code once.")
        if any(node.count < 0 for node in nodes):
            raise ValueError("A count of people cannot be negative.")
        self.order = self._read()
        if len(self.order) != len(nodes):
            raise ValueError("Every node but the top must hang, directly or not, from the top.")
        self.depths: dict[str | None, int] = {None: -1}
        for code in self.order:
            self.depths[code] = self.depths[self.nodes[code].parent] + 1
        self.totals = {code: self.nodes[code].count for code in self.order}
        for code in reversed(self.order[1:]):
            self.totals[self.nodes[code].parent or ""] += self.totals[code]

    def _read(self) -> list[str]:
        order, waiting = [], [self.children[None][0]]
        while waiting:
            code = waiting.pop()
            order.append(code)
            waiting.extend(reversed(self.children.get(code, ())))
        return order


def _solve(tree: _Tree, floor: int, keep: frozenset[str]) -> _Best:
    """The best choice for the whole tree, from the leaves upwards (reverse reading order; no recursion)."""
    base, deepest = tree.totals[tree.order[0]] + 1, max(tree.depths.values())
    tables: dict[str, _Table] = {}
    sizes: dict[str, int] = {}
    for code in reversed(tree.order):
        inside, size = {min(tree.nodes[code].count, floor): _Best(0, 0, 0)}, 0
        for child in tree.children.get(code, ()):
            inside = _join(inside, tables.pop(child), shift=sizes[child], floor=floor)
            size += sizes[child]
        table = dict(inside)
        if tree.totals[code] >= floor:
            worth = tree.totals[code] * base ** (deepest - tree.depths[code])
            _show(table, inside, _Best(worth, int(code in keep), 1 << size), floor)
        tables[code], sizes[code] = table, size + 1
    return max(tables[tree.order[0]].values())


def _join(left: _Table, right: _Table, *, shift: int, floor: int) -> _Table:
    """Every way to put a further sub-node's choices behind those of its elder siblings."""
    joined: _Table = {}
    for hidden, a in left.items():
        for more, b in right.items():
            both = min(hidden + more, floor)
            choice = _Best(a.people + b.people, a.kept + b.kept, a.mask << shift | b.mask)
            if both not in joined or choice > joined[both]:
                joined[both] = choice
    return joined


def _show(table: _Table, inside: _Table, node: _Best, floor: int) -> None:
    """Add the choices that show the node itself: what is hidden inside stays with it, so 0 or the floor."""
    for hidden in (0, floor):
        if hidden in inside:
            below = inside[hidden]
            choice = _Best(
                node.people + below.people, node.kept + below.kept, node.mask | below.mask
            )
            if 0 not in table or choice > table[0]:
                table[0] = choice


def _homes(tree: _Tree, shown: frozenset[str]) -> dict[str, str]:
    homes: dict[str | None, str] = {}
    for code in tree.order:
        homes[code] = code if code in shown else homes[tree.nodes[code].parent]
    return {code: homes[code] for code in tree.order}


def _remainders(tree: _Tree, homes: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """A hidden node that holds a shown one is passed over for its sub-nodes, unless it has people of its own."""
    holds_shown: set[str | None] = set()
    for code in reversed(tree.order):
        if homes[code] == code or code in holds_shown:
            holds_shown.add(tree.nodes[code].parent)
    found: dict[str, list[str]] = {}
    for code in tree.order:
        node, home = tree.nodes[code], homes[code]
        if home == code:
            if node.count and tree.children.get(code):
                found.setdefault(code, [])
        elif (home == node.parent or node.parent in holds_shown) and (
            node.count or code not in holds_shown
        ):
            found.setdefault(home, []).append(code)
    return {code: tuple(hidden) for code, hidden in found.items()}
