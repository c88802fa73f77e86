import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.comments.code_frame import Polarity
from surveys.disclosure import tabulate
from surveys.disclosure.tabulate import Mention, Tally
from surveys.instruments.instrument import Follow, Instrument, Item, Kind
from surveys.responses import columns
from surveys.responses.reader import OpenedAnswers
from tests.surveys.disclosure import council, slow_count
from tests.surveys.disclosure.council import INSTRUMENT, answers

TREE = council.tree({"S1": {"T1": 20, "T2": 20}, "S2": {"": 20}})


def table(item: str, *opened: list[OpenedAnswers]) -> tabulate.Table:
    return tabulate.items(TREE, INSTRUMENT, [one for some in opened for one in some])[item]


def in_block(tally: Tally, block: str) -> int:
    return sum(count for cell, count in tally.items() if cell[0] == block)


def with_attribute(item: Item) -> Instrument:
    """The instrument with one more attribute, and its role."""
    return replace(INSTRUMENT, items=(*INSTRUMENT.items, replace(item, attribute=True)))


def test_people_are_counted_by_block_and_attribute() -> None:
    opened = [
        *answers("T1", 3),
        *answers("T1", 1, role="manager"),
        *answers("T1", 2, role="astronaut"),
        *answers("S2", 4, role=["sw", "manager"]),
        OpenedAnswers("S2", {}),
    ]
    assert tabulate.respondents(TREE, INSTRUMENT, opened) == {
        ("T1", "sw"): 3, ("T1", "manager"): 1, ("T1", ""): 2, ("S2", ""): 5
    }  # fmt: skip


def test_a_block_stands_alone_where_no_attribute_is_asked() -> None:
    bare = replace(INSTRUMENT, items=INSTRUMENT.items[:1])
    assert tabulate.respondents(TREE, bare, answers("T1", 2)) == {("T1",): 2}


def test_an_attribute_with_several_answers_sorts_nobody() -> None:
    several = with_attribute(replace(INSTRUMENT.item("tools"), code="new"))
    found = tabulate.respondents(TREE, several, answers("T1", 2, new=["pc"]))
    assert found == {("T1", "sw", ""): 2}


def test_an_attribute_that_was_not_asked_sorts_nobody() -> None:
    new = replace(INSTRUMENT.item("paid"), code="new", follows=Follow("overtime", ("yes",)))
    opened = [
        *answers("T1", 2, overtime="no", new="yes"),
        *answers("T1", 1, overtime="yes", new="yes"),
    ]
    found = tabulate.respondents(TREE, with_attribute(new), opened)
    assert found == {("T1", "sw", ""): 2, ("T1", "sw", "yes"): 1}


def test_every_table_has_the_cells_of_its_people() -> None:
    found = table("workload", answers("T1", 2, role="manager"), answers("T1", 1, workload="1"))
    assert found.base == {("T1", "manager"): 2, ("T1", "sw"): 1}
    assert found.counts["3"] == {("T1", "manager"): 2}
    assert found.counts["5"] == {}


def test_attributes_have_tables_too() -> None:
    found = table("role", answers("T1", 2, role="manager"), answers("T1", 1, role="x"))
    assert found.base == {("T1", "manager"): 2}
    assert found.counts == {"sw": {}, "manager": {("T1", "manager"): 2}}


def test_every_option_is_counted_also_those_nobody_took() -> None:
    found = table("workload", answers("T1", 3, workload="5"), answers("T2", 1, workload="1"))
    assert {option: sum(tally.values()) for option, tally in found.counts.items()} == {
        "1": 1, "2": 0, "3": 0, "4": 0, "5": 3
    }  # fmt: skip
    assert found.base == {("T1", "sw"): 3, ("T2", "sw"): 1}


def test_a_blank_is_not_in_the_base() -> None:
    found = table("workload", answers("T1", 3), [OpenedAnswers("T1", {"overtime": "no"})])
    assert in_block(found.base, "T1") == 3


def test_what_the_question_does_not_offer_counts_as_missing() -> None:
    odd = [OpenedAnswers("T1", {"workload": "9", "overtime": ["yes", "no"], "unknown": "x"})]
    assert table("workload", odd).base == {}
    assert table("overtime", odd).base == {}


def test_a_multiple_counts_each_option_among_those_who_answered_it() -> None:
    found = table(
        "tools", answers("T1", 2, tools=["pc", "phone", "pc"]), answers("T1", 1, tools=[])
    )
    assert in_block(found.base, "T1") == 2
    assert {option: in_block(tally, "T1") for option, tally in found.counts.items()} == {
        "pc": 2, "phone": 2, "none": 0
    }  # fmt: skip


def test_a_follow_up_counts_only_those_who_were_asked() -> None:
    found = table(
        "paid",
        answers("T1", 2, overtime="yes", paid="no"),
        answers("T1", 1, overtime="yes"),
        answers("T1", 5, overtime="no", paid="yes"),
    )
    assert in_block(found.base, "T1") == 2
    assert found.counts["yes"] == {}


def test_people_exposed_are_counted_once() -> None:
    found = table("bullied", answers("T1", 2, bullied="yes"), answers("T1", 3))
    assert in_block(found.exposed, "T1") == 2


def test_the_order_of_answers_does_not_matter() -> None:
    opened = [*answers("T1", 3, workload="1"), *answers("T2", 2), *answers("S2", 4)]
    shuffled = opened.copy()
    random.Random(1).shuffle(shuffled)
    assert tabulate.items(TREE, INSTRUMENT, shuffled) == tabulate.items(TREE, INSTRUMENT, opened)


#: One more attribute of each sort that does not simply sort people, and a question after a question after a question.
WIDE = replace(
    INSTRUMENT,
    items=(
        *INSTRUMENT.items,
        replace(INSTRUMENT.item("tools"), code="hats", attribute=True),
        Item(
            "since",
            Kind.SINGLE,
            {"en": "Since when?"},
            INSTRUMENT.item("paid").options,
            attribute=True,
            follows=Follow("paid", ("yes", "no")),
        ),
        replace(INSTRUMENT.item("paid"), code="orphan", follows=Follow("nowhere", ("yes",))),
    ),
)
VALUES = st.sampled_from(
    [*council.FIVE, "yes", "no", "none", "pc", "phone", "sw", "manager", "", "é"]
)
ODD: Any = st.none() | st.integers() | st.lists(st.integers() | VALUES) | st.just({"yes": "no"})
SAID = st.dictionaries(
    st.sampled_from([*(item.code for item in WIDE.items), "unknown"]),
    VALUES | st.lists(VALUES, max_size=4) | ODD,
)
PEOPLE = st.lists(st.builds(OpenedAnswers, st.sampled_from(["T1", "T2", "S2"]), SAID), max_size=12)


@given(opened=PEOPLE, batch=st.integers(1, 5), many=st.integers(0, 20))
def test_counting_by_columns_is_counting_person_by_person(
    opened: list[OpenedAnswers], batch: int, many: int
) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(columns, "BATCH", batch)
        patched.setattr(columns, "_MANY", many)
        found = tabulate.respondents(TREE, WIDE, opened)
        assert found == slow_count.respondents(WIDE, opened)
        assert tabulate.items(TREE, WIDE, opened) == slow_count.items(WIDE, opened)
    assert all(type(count) is int and count > 0 for count in found.values())


def test_who_leaves_everything_blank_is_counted_as_a_person_alone() -> None:
    blank = [OpenedAnswers("T1", {})] * 3
    assert tabulate.respondents(TREE, INSTRUMENT, blank) == {("T1", ""): 3}
    assert all(not found.base for found in tabulate.items(TREE, INSTRUMENT, blank).values())


def test_one_answer_is_counted() -> None:
    assert table("workload", answers("T1", 1)).counts["3"] == {("T1", "sw"): 1}


def test_an_answer_of_a_strange_block_stops_everything() -> None:
    with pytest.raises(tabulate.UnknownBlock):
        tabulate.respondents(TREE, INSTRUMENT, answers("S1", 1))


def test_nobody_answered() -> None:
    assert tabulate.respondents(TREE, INSTRUMENT, []) == {}
    found = tabulate.items(TREE, INSTRUMENT, [])
    assert list(found) == [item.code for item in INSTRUMENT.closed]
    assert found["workload"].base == {}
    assert found["workload"].counts == {value: {} for value in council.FIVE}


def test_themes_count_comments_by_polarity() -> None:
    mentions = [
        Mention("T1", "open", {"pay": Polarity.NEGATIVE}),
        Mention("T1", "open", {"pay": Polarity.POSITIVE, "caseload": Polarity.MIXED}),
        Mention("S2", "open", {}),
    ]
    found = tabulate.commenting(TREE, mentions, ["pay", "caseload"])
    pay = found.themes["pay"]
    assert pay.base == {("T1",): 2, ("S2",): 1}
    assert pay.counts == {"negative": {("T1",): 1}, "mixed": {}, "positive": {("T1",): 1}}
    assert pay.exposed == {("T1",): 1}


def test_comments_on_two_questions_may_be_the_same_peoples() -> None:
    mentions = [
        *[Mention("T1", "open", {})] * 6,
        *[Mention("T1", "forms", {})] * 4,
        *[Mention("T2", "forms", {})] * 3,
    ]
    found = tabulate.commenting(TREE, mentions, [])
    assert found.people == {("T1",): 6, ("T2",): 3}
    assert found.by_item == {"open": {("T1",): 6}, "forms": {("T1",): 4, ("T2",): 3}}
