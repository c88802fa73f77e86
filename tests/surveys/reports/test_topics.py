from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.instruments.score import construct_score
from surveys.reports import figure, topics
from surveys.reports.figure import Figure, Gap
from surveys.reports.interval import Spread
from surveys.reports.topics import NoSuchTopic
from tests.surveys.reports.small import counts, item, of_round, shown, withheld

A, B, C = item("a"), item("b"), item("c")
PEOPLE = st.lists(st.integers(0, 40), min_size=5, max_size=5)


def test_a_topic_rests_on_what_every_round_that_asked_it_has_asked() -> None:
    rounds = [of_round(1, [A, B, C]), of_round(2, [item("x", "other")]), of_round(3, [A, B])]
    topic = topics.find(rounds, "topic")
    assert [one.code for one in topic.items] == ["a", "b"]
    assert [one.code for one in topic.others] == ["c"]
    assert topic.asked == topic.comparable == {1, 3}


def test_the_newest_questions_count_where_all_were_replaced() -> None:
    rounds = [of_round(1, [A]), of_round(2, [A, B]), of_round(3, [B, C])]
    topic = topics.find(rounds, "topic")
    assert [one.code for one in topic.items] == ["b"]
    assert topic.comparable == {2, 3}
    assert topics.score(rounds[0], topic, {"a": shown("a", counts(1, 2, 3, 4, 5))}).gap is (
        Gap.OTHER_QUESTIONS
    )


def test_a_sensitive_item_leaves_its_topic_without_a_score() -> None:
    rounds = [of_round(1, [A, item("s", sensitive=True)])]
    assert topics.scored(rounds) == ()
    assert [one.code for one in topics.sensitive_items(rounds[0], of=rounds[0].top)] == ["s"]
    with pytest.raises(NoSuchTopic):
        topics.find(rounds, "topic")


def test_topics_of_the_newest_round_come_first() -> None:
    rounds = [of_round(1, [A, item("x", "other")]), of_round(2, [item("n", "new"), A])]
    assert [topic.code for topic in topics.scored(rounds)] == ["new", "topic", "other"]


def test_a_score_is_the_mean_of_its_items_points_worked_out_by_hand() -> None:
    # a: (1·2 + 2·3 + 4·5 + 5·2)/12 = 38/12 -> 54.17 points; b: all 2 or 3, 2.5 -> 37.5; mean 45.83
    rounds = [of_round(1, [A, B])]
    topic = topics.find(rounds, "topic")
    cells = {
        "a": shown("a", counts(2, 3, 0, 5, 2, away=9)),
        "b": shown("b", counts(0, 7, 7, 0, 0)),
    }
    found = topics.score(rounds[0], topic, cells)
    assert (found.value, found.base, found.gap) == (46, 12, None)
    assert found.low is not None
    assert found.high is not None
    assert found.low < 46 < found.high


@given(PEOPLE.filter(any), PEOPLE.filter(any))
def test_a_score_on_all_items_is_the_instruments_own(a: list[int], b: list[int]) -> None:
    rounds = [of_round(1, [A, replace(B, reverse=True)])]
    given_counts = {"a": counts(*a), "b": counts(*b)}
    cells = {code: shown(code, each) for code, each in given_counts.items()}
    found = topics.score(rounds[0], topics.find(rounds, "topic"), cells)
    expected = construct_score(rounds[0].instrument, "topic", given_counts)
    assert expected is not None
    assert found.value == figure.whole(expected)
    assert found.low is None or 0 <= found.low <= found.value <= (found.high or 0) <= 100


@given(PEOPLE, st.sampled_from(["withheld", "missing"]))
def test_a_withheld_item_never_lets_a_number_through(people: list[int], how: str) -> None:
    rounds = [of_round(1, [A, B])]
    cells = {"a": shown("a", counts(*people))}
    if how == "withheld":
        cells["b"] = withheld("b")
    assert topics.score(rounds[0], topics.find(rounds, "topic"), cells) == Figure(gap=Gap.WITHHELD)
    assert topics.item_figure(B, cells.get("b")) == Figure(gap=Gap.WITHHELD)


def test_a_question_that_nobody_answered_with_a_score_says_so() -> None:
    assert topics.item_figure(A, shown("a", counts(0, 0, 0, 0, 0, away=12))).gap is Gap.NO_SCORE


def test_a_single_scored_answer_has_a_value_and_no_interval() -> None:
    found = topics.item_figure(A, shown("a", counts(0, 0, 0, 1, 0, away=11)))
    assert (found.value, found.low, found.high) == (75, None, None)


def test_a_gap_with_a_number_and_a_figure_without_one_are_refused() -> None:
    for wrong in ({}, {"value": 1, "gap": Gap.WITHHELD}, {"gap": Gap.WITHHELD, "base": 12}):
        with pytest.raises(ValueError):
            Figure(**wrong)
    with pytest.raises(ValueError):
        Figure(gap=Gap.NO_SCORE, spread=Spread(1, 1))


def test_a_half_point_goes_up_as_its_band_does() -> None:
    assert [figure.whole(points) for points in (49.5, 74.49, 74.5)] == [50, 74, 75]
