"""A quick proof that a region is in no small derivable set, without a programme.

Groups are parted into two sorts by any fixed rule, so that a region's signature is a pair (P, Q). A combination gives a
region the weight f(P) + g(Q). Take a region (P, Q) of weight 1: for every P', Q' such that (P, Q'), (P', Q) and (P', Q')
hold people, the weights of the first two add up to 1 plus the weight of the third, which is at least 1. So each unit
of people that (P, Q') and (P', Q) can give to one another is a person more in the set; nobody is given twice.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

_Side: TypeAlias = tuple[int, ...]


class Proof:
    """Lower bounds for regions, given their signatures (groups as numbers) and sizes."""

    def __init__(self, signatures: Sequence[_Side], sizes: Sequence[int]) -> None:
        self.sizes = sizes
        sorts = _sorts(signatures)
        #: one sort of groups against all others, for each of the sorts but the last of two
        self.parted = [
            _Parted.of(signatures, sizes, frozenset(sort))
            for sort in (sorts if len(sorts) > 2 else sorts[:1])
        ]

    def least(self, region: int, enough: int) -> int:
        """No derivable set that holds the region has fewer people; not worked out beyond ``enough``."""
        best = self.sizes[region]
        for parted in self.parted:
            if best >= enough:
                break
            best = max(best, parted.least(region, enough))
        return best


@dataclass(frozen=True)
class _Parted:
    pairs: Sequence[tuple[_Side, _Side]]
    #: P -> Q -> people, and Q -> P -> people
    across: dict[_Side, dict[_Side, int]]
    down: dict[_Side, dict[_Side, int]]

    @classmethod
    def of(
        cls, signatures: Sequence[_Side], sizes: Sequence[int], sort: frozenset[int]
    ) -> "_Parted":
        pairs = [
            (tuple(g for g in each if g in sort), tuple(g for g in each if g not in sort))
            for each in signatures
        ]
        across: dict[_Side, dict[_Side, int]] = {}
        down: dict[_Side, dict[_Side, int]] = {}
        for (p, q), size in zip(pairs, sizes, strict=True):
            across.setdefault(p, {})[q] = size
            down.setdefault(q, {})[p] = size
        return cls(pairs, across, down)

    def least(self, region: int, enough: int) -> int:
        p, q = self.pairs[region]
        found = self.across[p][q]
        left = {other: size for other, size in self.down[q].items() if other != p}
        for beside, size in self.across[p].items():
            if beside == q:
                continue
            for other in self._corners(left, beside):
                given = min(size, left[other])
                size, left[other], found = size - given, left[other] - given, found + given  # noqa: PLW2901
                if found >= enough:
                    return found
        return found

    def _corners(self, left: dict[_Side, int], beside: _Side) -> Iterator[_Side]:
        """The P' of which (P', Q) has people left to give and (P', Q') is not empty."""
        corner = self.down[beside]
        return (other for other in left if left[other] and other in corner)


def _sorts(signatures: Sequence[_Side]) -> list[list[int]]:
    """Groups in as few sorts as a simple rule finds, so that no two of a sort cross: a tree is one, an attribute another.

    Any parting would do for the proof; where groups of a sort do not cross, it finds most.
    """
    held = Counter(group for signature in signatures for group in signature)
    # groups meet only within a signature, so that no other pair need be looked at
    met = Counter(pair for signature in signatures for pair in combinations(sorted(signature), 2))
    crossed: dict[int, set[int]] = {group: set() for group in held}
    for (one, other), both in met.items():
        if both not in (held[one], held[other]):
            crossed[one].add(other)
            crossed[other].add(one)
    sorts: list[list[int]] = []
    # Groups that cross many (a role crosses every team) first: each opens a sort of its own kind.
    for group in sorted(crossed, key=lambda each: (-len(crossed[each]), each)):
        home = next((sort for sort in sorts if not crossed[group].intersection(sort)), None)
        if home is None:
            sorts.append(home := [])
        home.append(group)
    return sorts
