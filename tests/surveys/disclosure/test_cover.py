"""The set cover on cases that fit a line: which groups are hidden so that every attack lacks one."""

import subprocess
import sys
from pathlib import Path

import pytest

from surveys.disclosure.cover import cover

ROOT = Path(__file__).resolve().parents[3]
COSTS = {"a": 5, "b": 3, "c": 3, "d": 9}


def test_without_attacks_nothing_is_hidden() -> None:
    assert cover([], COSTS) == frozenset()


def test_of_one_attack_the_cheapest_group_is_hidden() -> None:
    assert cover([{"a", "b", "d"}], COSTS) == {"b"}


def test_a_group_that_stops_two_attacks_is_cheaper_than_one_for_each() -> None:
    assert cover([{"a", "b"}, {"a", "c"}], COSTS) == {"a"}  # 5, not 3 + 3


def test_one_for_each_is_cheaper_than_a_dear_group_that_stops_both() -> None:
    assert cover([{"d", "b"}, {"d", "c"}], COSTS) == {"b", "c"}  # 6, not 9


def test_what_has_no_cost_is_never_hidden() -> None:
    assert cover([{"whole", "a"}, {"whole", "d"}], COSTS) == {"a", "d"}


@pytest.mark.parametrize("attacks", [[{"whole"}], [{"a"}, {"whole"}], [set()]])
def test_an_attack_by_what_may_not_be_hidden_is_refused(attacks: list[set[str]]) -> None:
    with pytest.raises(ValueError, match="may not be hidden"):
        cover(attacks, COSTS)


def test_half_a_group_is_never_hidden() -> None:
    # three attacks, two groups each: halves of all three would cost 7.5, whole ones cost 10
    every = [{"a", "b"}, {"b", "c"}, {"a", "c"}]
    assert cover(every, {"a": 5, "b": 5, "c": 5}) in ({"a", "b"}, {"b", "c"}, {"a", "c"})


def test_the_order_of_attacks_and_costs_leaves_no_trace() -> None:
    attacks = [["x", "y"], ["z", "y"], ["x", "z"], ["y", "x"]]
    one = cover(attacks, {"x": 5, "y": 5, "z": 5})
    assert one == cover([each[::-1] for each in reversed(attacks)], {"z": 5, "y": 5, "x": 5})


def test_the_choice_between_equals_is_the_same_in_every_process() -> None:
    program = (
        "from surveys.disclosure.cover import cover;"
        "pairs = [(a, b) for a in 'abcdef' for b in 'abcdef' if a < b];"
        "print(sorted(cover([set(pair) for pair in pairs], dict.fromkeys('abcdef', 5))))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed},
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout
        for seed in "1234"
    }
    assert len(said) == 1
