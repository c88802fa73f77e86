"""The difference audit: whether adding and subtracting what is shown can isolate a few people.

Keeps docs/promise.md#small-numbers where groups overlap (roles and teams), which the tree programme alone cannot judge.

A set of people can be derived for certain exactly when it is a combination of shown groups: when some ``y`` gives every
region the sum of its groups' ``y``, 1 for those in the set and 0 for the others. The audit asks for less, so that it errs
on the safe side: for a region c with fewer than ``floor`` people, what is the smallest ``Σ n_r u_r`` over all
``u_r = Σ y_g (r in g)`` with ``0 ≤ u ≤ 1`` and ``u_c = 1``? That is a linear programme, and since ``Σ n_r u_r = Σ n_g y_g``,
one with a column for each group and a row for each region. A value below the floor is an attack ("A − B − C"); the groups
in it are those with ``y ≠ 0``. (J. J. Salazar-González, "Statistical confidentiality: optimization techniques to protect
tables", Computers & Operations Research 35 (2008), sets out the programmes for cells; here they protect sets of people.)
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from surveys.disclosure import regions
from surveys.disclosure.corners import Corners
from surveys.disclosure.regions import Cell, Groups, Regions, Tally
from surveys.disclosure.solver import INFINITY, TOLERANCE, NotSolved, Rows, Solver

#: How many regions get a second opinion, and how close it must come (interior points end near a corner, not in it).
_SAMPLE = 3
_AGREES = 1e-4


@dataclass(frozen=True)
class Audit:
    """``attacks``: of each way found to isolate a few people, the groups it needs. ``least``: a proven lower bound, in
    people, of every set that can be derived (of those found, when there are attacks); None when nobody is in any group."""

    attacks: tuple[frozenset[str], ...]
    least: int | None


def audit(
    groups: Groups,
    people: Tally,
    floor: int,
    *,
    tree: Collection[str] = (),
    of_these: Sequence[Tally] = (),
) -> Audit:
    """Every region with fewer than ``floor`` people is tried. ``tree``: those of the groups that nest, for a quick proof.

    ``of_these``: parts of the people; then it is of each part that a derivable set must hold ``floor``, whoever else is in it.
    The same answer whatever the order of groups and cells. Raises NotSolved.
    """
    if not of_these and any(groups.values()) and min(people.values(), default=0) >= floor:
        return Audit((), floor)  # regions hold whole cells
    found = regions.of(groups, people)
    parts = [found.counting(part) for part in of_these] or [found]
    corners = Corners(found, frozenset(tree))
    # The least of a region over all parts: what that proves is proved of each.
    lowest = [min(held) for held in zip(*(part.people for part in parts), strict=True)]
    proven = corners.bounds(lowest, range(len(lowest)), enough=floor)
    open_ = [region for region, bound in proven.items() if bound < floor]
    attacks: dict[frozenset[str], None] = {}
    # Not more precise than the floor on purpose: a region's size may be that of a group which is not shown.
    sizes = [floor for bound in proven.values() if bound >= floor]
    for part in parts if open_ else ():
        trial = _Trial(part)
        for region, bound in corners.bounds(part.people, open_, enough=floor).items():
            size = float(bound)
            if bound < floor:
                size, needed = trial.cheapest(region)
                if size < floor - TOLERANCE:
                    attacks[needed] = None
            sizes.append(min(floor, int(size + TOLERANCE)))
    return Audit(tuple(attacks), min(sizes, default=None))


class _Trial:
    """The programme of one set of regions; trying a region changes one row."""

    def __init__(self, found: Regions, *, by_interior_points: bool = False) -> None:
        self.groups, self.total = found.groups, sum(found.people)
        bases = [0.0] * len(found.groups)
        for known, people in zip(found.known, found.people, strict=True):
            for group in known:
                bases[group] += people
        size = len(found.known)
        rows = Rows(found.known, [0.0] * size, [1.0] * size)
        method = "ipm" if by_interior_points else "simplex"
        self.solver = Solver(bases, rows, between=(-INFINITY, INFINITY), method=method)

    def cheapest(self, region: int) -> tuple[float, frozenset[str]]:
        """The least number of people derivable with all of the region in it, and the groups that takes."""
        self.solver.fix_row(region, 1, 1)
        solved = self.solver.solve()
        self.solver.fix_row(region, 0, 1)
        if (
            solved is None
        ):  # a part of a region is never derivable without the rest, but no sum gives just these
            return float(self.total), frozenset()
        needed = (
            self.groups[n] for n, share in enumerate(solved.columns) if abs(share) > TOLERANCE
        )
        return solved.value, frozenset(needed)


def second_opinion(groups: Groups, people: Mapping[Cell, int], floor: int) -> None:
    """A few of the smallest regions once more, from scratch and by another method (interior points).

    Raises NotSolved when it does not agree with the first (simplex, going on from programme to programme).
    """
    found = regions.of(groups, people)
    small = sorted((people, n) for n, people in enumerate(found.people) if people < floor)
    first = _Trial(found)
    for _, region in small[:_SAMPLE]:
        one = first.cheapest(region)[0]
        two = _Trial(found, by_interior_points=True).cheapest(region)[0]
        if abs(one - two) > _AGREES * max(1.0, one):
            raise NotSolved("Two ways to solve a programme gave two answers.")
