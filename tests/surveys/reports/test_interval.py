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
