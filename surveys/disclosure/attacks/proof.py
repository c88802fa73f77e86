"""A quick proof that a region is in no small derivable set, without a programme.

Groups are parted into two sorts by any fixed rule, so that a region's signature is a pair (P, Q). A combination gives a
region the weight f(P) + g(Q). Take a region (P, Q) of weight 1: for every P', Q' such that (P, Q'), (P', Q) and (P', Q')
hold people, the weights of the first two add up to 1 plus the weight of the third, which is at least 1. So each unit
of people that (P, Q') and (P', Q) can give to one another is a person more in the set; nobody is given twice.
"""

from collections import Counter
from collections.abc import Sequence
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
        for place, parted in enumerate(self.parted):
            if best >= enough:
                break
            best = max(best, parted.least(region, enough))
            if best >= enough:
                # What did it for one region does it for most.
                self.parted.insert(0, self.parted.pop(place))
        return best


#: other side -> people, the most first
_Line: TypeAlias = dict[_Side, int]


@dataclass(frozen=True)
class _Parted:
    pairs: Sequence[tuple[_Side, _Side]]
    #: P -> Q -> people, and Q -> P -> people
    across: dict[_Side, _Line]
    down: dict[_Side, _Line]

    @classmethod
    def of(
        cls, signatures: Sequence[_Side], sizes: Sequence[int], sort: frozenset[int]
    ) -> "_Parted":
        pairs = [
            (tuple(g for g in each if g in sort), tuple(g for g in each if g not in sort))
            for each in signatures
        ]
        across: dict[_Side, _Line] = {}
        down: dict[_Side, _Line] = {}
        held = zip(pairs, sizes, strict=True)
        for (p, q), size in sorted(held, key=lambda each: (-each[1], each[0])):
            across.setdefault(p, {})[q] = size
            down.setdefault(q, {})[p] = size
        return cls(pairs, across, down)

    def least(self, region: int, enough: int) -> int:
        p, q = self.pairs[region]
        size = self.across[p][q]
        if len(self.across[p]) < len(self.down[q]):
            return size + _given((self.across[p], q), (self.down[q], p), self.down, enough - size)
        return size + _given((self.down[q], p), (self.across[p], q), self.across, enough - size)


def _given(
    short: tuple[_Line, _Side],
    long: tuple[_Line, _Side],
    corners: dict[_Side, _Line],
    needed: int,
) -> int:
    """How many people two lines through a region, each without the region itself, can give to one another.

    ``corners``: a place of the short line -> the places of the long one that meet it in somebody. Stops at ``needed``.
    """
    (line, without), (others, but) = short, long
    left = dict(others)
    del left[but]
    found = 0
    for beside, size in line.items():
        if beside == without:
            continue
        corner, rest = corners[beside], size
        # Only places that meet it: whichever of the two is shorter is gone through.
        for other in corner if len(corner) < len(left) else list(left):
            if other not in left or other not in corner:
                continue
            given = min(rest, left[other])
            rest, found = rest - given, found + given
            if found >= needed:
                return found
            if given == left[other]:
                del left[other]
            else:
                left[other] -= given
            if rest == 0:
                break
    return found


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
