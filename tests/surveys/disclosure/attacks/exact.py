"""The second method: what follows from the totals of groups, by elimination in exact fractions over all sets of regions."""

from collections.abc import Collection, Hashable, Iterator, Mapping
from fractions import Fraction
from itertools import combinations
from typing import Any

Groups = Mapping[str, Collection[Any]]


def regions_of(groups: Groups, people: Mapping[Hashable, int]) -> list[frozenset[Any]]:
    found: dict[tuple[str, ...], set[Any]] = {}
    for cell in people:
        signature = tuple(sorted(name for name in groups if cell in groups[name]))
        if people[cell] and signature:
            found.setdefault(signature, set()).add(cell)
    return [frozenset(cells) for cells in found.values()]


def sets(groups: Groups, people: Mapping[Hashable, int]) -> Iterator[frozenset[Any]]:
    """Every union of regions whose people follow from the groups', by elimination in exact fractions."""
    regions = regions_of(groups, people)
    basis: list[tuple[int, list[Fraction]]] = []
    for cells in groups.values():
        rest = reduced([Fraction(region <= set(cells)) for region in regions], basis)
        place = next((n for n, value in enumerate(rest) if value), None)
        if place is not None:
            basis.append((place, [value / rest[place] for value in rest]))
    for size in range(1, len(regions) + 1):
        for some in combinations(regions, size):
            if not any(reduced([Fraction(region in some) for region in regions], basis)):
                yield frozenset().union(*some)


def reduced(row: list[Fraction], basis: list[tuple[int, list[Fraction]]]) -> list[Fraction]:
    for place, one in basis:
        if row[place]:
            row = [value - row[place] * other for value, other in zip(row, one, strict=True)]
    return row
