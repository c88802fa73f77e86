"""Planning: which groups of an organisation may be shown so that nothing below the threshold can be derived.

A group is everybody in a unit, or those in it who gave one answer to an attribute. Where groups only nest, the tree
programme decides (``surveys.blocks``: most people shown). Where they overlap, difference audit and set cover do (``linked``): as few groups as possible are hidden
for others' sake, and of equally few those with the fewest people; the whole organisation stays.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from surveys.blocks import Node, TooFew, cut
from surveys.disclosure.audit import second_opinion
from surveys.disclosure.linked import Linked, link
from surveys.disclosure.planning.counted import BadFile, Counted
from surveys.disclosure.regions import Cell


class Family(StrEnum):
    """For which units the answers to attributes make groups."""

    FULL = "full"  # for every unit
    TOP = "top"  # for the whole organisation


class Standing(StrEnum):
    """What becomes of a group."""

    SHOWN = "shown"
    #: fewer people than the threshold
    SMALL = "small"
    #: large enough, but it would give others away: counted with others
    COMBINED = "combined"


@dataclass(frozen=True, order=True)
class Key:
    """A group: a unit, and an answer to an attribute (``role=manager``; empty for everybody)."""

    unit: str
    attribute: str = ""

    @property
    def name(self) -> str:
        return f"{self.unit} {self.attribute}".strip()


@dataclass(frozen=True)
class Planned:
    """The plan. ``bases``, ``standing``: of every group, its people and what becomes of it, units in reading order.

    ``least``: people; no set that the shown groups let anybody derive is smaller. None when nothing is shown.
    """

    bases: Mapping[Key, int]
    standing: Mapping[Key, Standing]
    least: int | None
    rounds: int


def plan(counted: Counted, k: int, family: Family = Family.FULL) -> Planned:
    """The same plan whatever the order of rows in the files. Raises NotSolved."""
    members = groups(counted, family)
    bases = {key: sum(counted.people[cell] for cell in cells) for key, cells in members.items()}
    large = {key: members[key] for key, base in bases.items() if base >= k}
    nested = frozenset(key for key in large if not key.attribute)
    free = bool(counted.attributes) and family is Family.FULL
    if free:
        tree, fixed = nested, frozenset({Key(counted.top)})
    else:
        tree = fixed = _shown(counted, k)
    chosen = {key: cells for key, cells in large.items() if key.attribute or key in tree}
    found = _link(chosen, fixed & large.keys(), tree, counted.people, k)
    shown = {key for key in chosen if key.name not in found.hidden}
    second_opinion({key.name: members[key] for key in shown}, counted.people, k)
    return Planned(
        bases,
        {key: _standing(base, k, shown=key in shown) for key, base in bases.items()},
        found.least,
        found.rounds,
    )


def groups(counted: Counted, family: Family) -> dict[Key, list[Cell]]:
    """Every group of the family and its cells, units in reading order, everybody first. Raises BadFile."""
    found: dict[Key, list[Cell]] = {}
    answers = [f"{name}={value}" for name in counted.attributes for value in counted.values(name)]
    for unit in counted.parents:
        found[Key(unit)] = []
        if family is Family.FULL or unit == counted.top:
            found |= {Key(unit, answer): [] for answer in answers}
    _check_names(found)
    for cell in counted.people:
        own = zip(counted.attributes, cell[1:], strict=True)
        given = ["", *(f"{name}={value}" for name, value in own if value)]
        for unit in counted.above(cell[0]):
            for answer in given:
                if (key := Key(unit, answer)) in found:
                    found[key].append(cell)
    return found


def _check_names(keys: Iterable[Key]) -> None:
    """Groups are told apart by their names."""
    seen: dict[str, Key] = {}
    for key in keys:
        other = seen.setdefault(key.name, key)
        if other != key:
            raise BadFile(
                f"“{key.name}” is both a unit and the answer {max(key.attribute, other.attribute)} in another unit. "
                "Give the unit another unit_id."
            )


def _shown(counted: Counted, k: int) -> frozenset[Key]:
    own = dict.fromkeys(counted.parents, 0)
    for cell, people in counted.people.items():
        own[cell[0]] += people
    nodes = [Node(unit, parent, own[unit]) for unit, parent in counted.parents.items()]
    try:
        return frozenset(Key(unit) for unit in cut(nodes, k).shown)
    except TooFew:
        return frozenset()


def _link(
    chosen: Mapping[Key, list[Cell]],
    fixed: frozenset[Key],
    tree: frozenset[Key],
    people: Mapping[Cell, int],
    k: int,
) -> Linked:
    if not fixed:  # fewer people in all than the threshold
        return Linked(frozenset(key.name for key in chosen), None, 0)
    sizes = {key: sum(people[cell] for cell in cells) for key, cells in chosen.items()}
    dear = sum(people.values()) + 1
    return link(
        {key.name: cells for key, cells in chosen.items()},
        people,
        k,
        costs={key.name: dear + size for key, size in sizes.items() if key not in fixed},
        tree={key.name for key in tree},
    )


def _standing(base: int, k: int, *, shown: bool) -> Standing:
    if base < k:
        return Standing.SMALL
    return Standing.SHOWN if shown else Standing.COMBINED
