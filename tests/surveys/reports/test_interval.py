import math
from statistics import fmean, stdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.reports import interval
from surveys.reports.interval import Spread
from tests.surveys.reports.small import counts, item

ITEM = item("a")
PEOPLE = st.lists(st.integers(0, 40), min_size=5, max_size=5)


@pytest.mark.parametrize(
    ("freedom", "of_the_tables"),
    [(1, 12.706), (2, 4.303), (3, 3.182), (5, 2.571), (9, 2.262), (30, 2.042), (1000, 1.962)],
)
def test_students_t_is_that_of_the_tables(freedom: int, of_the_tables: float) -> None:
    assert interval.quantile(freedom) == pytest.approx(of_the_tables, rel=1 / 300)


def test_there_is_no_interval_without_a_degree_of_freedom() -> None:
    with pytest.raises(ValueError):
        interval.quantile(0)


def test_the_error_of_an_item_is_s_over_the_root_of_n_in_points() -> None:
    scores = [1] * 2 + [2] * 3 + [4] * 5 + [5] * 2
    spread = interval.of_item(ITEM, counts(2, 3, 0, 5, 2, away=7))
    assert spread is not None
    assert spread.error == pytest.approx(25 * stdev(scores) / math.sqrt(12))
    assert spread.freedom == 11
    assert spread.margin == pytest.approx(2.201 * spread.error, rel=1 / 300)


@pytest.mark.parametrize("people", [(0, 0, 0, 0, 0), (0, 0, 1, 0, 0)])
def test_fewer_than_two_answers_have_no_spread(people: tuple[int, ...]) -> None:
    assert interval.of_item(ITEM, counts(*people, away=30)) is None


def test_answers_all_alike_still_leave_room_for_chance() -> None:
    spread = interval.of_item(ITEM, counts(0, 0, 0, 16, 0))
    assert spread is not None
    assert spread.error == pytest.approx(25 / 16)


@given(PEOPLE.filter(lambda people: sum(people) > 1))
def test_turning_an_item_round_changes_no_uncertainty(people: list[int]) -> None:
    one = interval.of_item(ITEM, counts(*people))
    other = interval.of_item(ITEM, counts(*reversed(people)))
    assert one is not None
    assert other is not None
    assert one.error == pytest.approx(other.error)


@given(st.lists(st.tuples(*[st.integers(1, 5)] * 3), min_size=2, max_size=30))
def test_a_topics_error_is_never_below_the_true_one(people: list[tuple[int, int, int]]) -> None:
    """However its items go together: people's own means have at most the mean of the items' errors."""
    spreads = []
    for place in range(3):
        given_counts = counts(*[sum(p[place] == s for p in people) for s in range(1, 6)])
        spread = interval.of_item(ITEM, given_counts)
        assert spread is not None
        spreads.append(spread)
    true = 25 * stdev([fmean(p) for p in people]) / math.sqrt(len(people))
    assert interval.of_topic(spreads).error >= true - 1e-9


def test_a_topic_without_items_has_no_error() -> None:
    with pytest.raises(ValueError):
        interval.of_topic([])


def test_a_difference_is_less_certain_than_either_of_its_ends() -> None:
    found = interval.of_difference(Spread(3, 11), Spread(4, 40))
    assert (found.error, found.freedom) == (5, 11)


@pytest.mark.parametrize("freedom", [1, 2, 3, 4, 5, 9, 10, 30, 99, 1000])
@pytest.mark.parametrize("error", [0.5, 4.0])
def test_a_difference_at_the_end_of_its_interval_has_a_chance_of_one_in_twenty(
    freedom: int, error: float
) -> None:
    spread = Spread(error, freedom)
    assert interval.chance(spread.margin, spread) == pytest.approx(0.05, rel=1 / 200)
    assert interval.chance(-spread.margin, spread) == interval.chance(spread.margin, spread)


@pytest.mark.parametrize(
    ("t", "freedom", "of_the_tables"),
    [(6.314, 1, 0.1), (2.920, 2, 0.1), (5.841, 3, 0.01), (4.604, 4, 0.01), (2.750, 30, 0.01)],
)
def test_a_chance_is_that_of_the_tables(t: float, freedom: int, of_the_tables: float) -> None:
    assert interval.chance(t, Spread(1, freedom)) == pytest.approx(of_the_tables, rel=1e-3)


@given(st.floats(0, 60), st.floats(0.01, 5), st.integers(1, 400))
def test_a_larger_difference_is_less_likely_chance(
    difference: float, more: float, freedom: int
) -> None:
    small = interval.chance(difference, Spread(3, freedom))
    large = interval.chance(difference + more, Spread(3, freedom))
    assert 0 <= large <= small + 1e-12
    assert small <= 1
    assert interval.chance(0, Spread(3, freedom)) == 1


@pytest.mark.parametrize("spread", [Spread(0, 9), Spread(1, 0)])
def test_without_an_error_nothing_is_said_about_chance(spread: Spread) -> None:
    with pytest.raises(ValueError):
        interval.chance(3, spread)
