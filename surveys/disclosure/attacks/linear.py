"""Linear combinations: the smallest set of people that sums and differences of known groups single out.

Regions are people whom no known group tells apart. A combination of groups (a coefficient each) gives every region a
weight; where each weight is 0 or 1 the combined figures are those of a set of people, whatever they answered.
The programme asks for the cheapest weights between 0 and 1 that give one small region the weight 1: no set that holds
the region and can be derived is smaller (docs/disclosure.md).
"""

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from surveys.disclosure.attacks.programme import TOLERANCE, Column, Programme, Row
from surveys.disclosure.attacks.proof import Proof

#: Coefficients are looked for among fractions with these denominators at most, simple ones first.
_DENOMINATORS = (1, 2, 6, 60, 10_000)


@dataclass(frozen=True)
class Derivable:
    """A small region, the size of the cheapest set that holds it and can be derived, and how."""

    #: in the region: people whom no known group tells apart
    people: int
    #: a whole number whenever a set of fewer than the floor does it
    size: float
    #: known groups and coefficients, sorted by group
    combination: tuple[tuple[str, float], ...]


def derivable(
    groups: Mapping[str, Collection[Hashable]], people: Mapping[Hashable, int], floor: int
) -> tuple[Derivable, ...]:
    """Every region of fewer than ``floor`` people that is in a derivable set of fewer than ``floor``.

    ``groups``: known group -> its cells; ``people``: cell -> people. The same answer whatever the order of either.
    Raises Unsolved; ArithmeticError when a combination that HiGHS found does not hold exactly.
    """
    if all(size >= floor for size in people.values() if size > 0):
        return ()  # regions hold whole cells
    table = _Table.of(groups, people)
    small = [number for number, size in enumerate(table.sizes) if size < floor]
    proof = Proof(table.signatures, table.sizes)
    open_ = [number for number in small if proof.least(number, floor) < floor]
    if not open_:
        return ()
    return tuple(_solve(table, open_, floor))


@dataclass(frozen=True)
class _Table:
    """Regions by groups: their signatures (the groups they are in, as column numbers) and people; the columns' names."""

    names: tuple[str, ...]
    signatures: tuple[tuple[int, ...], ...]
    sizes: tuple[int, ...]

    @classmethod
    def of(
        cls, groups: Mapping[str, Collection[Hashable]], people: Mapping[Hashable, int]
    ) -> "_Table":
        """Regions in the order of their signatures; of groups with the same people the first by name."""
        known: dict[Hashable, list[str]] = {}
        seen: set[frozenset[Hashable]] = set()
        for name in sorted(groups):
            cells = frozenset(cell for cell in groups[name] if people.get(cell, 0) > 0)
            if not cells or cells in seen:
                continue
            seen.add(cells)
            for cell in cells:
                known.setdefault(cell, []).append(name)
        regions: dict[tuple[str, ...], int] = {}
        for cell, names in known.items():
            regions[tuple(names)] = regions.get(tuple(names), 0) + people[cell]
        columns = sorted({name for names in regions for name in names})
        number = {name: column for column, name in enumerate(columns)}
        ordered = sorted(regions)
        signatures = tuple(tuple(number[name] for name in names) for names in ordered)
        return cls(tuple(columns), signatures, tuple(regions[names] for names in ordered))

    def costs(self) -> list[int]:
        """Column -> the people of the group."""
        costs = [0] * len(self.names)
        for signature, size in zip(self.signatures, self.sizes, strict=True):
            for column in signature:
                costs[column] += size
        return costs

    def weights(self, coefficients: Mapping[int, int]) -> list[int]:
        return [
            sum(coefficients.get(column, 0) for column in signature)
            for signature in self.signatures
        ]


def _solve(table: _Table, regions: Sequence[int], floor: int) -> Iterator[Derivable]:
    rows = [Row(dict.fromkeys(signature, 1.0), 0, 1) for signature in table.signatures]
    costs = table.costs()
    programme = Programme([Column(cost) for cost in costs], rows)
    for region in regions:
        programme.bound(region, 1, 1)
        found = programme.solve()
        programme.bound(region, 0, 1)
        # None: no combination of the groups gives the region the weight 1 and every other one at most that.
        if found is None or _cost(costs, found) > floor - TOLERANCE:
            continue
        exact = _exactly(table, region, found)
        if not exact.is_set:
            exact = _as_set(table, region, floor) or exact
        yield exact.told(table, region)


def _cost(costs: Sequence[int], values: Sequence[float]) -> float:
    return sum(cost * value for cost, value in zip(costs, values, strict=True))


@dataclass(frozen=True)
class _Exact:
    """A combination in fractions, whether its weights are all 0 or 1, and the people it gives."""

    coefficients: Mapping[int, Fraction]
    is_set: bool
    size: Fraction

    def told(self, table: _Table, region: int) -> Derivable:
        combination = tuple(
            (table.names[column], float(each)) for column, each in sorted(self.coefficients.items())
        )
        return Derivable(table.sizes[region], float(self.size), combination)


def _exactly(table: _Table, region: int, found: Sequence[float]) -> _Exact:
    """What HiGHS found, as fractions that hold exactly. Raises ArithmeticError when there are none near it."""
    about = _cost(table.costs(), found)
    for most in _DENOMINATORS:
        near = {column: Fraction(v).limit_denominator(most) for column, v in enumerate(found) if v}
        coefficients = {column: each for column, each in near.items() if each}
        # Whole numbers over one denominator: exact, and much faster than fractions.
        one = lcm(*(each.denominator for each in coefficients.values()))
        weights = table.weights({column: int(each * one) for column, each in coefficients.items()})
        size = Fraction(sum(n * u for n, u in zip(table.sizes, weights, strict=True)), one)
        holds = weights[region] == one and all(0 <= weight <= one for weight in weights)
        if holds and abs(float(size) - about) < TOLERANCE * max(1, abs(about)):
            return _Exact(coefficients, all(weight in (0, one) for weight in weights), size)
    raise ArithmeticError("A combination that HiGHS found does not hold exactly.")


def _as_set(table: _Table, region: int, floor: int) -> _Exact | None:
    """The cheapest combination whose weights are all 0 or 1, if it is of fewer than ``floor`` people."""
    width = len(table.names)
    columns = [Column(0) for _ in table.names]
    columns += [
        Column(size, int(number == region), 1, whole=True)
        for number, size in enumerate(table.sizes)
    ]
    rows = [
        Row(dict.fromkeys(signature, 1.0) | {width + number: -1.0}, 0, 0)
        for number, signature in enumerate(table.signatures)
    ]
    found = Programme(columns, rows).solve()
    if found is None:
        return None
    exact = _exactly(table, region, found[:width])
    return exact if exact.is_set and exact.size < floor else None
