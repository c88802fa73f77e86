"""Scores are arithmetic on released counts: checked by hand, and by turning things round."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.instruments.compose import compose
from surveys.instruments.instrument import Item
from surveys.instruments.loader import library
from surveys.instruments.score import Band, Score, band, construct_score, item_score, scored_items
from tests.surveys.instruments.builders import ALL_FIVE, make_instrument, make_scale

COUNTS = st.fixed_dictionaries({value: st.integers(0, 1000) for value in ALL_FIVE})


def one(code: str) -> Item:
    return next(i for module in library().values() for i in module.items if i.code == code)


def test_a_score_worked_out_by_hand() -> None:
    counts = {"strongly_disagree": 1, "neither": 2, "agree": 4, "strongly_agree": 3}
    # (1×1 + 2×3 + 4×4 + 3×5) / 10 = 3.8; 7 of 10 favourable; (3.8 − 1) × 25 = 70
    assert item_score(make_scale("x"), counts) == Score(10, 3.8, 0.7, 70.0)


def test_agreeing_with_a_reversed_item_is_bad() -> None:
    assert item_score(make_scale("x", reverse=True), {"strongly_agree": 5}) == Score(5, 1, 0, 0)


def test_unscored_answers_are_left_out_of_the_base() -> None:
    counts = {"agree": 4, "no_cases": 6, "something_else": 3}
    assert item_score(make_scale("x"), counts) == Score(4, 4.0, 1.0, 75.0)


def test_an_item_nobody_scored_has_no_score() -> None:
    assert item_score(make_scale("x"), {}) is None
    assert item_score(make_scale("x"), {"no_cases": 9}) is None
    assert item_score(one("caseload_size"), {"0_to_9": 9}) is None


def test_two_bands_may_share_a_score() -> None:
    counts = {"in_full": 1, "cut_short": 1, "moved": 2, "none_planned": 9}
    assert item_score(one("supervision_planned"), counts) == Score(4, 3.5, 0.25, 62.5)


def test_no_extra_hours_is_the_best_answer() -> None:
    best = item_score(one("hours_over"), {"none": 3, "not_at_work": 2})
    worst = item_score(one("hours_over"), {"15_or_more": 3})
    assert best is not None
    assert worst is not None
    assert (best.points, worst.points) == (100, 0)


def test_only_uninterrupted_supervision_is_favourable() -> None:
    score = item_score(one("supervision_amount"), {"interrupted": 1, "uninterrupted": 1})
    assert score is not None
    assert score.favourable == 0.5


@given(COUNTS)
def test_a_score_and_its_reverse_add_up(counts: dict[str, int]) -> None:
    score = item_score(make_scale("x"), counts)
    turned = item_score(make_scale("x", reverse=True), counts)
    if score is None or turned is None:
        assert score is turned
        return
    assert score.base == turned.base == sum(counts.values())
    assert score.mean + turned.mean == pytest.approx(6)
    assert score.points + turned.points == pytest.approx(100)
    assert 1 <= score.mean <= 5
    assert 0 <= score.favourable <= 1
    assert score.points == pytest.approx((score.mean - 1) * 25)


@given(COUNTS, st.integers(2, 9))
def test_a_score_does_not_depend_on_how_many_people_there_are(
    counts: dict[str, int], times: int
) -> None:
    score = item_score(make_scale("x"), counts)
    more = item_score(make_scale("x"), {value: n * times for value, n in counts.items()})
    assert (score is None) == (more is None)
    if score and more:
        assert more.points == pytest.approx(score.points)


TWO = make_instrument(
    make_scale("a"), make_scale("b", reverse=True), make_scale("c", construct=None)
)


def test_a_topic_is_the_mean_of_its_items_whatever_their_bases() -> None:
    counts = {"a": {"strongly_agree": 1}, "b": {"neither": 99}, "c": {"strongly_disagree": 5}}
    assert construct_score(TWO, "topic", counts) == 75.0


@pytest.mark.parametrize("missing", [None, {}, {"no_cases": 5}])
def test_a_topic_needs_every_scored_item_that_was_asked(missing: dict[str, int] | None) -> None:
    good = {"strongly_agree": 10}
    assert construct_score(TWO, "topic", {"a": good, "b": missing}) is None
    assert construct_score(TWO, "topic", {"a": good}) is None


def test_a_topic_without_scored_items_has_no_score() -> None:
    assert construct_score(TWO, "unheard_of", {}) is None


def test_an_unscored_item_of_a_topic_is_not_waited_for() -> None:
    shipped = library()
    instrument = compose("round", core=shipped["core"], modules=[shipped["caseload"]])
    assert [item.code for item in scored_items(instrument, "caseload")] == [
        *("caseload_safe", "hours_over", "complexity", "essential_work"),
    ]


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        (0, Band.LOW),
        (49.4, Band.LOW),
        (49.5, Band.MIDDLE),
        (50, Band.MIDDLE),
        (74.4, Band.MIDDLE),
        (74.5, Band.HIGH),
        (100, Band.HIGH),
    ],
)
def test_a_band_is_that_of_the_score_as_shown(points: float, expected: Band) -> None:
    assert band(points) is expected
