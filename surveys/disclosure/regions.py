"""Regions: people whom no known group tells apart. What can be derived about one of them can be derived about all."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

#: Where somebody stands: a block (or unit), then an answer to each attribute.
Cell: TypeAlias = tuple[str, ...]
#: Group -> the cells it is made of.
Groups: TypeAlias = Mapping[str, Collection[Cell]]
#: Cell -> people.
Tally: TypeAlias = Mapping[Cell, int]


@dataclass(frozen=True)
class Regions:
    """The regions of some groups. ``groups``: codes, sorted; ``known``: of each region, the numbers of the groups around
    it, ascending; ``people``: how many it holds; ``cells``: where they stand. People who are in no group are left out."""

    groups: tuple[str, ...]
    known: tuple[tuple[int, ...], ...]
    people: tuple[int, ...]
    cells: tuple[tuple[Cell, ...], ...]

    def counting(self, some: Tally) -> "Regions":
        """The same regions, with only these people counted in them."""
        held = (sum(some.get(cell, 0) for cell in cells) for cells in self.cells)
        return replace(self, people=tuple(held))


def of(groups: Groups, people: Tally) -> Regions:
    """The regions that hold somebody, in the order of their groups."""
    codes = tuple(sorted(groups))
    around: dict[Cell, list[int]] = {}
    for number, code in enumerate(codes):
        for cell in groups[code]:
            around.setdefault(cell, []).append(number)
    found: dict[tuple[int, ...], list[Cell]] = {}
    for cell, count in people.items():
        if count and cell in around:
            found.setdefault(tuple(around[cell]), []).append(cell)
    ordered = tuple(sorted(found))
    held = tuple(sum(people[cell] for cell in found[known]) for known in ordered)
    return Regions(codes, ordered, held, tuple(tuple(sorted(found[known])) for known in ordered))
