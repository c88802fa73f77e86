"""A change is the difference of two figures as shown, and more than chance only among all that it is judged with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.reports import change, interval
from surveys.reports.change import Change
from surveys.reports.figure import Figure, Gap, whole
from surveys.reports.interval import Spread
from surveys.reports.topics import Topic, find
from surveys.reports.trends import Moment
from tests.surveys.reports.small import item, of_round

PAIRS = st.tuples(st.integers(0, 100), st.integers(0, 100), st.floats(0.3, 6), st.integers(9, 600))


def topic() -> Topic:
    return find([of_round(1, [item("a")])], "topic")


def moment(value: int | None, spread: Spread | None = None) -> Moment:
    figure = Figure(gap=Gap.WITHHELD) if value is None else Figure(value, base=12, spread=spread)
    return Moment("A round", 1, figure)


def moved(before: int, now: int, error: float = 1.5, freedom: int = 99) -> Change:
    spread = Spread(error, freedom)
    return change.between(topic(), moment(before, spread), moment(now, spread))


@pytest.mark.parametrize(("after", "real"), [(60, True), (40, True), (52, False), (50, False)])
def test_alone_it_is_more_than_chance_when_its_interval_leaves_out_none(
    after: int, real: bool
) -> None:
    (found,) = change.judged([moved(50, after)])
    margin = interval.of_difference(Spread(1.5, 99), Spread(1.5, 99)).margin
    assert found.difference == after - 50
    assert (found.low, found.high) == (whole(after - 50 - margin), whole(after - 50 + margin))
    assert found.beyond_chance is real
    assert (found.better, found.worse) == (real and after > 50, real and after < 50)


def test_what_stands_alone_may_not_stand_among_many() -> None:
    one = moved(50, 55)
    assert change.judged([one])[0].beyond_chance
    assert not change.judged([one, *[moved(50, 51)] * 19])[0].beyond_chance
    assert change.judged([one, *[moved(50, 60)] * 19])[0].beyond_chance


@given(st.lists(PAIRS, max_size=30))
def test_nothing_is_more_than_chance_whose_own_range_holds_none(
    pairs: list[tuple[int, int, float, int]],
) -> None:
    for each in change.judged([moved(*pair) for pair in pairs]):
        if each.beyond_chance:
            assert each.low is not None
            assert each.high is not None
            assert each.low > 0 or each.high < 0


def test_before_it_is_judged_nothing_is_more_than_chance() -> None:
    assert not moved(10, 90).beyond_chance


def test_a_change_without_a_spread_claims_nothing() -> None:
    (found,) = change.judged([change.between(topic(), moment(50), moment(90, Spread(2, 99)))])
    assert (found.difference, found.low, found.likely, found.beyond_chance) == (40, None, "", False)


@pytest.mark.parametrize(("before", "now"), [(None, 50), (50, None), (None, None)])
def test_a_gap_on_either_side_leaves_no_number(before: int | None, now: int | None) -> None:
    spread = Spread(1, 99)
    found = change.between(topic(), moment(before, before and spread), moment(now, now and spread))
    assert (found.difference, found.low, found.high, found.chance) == (None,) * 4
    assert found.gap is Gap.WITHHELD
    assert found.signed == ""
    assert found.of_gap is (found.before if now is not None else found.now)
    assert change.strongest_first([found]) == ()


def test_signs_are_written_with_a_minus_that_is_read_out() -> None:
    assert [moved(50, to).signed for to in (54, 46, 50)] == ["+4", "−4", "0"]
    assert moved(50, 46).likely == "−8 to 0"


def test_what_is_more_than_chance_comes_first_then_the_largest() -> None:
    real, small, large = moved(50, 60), moved(50, 51), moved(50, 70, error=30)
    order = change.strongest_first(change.judged([small, large, real]))
    assert [each.difference for each in order] == [10, 20, 1]
