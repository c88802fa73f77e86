"""Four corners, by hand: teams in rows, roles in columns, and a bound of who must be in any set around a cell."""

from collections.abc import Mapping, Sequence

import pytest

from surveys.disclosure import corners, regions
from surveys.disclosure.regions import Cell, Regions


def square(*rows: Sequence[int]) -> Regions:
    """Teams T0, T1 … of the tree and roles r0, r1 …, everybody in one of each."""
    people: Mapping[Cell, int] = {
        (f"T{t}", f"r{r}"): n for t, row in enumerate(rows) for r, n in enumerate(row)
    }
    teams = {f"T{t}": [c for c in people if c[0] == f"T{t}"] for t in range(len(rows))}
    roles = {f"r{r}": [c for c in people if c[1] == f"r{r}"] for r in range(len(rows[0]))}
    return regions.of(teams | roles, people)


def bound(found: Regions, team: str, role: str, enough: int = 100) -> int:
    """The bound of the people in both."""
    tree = {code for code in found.groups if code.startswith("T")}
    place = tuple(sorted((found.groups.index(team), found.groups.index(role))))
    return corners.bounds(found, tree, enough=enough)[found.known.index(place)]


def test_one_square_costs_the_smaller_of_the_two_corners_beside() -> None:
    found = square([2, 7], [4, 9])
    assert bound(found, "T0", "r0") == 2 + 4  # corners beside: 7 and 4
    assert bound(found, "T0", "r1") == 7 + 2  # 2 and 9
    assert bound(found, "T1", "r1") == 9 + 4  # 4 and 7


def test_without_the_opposite_corner_nothing_is_proven() -> None:
    assert bound(square([2, 7], [4, 0]), "T0", "r0") == 2


def test_squares_that_share_no_corner_add_up() -> None:
    assert bound(square([1, 5, 0], [6, 8, 0], [3, 0, 8]), "T0", "r0") == 1 + 5
    assert bound(square([1, 5, 9], [5, 8, 0], [3, 0, 8]), "T0", "r0") == 1 + 5 + 3


def test_a_corner_is_used_up_by_the_first_square_and_what_is_left_by_the_next() -> None:
    # beside T0 r0: 5 in its team; 3 and 4 in its role, in two other teams. 3 + 2, not 3 + 4
    assert bound(square([1, 5], [3, 8], [4, 8]), "T0", "r0") == 1 + 3 + 2
    # 5 in its role in one other team; 3 and 4 in its team. 3 + 2 again
    assert bound(square([1, 3, 4], [5, 8, 8]), "T0", "r0") == 1 + 3 + 2


def test_a_team_is_used_by_one_square_after_another() -> None:
    # in its team 2 and 6; T1 has 4 of its role, takes 2 from the one and 2 from the other; T2 takes the 4 that are left
    assert bound(square([1, 2, 6], [4, 8, 8], [9, 8, 8]), "T0", "r0") == 1 + 2 + 2 + 4


@pytest.mark.parametrize(("enough", "least"), [(3, 3), (6, 6), (7, 7)])
def test_the_search_ends_when_there_is_enough(enough: int, least: int) -> None:
    found = square([1, 5, 5], [5, 8, 8], [5, 8, 8])
    assert bound(found, "T0", "r0", enough) >= least
    assert bound(found, "T0", "r0", 100) == 1 + 5 + 5


def test_no_square_is_looked_for_once_there_is_enough() -> None:
    found = square([2, 7], [4, 9], [3, 9])
    assert bound(found, "T0", "r0", enough=6) == 2 + 4
    assert bound(found, "T0", "r0", enough=7) == 2 + 4 + 3
    assert bound(found, "T0", "r0", enough=2) == 2


def test_a_region_that_holds_enough_is_its_own_bound() -> None:
    found = square([7, 7], [7, 9])
    assert bound(found, "T0", "r0", enough=7) == 7
    assert bound(found, "T0", "r0", enough=8) == 14


def test_groups_that_are_not_of_the_tree_are_the_other_kind() -> None:
    found = square([2, 7], [4, 9])
    assert corners.bounds(found, frozenset(), enough=100) == found.people
    assert corners.bounds(found, frozenset(found.groups), enough=100) == found.people
