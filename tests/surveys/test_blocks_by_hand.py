"""The tree programme on small organisations that a person can check."""

import random

import pytest

from surveys.blocks import Node, Pattern, TooFew, cut


def council(**services: list[int]) -> list[Node]:
    """A whole with services and their teams: council(S1=[12, 4]) has S1 with teams S1.1 and S1.2."""
    nodes = [Node("ALL", None, 0)]
    for service, teams in services.items():
        nodes.append(Node(service, "ALL", 0))
        nodes += [Node(f"{service}.{n}", service, size) for n, size in enumerate(teams, start=1)]
    return nodes


def test_a_small_team_takes_the_next_smallest_along() -> None:
    pattern = cut(council(S1=[12, 11, 4]), 10)
    assert pattern.shown == {"ALL", "S1", "S1.1"}
    assert pattern.remainders == {"S1": ("S1.2", "S1.3")}


def test_a_small_team_among_one_other_leaves_the_service_alone() -> None:
    pattern = cut(council(S1=[12, 4], S2=[10, 10]), 10)
    assert pattern.shown == {"ALL", "S1", "S2", "S2.1", "S2.2"}
    assert pattern.remainders == {"S1": ("S1.1", "S1.2")}


def test_teams_of_a_hidden_service_may_still_be_shown() -> None:
    pattern = cut(council(S1=[40], S2=[12, 18], S3=[6]), 10)
    assert pattern.shown == {"ALL", "S1", "S1.1", "S2.2"}
    assert pattern.remainders == {"ALL": ("S2.1", "S3")}


def test_a_hidden_node_is_passed_over_for_what_is_hidden_far_below_it() -> None:
    nodes = [
        *(Node("ALL", None, 0), Node("S1", "ALL", 40), Node("S2", "ALL", 0), Node("U", "S2", 0)),
        *(Node("A", "U", 12), Node("B", "U", 18), Node("S3", "ALL", 6)),
    ]
    assert cut(nodes, 10).shown == {"ALL", "S1", "B"}
    assert cut(nodes, 10).remainders == {"ALL": ("A", "S3")}


def test_a_hidden_service_with_a_shown_team_stands_for_its_own_people() -> None:
    nodes = [Node("ALL", None, 0), Node("S1", "ALL", 40), Node("S2", "ALL", 12)]
    pattern = cut([*nodes, Node("B", "S2", 18), Node("S3", "ALL", 6)], 10)
    assert pattern.shown == {"ALL", "S1", "B"}
    assert pattern.remainders == {"ALL": ("S2", "S3")}


def test_people_who_belong_to_the_service_itself_are_its_remainder() -> None:
    nodes = [Node("S", None, 10), Node("T", "S", 10)]
    assert cut(nodes, 10) == Pattern(frozenset({"S", "T"}), {"S": ()}, {"S": "S", "T": "T"})


def test_the_blocks_of_last_time_win_between_equals() -> None:
    nodes = council(S1=[11, 11, 4])
    assert "S1.1" in cut(nodes, 10).shown
    assert "S1.2" in cut(nodes, 10, keep={"S1.2"}).shown


def test_last_times_block_does_not_cost_people() -> None:
    assert "S1.2" not in cut(council(S1=[12, 11, 4]), 10, keep={"S1.2"}).shown


def test_too_few_in_all_is_refused() -> None:
    with pytest.raises(TooFew, match="Fewer than 10"):
        cut(council(S1=[5, 4]), 10)


@pytest.mark.parametrize(
    "nodes",
    [
        [],
        [Node("A", None, 9), Node("B", None, 9)],
        [Node("A", None, 9), Node("A", "A", 9)],
        [Node("A", None, 9), Node("B", "C", 9), Node("C", "B", 9)],
        [Node("A", None, 9), Node("B", "nowhere", 9)],
        [Node("A", None, 9), Node("B", "A", -1)],
    ],
)
def test_what_is_not_a_tree_is_refused(nodes: list[Node]) -> None:
    with pytest.raises(ValueError, match=r"tree|node|count"):
        cut(nodes, 5)


def test_a_deep_chain_needs_no_recursion() -> None:
    chain = [Node("0", None, 1), *(Node(str(n), str(n - 1), 1) for n in range(1, 3000))]
    assert len(cut(chain, 10).shown) == 300


def test_a_nation_of_councils_is_cut() -> None:
    chance = random.Random(1)
    nodes = [Node("UK", None, 0)]
    for council_number in range(150):
        top = f"C{council_number}"
        nodes.append(Node(top, "UK", 0))
        for service in range(6):
            nodes.append(Node(f"{top}S{service}", top, 0))
            nodes += [
                Node(f"{top}S{service}T{team}", f"{top}S{service}", chance.randint(0, 22))
                for team in range(10)
            ]
    pattern = cut(nodes, 10)
    assert len(nodes) == 10_051
    assert {f"C{n}" for n in range(150)} < pattern.shown
