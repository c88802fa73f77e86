"""The difference audit on sums that a person can do, and the choice of groups that follows from it."""

import pytest

from surveys.disclosure.audit import Audit, audit
from surveys.disclosure.linked import Linked, link
from surveys.disclosure.regions import Cell

M, S, OTHERS = ("T", "manager"), ("T", "worker"), ("U", "worker")
TEAM_AND_ROLE = {"T": [M, S], "managers": [M]}


def square(*rows: list[int]) -> tuple[dict[str, list[Cell]], dict[Cell, int]]:
    """Teams t0, t1 … and roles r0, r1 …, everybody in one of each."""
    people = {(f"t{t}", f"r{r}"): n for t, row in enumerate(rows) for r, n in enumerate(row)}
    codes = sorted({code for cell in people for code in cell})
    return {code: [cell for cell in people if code in cell] for code in codes}, people


def test_a_team_without_its_managers_is_found() -> None:
    found = audit(TEAM_AND_ROLE, {M: 12, S: 3}, 10)
    assert found == Audit((frozenset({"T", "managers"}),), 3)


def test_as_many_as_the_floor_are_not_a_few() -> None:
    assert audit(TEAM_AND_ROLE, {M: 12, S: 10}, 10) == Audit((), 10)
    assert audit(TEAM_AND_ROLE, {M: 12, S: 9}, 10).least == 9
    assert audit(TEAM_AND_ROLE, {M: 11, S: 14}, 10) == Audit((), 10)  # no finer than the floor


def test_an_attack_names_every_group_it_needs_and_no_other() -> None:
    a, b, c, d = (("A", ""), ("B", ""), ("C", ""), ("D", ""))
    groups = {"S": [a, b, c], "A": [a], "B": [b], "D": [d]}
    found = audit(groups, {a: 12, b: 11, c: 4, d: 30}, 10)
    assert found == Audit((frozenset({"S", "A", "B"}),), 4)


def test_two_small_regions_are_two_attacks() -> None:
    groups = {**TEAM_AND_ROLE, "U": [OTHERS, ("U", "manager")], "workers": [OTHERS]}
    found = audit(groups, {M: 12, S: 3, OTHERS: 11, ("U", "manager"): 2}, 10)
    assert set(found.attacks) == {frozenset({"T", "managers"}), frozenset({"U", "workers"})}
    assert found.least == 2


def test_two_small_regions_that_are_derived_only_together_are_found() -> None:
    a, b, c, d = (("A", ""), ("B", ""), ("C", ""), ("D", ""))
    groups = {"T": [a, b, c], "managers": [c], "agency": [b, d]}
    # T − managers are the 3 and the 4; nothing tells the two apart from each other and the twelve of d
    found = audit(groups, {a: 3, b: 4, c: 12, d: 12}, 10)
    assert found == Audit((frozenset({"T", "managers"}),), 7)


def test_three_groups_that_overlap_in_pairs_give_away_every_pair() -> None:
    a, b, c = (("A", ""), ("B", ""), ("C", ""))
    groups = {"ab": [a, b], "bc": [b, c], "ac": [a, c]}
    # (ab + ac − bc) / 2 are the six of a; no region has ten people
    found = audit(groups, {a: 6, b: 6, c: 6}, 10)
    assert found == Audit((frozenset(groups),), 6)


def test_a_small_corner_of_a_square_cannot_be_told_from_its_neighbours() -> None:
    groups, people = square([3, 9], [9, 12])
    # whoever has the 3 by sums of rows and columns has at least 9 more
    assert audit(groups, people, 10) == Audit((), 10)
    assert audit(groups, people, 10, tree=["t0", "t1"]) == Audit((), 10)
    found = audit(groups, people, 13, tree=["t0", "t1"])
    assert found.attacks
    assert found.least == 12  # t0, and r0


def test_where_the_opposite_corner_is_empty_the_small_one_can() -> None:
    groups, people = square([3, 12], [12, 0])
    found = audit(groups, people, 10)
    # t0 − r1, or r0 − t1
    assert found.attacks in ((frozenset({"t0", "r1"}),), (frozenset({"r0", "t1"}),))
    assert found.least == 3


def test_nobody_in_any_group_is_no_number() -> None:
    assert audit({}, {M: 3}, 10) == Audit((), None)
    assert audit({}, {M: 30}, 10) == Audit((), None)
    assert audit({"T": [M]}, {}, 10) == Audit((), None)


# --- linked -------------------------------------------------------------------------------------


def test_the_role_is_hidden_and_the_team_stays() -> None:
    found = link(TEAM_AND_ROLE, {M: 12, S: 3}, 10, costs={"managers": 1}, tree=["T"])
    assert found == Linked(frozenset({"managers"}), 10, 2)


def test_what_is_safe_stays_as_it_is() -> None:
    found = link(TEAM_AND_ROLE, {M: 12, S: 10}, 10, costs={"managers": 1}, tree=["T"])
    assert found == Linked(frozenset(), 10, 1)


def test_the_cheaper_of_two_is_hidden() -> None:
    for costs, hidden in (({"T": 1, "managers": 2}, "T"), ({"T": 2, "managers": 1}, "managers")):
        assert link(TEAM_AND_ROLE, {M: 12, S: 3}, 10, costs=costs).hidden == {hidden}


def test_what_cannot_be_mended_is_refused() -> None:
    with pytest.raises(ValueError, match="may not be hidden"):
        link(TEAM_AND_ROLE, {M: 12, S: 3}, 10, costs={}, tree=["T"])
