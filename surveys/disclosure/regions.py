"""Regions: people whom no known group tells apart. What can be derived about one of them can be derived about all."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
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
    it, ascending; ``people``: how many it holds. People who are in no group are left out."""

    groups: tuple[str, ...]
    known: tuple[tuple[int, ...], ...]
    people: tuple[int, ...]


def of(
    groups: Groups, people: Mapping[Cell, int], of_these: Mapping[Cell, int] | None = None
) -> Regions:
    """The regions that hold somebody, in the order of their groups. ``of_these``: the people to count in them, if not all."""
    counted = people if of_these is None else of_these
    codes = tuple(sorted(groups))
    around: dict[Cell, list[int]] = {}
    for number, code in enumerate(codes):
        for cell in groups[code]:
            around.setdefault(cell, []).append(number)
    found: dict[tuple[int, ...], int] = {}
    for cell, count in people.items():
        if count and cell in around:
            known = tuple(around[cell])
            found[known] = found.get(known, 0) + counted.get(cell, 0)
    ordered = tuple(sorted(found))
    return Regions(codes, ordered, tuple(found[known] for known in ordered))
