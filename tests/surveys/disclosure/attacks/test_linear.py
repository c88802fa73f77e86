"""Linear combinations: against every set of regions in exact fractions, and on cases that can be checked by hand."""

from collections.abc import Hashable, Mapping
from fractions import Fraction
from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from surveys.disclosure.attacks import programme, proof
from surveys.disclosure.attacks.linear import Derivable, derivable
from tests.surveys.disclosure.attacks.exact import regions_of, sets

Groups = dict[str, set[str]]
People = dict[Hashable, int]

TREE: Groups = {"All": {"a", "b", "c"}, "A": {"a"}, "B": {"b"}}


def test_what_is_left_of_a_parent_is_found_with_its_sum() -> None:
    found = derivable(TREE, {"a": 30, "b": 20, "c": 7}, 10)
    assert found == (Derivable(7, 7.0, (("A", -1.0), ("All", 1.0), ("B", -1.0))),)


def test_a_region_of_the_floor_is_not_reported() -> None:
    assert derivable(TREE, {"a": 30, "b": 20, "c": 10}, 10) == ()


def test_a_small_region_that_no_sum_reaches_is_safe() -> None:
    assert derivable({"All": {"a", "b"}, "A": {"a"}}, {"a": 30, "b": 12}, 10) == ()
    assert derivable({"All": {"a", "b"}}, {"a": 3, "b": 30}, 10) == ()


def test_two_hidden_teams_count_together_as_no_group_tells_them_apart() -> None:
    found = derivable({"All": {"a", "x", "y"}, "A": {"a"}}, {"a": 30, "x": 3, "y": 4}, 10)
    assert [(one.people, one.size) for one in found] == [(7, 7.0)]


def test_each_region_of_a_small_set_is_reported_once() -> None:
    """Two teams with two roles: the sum of the groups A and R minus the whole tells the corners apart, and only so."""
    groups = {"All": {"ar", "as", "br", "bs"}, "A": {"ar", "as"}, "R": {"ar", "br"}, "AR": {"ar"}}
    found = derivable(groups, {"ar": 40, "as": 3, "br": 4, "bs": 50}, 10)
    assert [(one.people, one.size) for one in found] == [(3, 3.0), (4, 4.0)]
    assert found[0].combination == (("A", 1.0), ("AR", -1.0))


def test_cells_of_nobody_and_regions_in_no_group_are_ignored() -> None:
    assert derivable(TREE, {"a": 30, "b": 20, "c": 0, "elsewhere": 3}, 10) == ()
    assert derivable({}, {"a": 3}, 10) == ()
    assert derivable({"A": {"nobody"}}, {"a": 3}, 10) == ()


def test_a_fraction_of_people_is_reported_where_no_set_does_it() -> None:
    """(P + Q - R + S) / 2 is all of a, half of w and nobody else; the smallest whole set with a is P, of ten."""
    groups = {"P": {"a", "x"}, "Q": {"a", "y"}, "R": {"x", "y", "z"}, "S": {"z", "w"}}
    people: People = {"a": 2, "x": 8, "y": 8, "z": 50, "w": 4}
    (found,) = derivable(groups, people, 7)
    assert (found.people, found.size) == (2, 4.0)
    assert found.combination == (("P", 0.5), ("Q", 0.5), ("R", -0.5), ("S", 0.5))
    assert min(size_of(some, people) for some in sets(groups, people) if "a" in some) == 10


def test_a_whole_set_is_preferred_to_a_smaller_fraction() -> None:
    groups = {"P": {"a", "x"}, "Q": {"a", "y"}, "R": {"x", "y", "z"}, "S": {"z", "w"}}
    people: People = {"a": 2, "x": 8, "y": 8, "z": 50, "w": 4}
    assert next(one.size for one in derivable(groups, people, 11) if one.people == 2) == 10.0


def test_whatever_the_order_the_answer_is_the_same() -> None:
    random = Random(5)
    cells = [f"{block}{role}" for block in "abcdef" for role in "rst"]
    people: People = {cell: random.randint(0, 9) for cell in cells}
    groups = {name: {cell for cell in cells if name in cell} for name in "abcdrst"}
    groups |= {"All": set(cells), "AB": groups["a"] | groups["b"]}
    found = derivable(groups, people, 10)
    assert found
    for _ in range(10):
        names, order = list(groups), list(people)
        random.shuffle(names)
        random.shuffle(order)
        mixed = {name: sorted(groups[name], key=lambda _: random.random()) for name in names}
        assert derivable(mixed, {cell: people[cell] for cell in order}, 10) == found


small = st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 6), min_size=1)
known = st.dictionaries(
    st.sampled_from("PQRSTUV"), st.sets(st.sampled_from("abcdefg"), min_size=1), min_size=1
)


@given(groups=known, people=small)
@example({"P": {"a", "b"}, "Q": {"b", "c"}, "R": {"a", "c"}}, {"a": 1, "b": 1, "c": 1})
def test_every_small_set_is_found_and_what_is_found_holds(groups: Groups, people: People) -> None:
    check_against_every_set(groups, people, 5)


@given(st.randoms(use_true_random=False))
def test_the_same_for_a_tree_with_two_attributes_at_its_top(random: Random) -> None:
    """Here the quick proof has work to do: it must never wave a region through."""
    cells = [t + r + e for t in "abc" for r in "rs" for e in "xy"]
    people: People = {cell: random.choice([0, 0, 1, 2, 4, 9]) for cell in cells}
    names = random.sample("abcrsxy", random.randint(1, 7))
    groups = {name: {cell for cell in cells if name in cell} for name in names}
    check_against_every_set(groups | {"All": set(cells)}, people, 6)


def check_against_every_set(groups: Groups, people: People, floor: int) -> None:
    found = derivable(groups, people, floor)
    for one in found:
        exact_holds(one, groups, people, floor)
    regions = regions_of(groups, people)
    least: dict[frozenset[str], int] = {}
    for some in sets(groups, people):
        size = size_of(some, people)
        for region in regions:
            if region <= some and size < floor:
                least[region] = min(size, least.get(region, size))
    expected = sorted((sum(people[c] for c in region), float(n)) for region, n in least.items())
    whole = sorted((one.people, one.size) for one in found if one.size == int(one.size))
    # A fraction may happen to be a whole number of people; every set must be there.
    missing = list(expected)
    for each in whole:
        if each in missing:
            missing.remove(each)
    assert missing == []
    assert len(found) >= len(expected)


def exact_holds(one: Derivable, groups: Groups, people: Mapping[Hashable, int], floor: int) -> None:
    weights = {
        cell: sum(
            (
                Fraction(c).limit_denominator(10_000)
                for name, c in one.combination
                if cell in groups[name]
            ),
            Fraction(),
        )
        for cell in people
    }
    assert all(0 <= weights[cell] <= 1 for cell in people if people[cell])
    assert sum(people[cell] for cell in people if weights[cell] == 1) >= one.people
    assert float(sum(people[cell] * weights[cell] for cell in people)) == pytest.approx(one.size)
    assert one.people <= one.size < floor


def size_of(some: frozenset[str], people: Mapping[Hashable, int]) -> int:
    return sum(people[cell] for cell in some)


def test_a_combination_that_does_not_hold_exactly_is_no_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(programme.Programme, "solve", lambda self: (0.3, -0.9, 0.2))
    with pytest.raises(ArithmeticError):
        derivable(TREE, {"a": 30, "b": 20, "c": 7}, 10)


def test_a_solver_that_gives_up_is_not_taken_for_all_clear(monkeypatch: pytest.MonkeyPatch) -> None:
    status = programme.highspy.HighsModelStatus.kTimeLimit
    monkeypatch.setattr(programme._core._Highs, "getModelStatus", lambda self: status)
    with pytest.raises(programme.Unsolved, match="Time limit"):
        derivable(TREE, {"a": 30, "b": 20, "c": 7}, 10)


def test_the_quick_proof_spares_the_programme(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sixty teams by six roles at the top: a corner of two people is safe because its row and column are large."""
    cells = [(team, role) for team in range(60) for role in range(6)]
    people: People = dict.fromkeys(cells, 2)
    groups = {f"t{team}": {cell for cell in cells if cell[0] == team} for team in range(60)}
    groups |= {f"r{role}": {cell for cell in cells if cell[1] == role} for role in range(6)}

    def unsolved(self: object) -> None:
        raise AssertionError("The proof should have been enough.")

    monkeypatch.setattr(programme.Programme, "solve", unsolved)
    assert derivable(groups, people, 10) == ()
    with pytest.raises(AssertionError):
        derivable(groups | {"corner": {(0, 0)}}, people, 10)


def test_the_quick_proof_gives_nobody_twice() -> None:
    """The other team has three people of the role: to one of the two other roles, not to each of them."""
    regions = ((0, 2), (0, 3), (0, 4), (1, 2), (1, 3), (1, 4))
    assert proof.Proof(regions, (1, 3, 3, 3, 50, 50)).least(0, 100) == 1 + 3
    assert proof.Proof(regions, (1, 3, 3, 9, 50, 50)).least(0, 100) == 1 + 3 + 3
    assert proof.Proof(regions[:4], (1, 3, 3, 3)).least(0, 100) == 1
    many = [(team, role) for team in (0, 1, 5, 6) for role in (2, 3, 4)]
    sizes = [
        {0: 10, 1: 2, 5: 2, 6: 1}[team] if team * (role - 2) == 0 else 50 for team, role in many
    ]
    assert proof.Proof(many, sizes).least(0, 100) == 10 + 2 + 2 + 1
