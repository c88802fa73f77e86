"""The scoring is right where the answer is known, and the attack finds a weak leak and no leak where there is none."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.adversary import attack, marks, score, tokens
from tests.adversary.people import SLIPS, Does, plan
from tests.adversary.test_the_real_schema import BLOCKS, SIZES

HOMES = [f"T{block:03}" for block in range(BLOCKS) for _ in range(SIZES[block % len(SIZES)])]


def test_chances_of_right_links_are_those_of_the_tables() -> None:
    assert score.at_least(1, 0) == 1
    assert score.at_least(1, 1) == pytest.approx(1 - math.exp(-1))
    assert score.at_least(36, 63) == pytest.approx(2.9e-5, rel=0.02)
    assert score.at_least(28, 1000) < 1e-300


def test_upper_limits_are_those_of_the_tables() -> None:
    """One-sided 95 %: half of the 90 % chi-square quantiles that textbooks print."""
    known = {0: 2.996, 1: 4.744, 5: 10.513, 10: 16.962, 30: 40.691}
    for count, limit in known.items():
        assert score.upper_limit(count) == pytest.approx(limit, abs=0.001)


def test_holm_corrects_as_in_his_example() -> None:
    assert score.holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert score.holm([0.9, 0.8]) == [1.0, 1.0]


def test_the_same_order_is_not_taken_for_chance() -> None:
    assert score.tau_p(3, [3]) > 0.1
    assert score.tau_p(45 * 30, [10] * 30) < 1e-50


def test_a_random_matching_has_one_right_link_a_group() -> None:
    lot = np.random.default_rng(1)
    rights = [int(np.sum(lot.permutation(25) == np.arange(25))) for _ in range(4000)]
    assert np.mean(rights) == pytest.approx(1, abs=0.06)
    assert np.var(rights) == pytest.approx(1, abs=0.12)


def test_where_nothing_leaks_nothing_is_found() -> None:
    """20 waves with ten marks on either side: none may be called a link."""
    lot = np.random.default_rng(2)
    for _ in range(20):
        mine = {f"m{n}": lot.random(len(HOMES)) for n in range(10)}
        theirs = {f"r{n}": lot.random(len(HOMES)) for n in range(10)}
        found = attack.attack(HOMES, mine, theirs, seed=1)
        assert len(found) == 200
        assert not any(attempt.is_link for attempt in found)


@pytest.mark.parametrize("share", [0.08, 1.0])
@pytest.mark.parametrize("way", [1, -1])
def test_where_some_of_an_order_stays_it_is_found(share: float, way: int) -> None:
    """In each block this share of people keep their place; everybody else is shuffled."""
    lot = np.random.default_rng(3)
    places = np.arange(len(HOMES), dtype=float)
    kept = places.copy()
    for block in sorted(set(HOMES)):
        own = np.flatnonzero(np.array(HOMES) == block)
        moved = own[lot.random(len(own)) >= share]
        kept[moved] = lot.permutation(kept[moved])
    found = attack.attack(HOMES, {"in": places}, {"out": way * kept}, seed=1)
    assert found[0].is_link
    assert found[0].backwards is (way < 0)
    assert found[0].rate >= share


def test_what_is_the_same_for_everybody_is_no_mark() -> None:
    block_alone = marks.order(HOMES)
    same = np.ones(len(HOMES))
    assert (
        attack.attack(HOMES, {"block": block_alone, "same": same}, {"r": block_alone}, seed=1) == []
    )


@settings(max_examples=50)
@given(st.lists(st.binary(min_size=8, max_size=8), min_size=1, max_size=6, unique=True), st.data())
def test_tokens_are_found_wherever_they_stand(wanted: list[bytes], data: st.DataObject) -> None:
    stream = b"".join(data.draw(st.permutations([*wanted, b"abc", b"", b"\0" * 5, *wanted])))
    first, last = tokens.places(stream, [*wanted, None])
    for number, token in enumerate(wanted):
        assert first[number] == stream.find(token)
        assert last[number] == stream.rfind(token)
    assert np.isnan(first[-1])


def test_a_plan_is_as_it_says() -> None:
    made = plan(7, 5, range(10, 13))
    assert made == plan(7, 5, range(10, 13))
    assert len(made.linkable) == 10 + 11 + 12 + 10 + 11
    assert len(made.people) == len(made.linkable) + 5 * (SLIPS + 1)
    signing = [p.number for does, p in made.steps if does is Does.SIGN and not p.silent]
    casting = [p.number for does, p in made.steps if does is Does.CAST and not p.by_slip]
    assert signing == casting
    assert {does for does, _ in made.steps} == set(Does)
