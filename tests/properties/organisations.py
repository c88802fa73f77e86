"""Strategies: organisations of a few units with people who gave answers to attributes, and brute force on them."""

from collections import Counter
from collections.abc import Iterator, Mapping

from hypothesis import strategies as st

from surveys.disclosure.planning.counted import Counted
from surveys.disclosure.planning.plan import Family, Key, Planned, Standing, groups
from surveys.disclosure.regions import Cell
from tests.properties import adversary

ROLES = ("a", "b", "c")


@st.composite
def organisations(draw: st.DrawFn, *, units: int = 4, cells: int = 9) -> Counted:
    """A tree of up to ``units`` units and people in up to ``cells`` places; mostly few of them, since these are what hurts."""
    codes = [f"u{n}" for n in range(draw(st.integers(1, units)))]
    parents: dict[str, str | None] = {codes[0]: None}
    for number, code in enumerate(codes[1:], start=1):
        parents[code] = codes[draw(st.integers(0, number - 1))]
    places = st.tuples(st.sampled_from(codes), st.sampled_from((*ROLES, "")))
    sizes = st.sampled_from([1, 1, 2, 3, 4, 5, 6, 8, 11])
    people = draw(st.dictionaries(places, sizes, max_size=cells))
    return Counted(_from_the_top(parents), ("role",), Counter(people))


def _from_the_top(parents: Mapping[str, str | None]) -> dict[str, str | None]:
    """As ``counted.read`` gives them: a unit before its sub-units, siblings by code."""
    ordered: dict[str, str | None] = {}

    def visit(code: str) -> None:
        ordered[code] = parents[code]
        for below in sorted(each for each, parent in parents.items() if parent == code):
            visit(below)

    visit(next(code for code, parent in parents.items() if parent is None))
    return ordered


def shown(planned: Planned) -> list[Key]:
    return [key for key, standing in planned.standing.items() if standing is Standing.SHOWN]


def combined(planned: Planned) -> list[Key]:
    return [key for key, standing in planned.standing.items() if standing is Standing.COMBINED]


def small_sets(counted: Counted, keys: list[Key], k: int) -> Iterator[frozenset[Cell]]:
    """Every set of fewer than ``k`` people, not none, whose total follows from those of the groups: exact, by trying all."""
    members = groups(counted, Family.FULL)
    cells = sorted(counted.people)
    known = [frozenset(members[key]) for key in keys]
    for some in adversary.derivable(known, cells):
        if 0 < sum(counted.people[cell] for cell in some) < k:
            yield some
