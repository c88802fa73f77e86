import random

import pytest

from surveys.comments.code_frame import Polarity
from surveys.disclosure import tabulate
from surveys.disclosure.tabulate import Mention
from surveys.responses.reader import OpenedAnswers
from tests.surveys.disclosure import council
from tests.surveys.disclosure.council import INSTRUMENT, answers

TREE = council.tree({"S1": {"T1": 20, "T2": 20}, "S2": {"": 20}})


def table(item: str, *opened: list[OpenedAnswers]) -> tabulate.Table:
    return tabulate.items(TREE, INSTRUMENT, [one for some in opened for one in some])[item]


def test_answers_are_counted_in_their_block_and_everything_above() -> None:
    opened = [*answers("T1", 3), *answers("T2", 2), *answers("S2", 4)]
    assert tabulate.respondents(TREE, opened) == {
        "ALL": 9, "S1": 5, "T1": 3, "T2": 2, "S2": 4
    }  # fmt: skip


def test_every_option_is_counted_also_those_nobody_took() -> None:
    found = table("workload", answers("T1", 3, workload="5"), answers("T2", 1, workload="1"))
    assert {option: nodes["S1"] for option, nodes in found.counts.items()} == {
        "1": 1, "2": 0, "3": 0, "4": 0, "5": 3
    }  # fmt: skip
    assert found.base["S1"] == 4
    assert found.base["S2"] == 0


def test_a_blank_is_not_in_the_base() -> None:
    found = table("workload", answers("T1", 3), [OpenedAnswers("T1", {"overtime": "no"})])
    assert found.base["T1"] == 3


def test_what_the_question_does_not_offer_counts_as_missing() -> None:
    odd = [OpenedAnswers("T1", {"workload": "9", "overtime": ["yes", "no"], "unknown": "x"})]
    assert table("workload", odd).base["T1"] == 0
    assert table("overtime", odd).base["T1"] == 0


def test_a_multiple_counts_each_option_among_those_who_answered_it() -> None:
    found = table(
        "tools", answers("T1", 2, tools=["pc", "phone", "pc"]), answers("T1", 1, tools=[])
    )
    assert found.base["T1"] == 2
    assert {option: nodes["T1"] for option, nodes in found.counts.items()} == {
        "pc": 2, "phone": 2, "none": 0
    }  # fmt: skip


def test_a_follow_up_counts_only_those_who_were_asked() -> None:
    found = table(
        "paid",
        answers("T1", 2, overtime="yes", paid="no"),
        answers("T1", 1, overtime="yes"),
        answers("T1", 5, overtime="no", paid="yes"),
    )
    assert found.base["T1"] == 2
    assert found.counts["yes"]["T1"] == 0


def test_people_exposed_are_counted_once() -> None:
    found = table("bullied", answers("T1", 2, bullied="yes"), answers("T1", 3))
    assert found.exposed["T1"] == 2


def test_the_order_of_answers_does_not_matter() -> None:
    opened = [*answers("T1", 3, workload="1"), *answers("T2", 2), *answers("S2", 4)]
    shuffled = opened.copy()
    random.Random(1).shuffle(shuffled)
    assert tabulate.items(TREE, INSTRUMENT, shuffled) == tabulate.items(TREE, INSTRUMENT, opened)


def test_an_answer_of_a_strange_block_stops_everything() -> None:
    with pytest.raises(tabulate.UnknownBlock):
        tabulate.respondents(TREE, answers("S1", 1))


def test_nobody_answered() -> None:
    assert tabulate.respondents(TREE, [])["ALL"] == 0
    assert tabulate.items(TREE, INSTRUMENT, [])["workload"].counts["1"]["ALL"] == 0


def test_themes_count_comments_by_polarity() -> None:
    mentions = [
        Mention("T1", "open", {"pay": Polarity.NEGATIVE}),
        Mention("T1", "open", {"pay": Polarity.POSITIVE, "caseload": Polarity.MIXED}),
        Mention("S2", "open", {}),
    ]
    found = tabulate.commenting(TREE, mentions, ["pay", "caseload"])
    pay = found.themes["pay"]
    assert pay.base["ALL"] == 3
    assert {polarity: nodes["ALL"] for polarity, nodes in pay.counts.items()} == {
        "negative": 1, "mixed": 0, "positive": 1
    }  # fmt: skip
    assert pay.exposed["S1"] == 1


def test_comments_on_two_questions_may_be_the_same_peoples() -> None:
    mentions = [
        *[Mention("T1", "open", {})] * 6,
        *[Mention("T1", "forms", {})] * 4,
        *[Mention("T2", "forms", {})] * 3,
    ]
    found = tabulate.commenting(TREE, mentions, [])
    assert (found.people["T1"], found.people["T2"], found.people["ALL"]) == (6, 3, 9)
    assert found.by_item["forms"]["ALL"] == 7
