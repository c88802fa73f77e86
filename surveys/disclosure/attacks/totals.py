"""Linear combinations where only the groups' totals are known: what a reader of two releases can do without any list."""

from collections.abc import Collection, Hashable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from surveys.disclosure.attacks.programme import INFINITY, TOLERANCE, Column, Programme, Row

_DENOMINATOR = 10_000


@dataclass(frozen=True)
class Sum:
    """People that a combination of groups (group -> coefficient, sorted) gives away."""

    people: float
    combination: tuple[tuple[str, float], ...]


def small_sums(
    groups: Mapping[str, Collection[Hashable]], totals: Mapping[str, int], floor: int
) -> tuple[Sum, ...]:
    """The smallest set of 1 to ``floor`` - 1 people around each region that totals of nested or crossing groups give.

    ``groups``: group -> its cells, any of which may hold people; ``totals``: group -> people. A region that turns out
    to hold nobody no longer stands in the way of other sums. Raises Unbounded when the totals contradict each other.
    """
    names = sorted(groups)
    regions = sorted(_signatures(groups, names))
    rows = [Row(dict.fromkeys(signature, 1.0), 0, 1) for signature in regions]
    programme = Programme([Column(totals[name]) for name in names], rows)
    empty: set[int] = set()
    found: dict[int, Sum] = {}
    changed = True
    while changed:
        changed, found = False, {}
        for region, sum_ in _each(programme, names, totals, len(regions), empty):
            if sum_.people < TOLERANCE:
                programme.bound(region, -INFINITY, INFINITY)
                empty.add(region)
                changed = True
            elif sum_.people < floor - TOLERANCE:
                found[region] = sum_
    return tuple(sorted(set(found.values()), key=lambda each: (each.people, each.combination)))


def _each(
    programme: Programme,
    names: list[str],
    totals: Mapping[str, int],
    width: int,
    empty: set[int],
) -> Iterator[tuple[int, Sum]]:
    for region in range(width):
        if region in empty:
            continue
        programme.bound(region, 1, 1)
        values = programme.solve()
        programme.bound(region, 0, 1)
        if values is not None:
            yield region, _sum(names, values, totals)


def _sum(names: list[str], values: tuple[float, ...], totals: Mapping[str, int]) -> Sum:
    exact = [Fraction(value).limit_denominator(_DENOMINATOR) for value in values]
    people = sum((totals[name] * each for name, each in zip(names, exact, strict=True)), Fraction())
    used = tuple((name, float(each)) for name, each in zip(names, exact, strict=True) if each)
    return Sum(float(people), used)


def _signatures(
    groups: Mapping[str, Collection[Hashable]], names: list[str]
) -> set[tuple[int, ...]]:
    known: dict[Hashable, list[int]] = {}
    for column, name in enumerate(names):
        for cell in set(groups[name]):
            known.setdefault(cell, []).append(column)
    return {tuple(signature) for signature in known.values()}


def spoken(combination: tuple[tuple[str, float], ...], names: Mapping[str, str]) -> str:
    """ "All − Team A − Team B": what is added first, then what is taken away."""
    added = [(name, each) for name, each in combination if each > 0]
    taken = [(name, -each) for name, each in combination if each < 0]
    plus = " + ".join(_times(names.get(name, name), each) for name, each in added)
    return "".join((plus, *(f" − {_times(names.get(name, name), each)}" for name, each in taken)))


def _times(name: str, coefficient: float) -> str:
    return name if coefficient == 1 else f"{coefficient:g} × {name}"
