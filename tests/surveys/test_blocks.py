"""The tree programme against brute force, and the promise it is there for."""

import random
from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.blocks import Node, TooFew, cut


@st.composite
def trees(draw: st.DrawFn, most: int = 8, highest: int = 7) -> list[Node]:
    """A tree in reading order of at most ``most`` nodes, any node with people of its own."""
    size = draw(st.integers(1, most))
    parents = [None, *(draw(st.integers(0, n - 1)) for n in range(1, size))]
    counts = draw(st.lists(st.integers(0, highest), min_size=size, max_size=size))
    return in_reading_order(
        [
            Node(f"n{n}", None if parent is None else f"n{parent}", count)
            for n, (parent, count) in enumerate(zip(parents, counts, strict=True))
        ]
    )


def in_reading_order(nodes: Sequence[Node]) -> list[Node]:
    def walk(node: Node) -> list[Node]:
        below = [walk(child) for child in nodes if child.parent == node.code]
        return [node, *(inner for inners in below for inner in inners)]

    return walk(next(node for node in nodes if node.parent is None))


def people_in(nodes: Sequence[Node]) -> dict[str, frozenset[str]]:
    """Every node's people, each by a name of their own."""
    inside = {node.code: {f"{node.code}/{n}" for n in range(node.count)} for node in nodes}
    by_code = {node.code: node for node in nodes}
    for node in nodes:
        parent = node.parent
        while parent is not None:
            inside[parent] |= {f"{node.code}/{n}" for n in range(node.count)}
            parent = by_code[parent].parent
    return {code: frozenset(people) for code, people in inside.items()}


def depth(nodes: Sequence[Node], code: str) -> int:
    parent = next(node.parent for node in nodes if node.code == code)
    return 0 if parent is None else 1 + depth(nodes, parent)


def left_over(nodes: Sequence[Node], shown: frozenset[str]) -> dict[str, int]:
    """For each shown node, how many of its people are in no smaller shown node."""
    inside = people_in(nodes)
    below = {code: {n for n in shown if n != code and is_below(nodes, n, code)} for code in shown}
    return {
        code: len(inside[code] - {person for n in below[code] for person in inside[n]})
        for code in shown
    }


def is_below(nodes: Sequence[Node], code: str, above: str) -> bool:
    parent = next(node.parent for node in nodes if node.code == code)
    return parent is not None and (parent == above or is_below(nodes, parent, above))


def is_safe(nodes: Sequence[Node], shown: frozenset[str], floor: int) -> bool:
    inside = people_in(nodes)
    return all(len(inside[code]) >= floor for code in shown) and all(
        left == 0 or left >= floor for left in left_over(nodes, shown).values()
    )


def rank(nodes: Sequence[Node], shown: frozenset[str], keep: frozenset[str]) -> tuple[object, ...]:
    inside = people_in(nodes)
    by_depth = [
        sum(len(inside[code]) for code in shown if depth(nodes, code) == level)
        for level in range(len(nodes))
    ]
    return (*by_depth, len(shown & keep), *(node.code in shown for node in nodes))


def brute_force(nodes: Sequence[Node], floor: int, keep: frozenset[str]) -> frozenset[str]:
    codes = [node.code for node in nodes]
    every = (
        frozenset(some) for size in range(len(codes) + 1) for some in combinations(codes, size)
    )
    return max(
        (shown for shown in every if is_safe(nodes, shown, floor)),
        key=lambda shown: rank(nodes, shown, keep),
    )


@settings(max_examples=400, deadline=None)
@given(trees(), st.integers(1, 6), st.sets(st.sampled_from([f"n{n}" for n in range(8)])))
def test_no_other_choice_is_better(nodes: list[Node], floor: int, keep: set[str]) -> None:
    if sum(node.count for node in nodes) < floor:
        with pytest.raises(TooFew):
            cut(nodes, floor)
        return
    assert cut(nodes, floor, keep=keep).shown == brute_force(nodes, floor, frozenset(keep))


@settings(max_examples=200, deadline=None)
@given(trees(most=30, highest=9), st.integers(2, 10))
def test_nothing_shown_or_left_over_is_a_few_people(nodes: list[Node], floor: int) -> None:
    if sum(node.count for node in nodes) >= floor:
        assert is_safe(nodes, cut(nodes, floor).shown, floor)


@settings(max_examples=100, deadline=None)
@given(trees(most=7), st.integers(2, 6))
def test_no_union_or_difference_of_what_is_shown_isolates_a_few(
    nodes: list[Node], floor: int
) -> None:
    if sum(node.count for node in nodes) < floor:
        return
    pattern = cut(nodes, floor)
    inside = people_in(nodes)
    rests = [
        frozenset(person for person in inside[home] if pattern.homes[person.split("/")[0]] == home)
        for home in pattern.shown
    ]
    known = {inside[code] for code in pattern.shown} | set(rests)
    for _ in range(2):
        known |= {a | b for a in known for b in known} | {a - b for a in known for b in known}
    assert all(len(people) == 0 or len(people) >= floor for people in known)


@settings(max_examples=100, deadline=None)
@given(trees(most=20), st.integers(2, 8), st.randoms(use_true_random=False))
def test_the_order_in_which_sub_nodes_of_others_stand_between_does_not_matter(
    nodes: list[Node], floor: int, chance: random.Random
) -> None:
    if sum(node.count for node in nodes) < floor:
        return
    shuffled = nodes.copy()
    chance.shuffle(shuffled)
    place = {node.code: n for n, node in enumerate(nodes)}
    spots: dict[str | None, list[int]] = {}
    for spot, node in enumerate(shuffled):
        spots.setdefault(node.parent, []).append(spot)
    for mine in spots.values():  # siblings keep their order, families are mixed
        for spot, node in zip(
            mine, sorted((shuffled[s] for s in mine), key=lambda n: place[n.code]), strict=True
        ):
            shuffled[spot] = node
    assert cut(shuffled, floor).shown == cut(nodes, floor).shown


@given(trees(most=25, highest=9), st.integers(2, 8))
def test_everybody_is_counted_in_exactly_one_place(nodes: list[Node], floor: int) -> None:
    if sum(node.count for node in nodes) < floor:
        return
    pattern = cut(nodes, floor)
    assert set(pattern.homes) == {node.code for node in nodes}
    assert set(pattern.homes.values()) <= pattern.shown
    for home, hidden in pattern.remainders.items():
        assert home in pattern.shown
        assert not set(hidden) & pattern.shown
        assert all(pattern.homes[code] == home for code in hidden)
