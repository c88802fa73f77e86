"""Answers that are alike, bounds of hidden groups, insiders and non-respondents: planted, found; and not found without."""

from typing import Any

import pytest

from surveys.disclosure.attack import Outcome, attack, survey
from tests.surveys.disclosure.attacks import made
from tests.surveys.disclosure.attacks.made import Parts

STAFF = {"C": 7, "G": 5}


def outcome(number: str, parts: Parts, staff: dict[str, int] | None = None) -> Outcome:
    return next(one for one in survey(parts, staff=staff) if one.number == number)


def answer(parts: Parts, code: str, **counts: int) -> None:
    """Give a group these answers to "workload", keys being _1 to _5."""
    given = {five: counts.get(f"_{five}", 0) for five in made.FIVE}
    made.put(parts, code, "workload", base=sum(given.values()), counts=given)


def test_all_but_one_of_a_team_answering_alike_refuses_an_opinion() -> None:
    parts = made.release()
    answer(parts, "E", _1=11, _2=1)
    found = outcome("9", parts)
    assert found.refuses
    assert found.details[0] == "workload: of Group E, 12 people, all but 1 answered alike."
    answer(parts, "E", _1=10, _2=2)
    assert not outcome("9", parts).refuses


def test_what_is_left_over_must_not_be_alike_either() -> None:
    parts = made.release()
    made.put(parts, "S1~rest", "workload", **made.WITHHELD)
    left = {"A": {"_1": 20}, "B": {"_1": 10, "_2": 5}, "S1": {"_1": 30, "_2": 5, "_3": 11}}
    for code, counts in left.items():
        answer(parts, code, **counts)
    said = [one.sentence for one in outcome("9", parts).findings]
    assert "workload: of Group S1 − Group A − Group B, 11 people, all but 0 answered alike." in said


def test_the_rule_of_the_release_is_taken_where_it_is_stricter() -> None:
    parts = made.release()
    answer(parts, "E", _1=10, _2=2)
    parts["protection"]["h"] = 3
    assert outcome("9", parts).refuses


def test_facts_and_releases_from_before_the_rule_are_reported() -> None:
    parts = made.release()
    answer(parts, "E", _1=12)
    parts["instrument"]["items"][0]["opinion"] = False
    assert outcome("9", parts).outcome == "reported: 1"
    parts["instrument"]["items"][0]["opinion"] = True
    assert outcome("9", parts).outcome == "found: 1"
    del parts["protection"]
    assert outcome("9", parts).outcome == "reported: 1"
    assert attack(parts, people={}) != ()


def test_nobody_of_a_block_is_nobody_of_its_hidden_teams_and_reported() -> None:
    parts = made.release()
    answer(parts, "S1~rest", _1=6, _2=5)
    assert outcome("16", parts).details == (
        "6 answers of hidden groups are nobody's, as in their whole block.",
    )
    answer(parts, "S1~rest", _1=3, _2=2, _3=2, _4=2, _5=2)
    assert outcome("16", parts).outcome == "nothing found"


def test_a_hidden_team_that_is_a_block_of_its_own_is_pinned() -> None:
    """A remainder that counts one team alone is that team's own row, whatever it is called."""
    parts = made.release()
    answer(parts, "S1~rest", _1=4, _2=3)
    assert not outcome("16", parts).refuses
    made.group(parts, "G").update(combined_in="S1")
    said = [one.sentence for one in outcome("16", parts).findings]
    assert "workload: it is certain that 4 people of Group C gave one answer." in said


def test_a_block_that_answers_alike_is_told_as_such_and_not_team_by_team() -> None:
    parts = made.release()
    answer(parts, "S1~rest", _1=11)
    found = outcome("16", parts, staff={"C": 6, "G": 5})
    assert not found.refuses
    assert (
        found.details[0] == "2 answers of hidden groups follow from blocks that all answered alike."
    )


def test_a_group_by_an_answer_is_certain_where_all_others_gave_none() -> None:
    parts = made.release()
    whole: dict[str, Any] = {"ALL": {"_1": 3, "_2": 85}, "D": {"_1": 3, "_2": 27}}
    for code, counts in whole.items():
        answer(parts, code, **counts)
    answer(parts, "role=sw", _1=2, _2=42)
    assert any(
        "numbers of a group by an answer follow" in one for one in outcome("16", parts).details
    )


def test_whole_numbers_are_tried_with_a_staff_list_alone() -> None:
    parts = made.release()
    answer(parts, "S1~rest", _1=9, _2=2)
    assert outcome("17", parts).details == ("Needs a staff list (--staff).",)
    tried = outcome("17", parts, STAFF)
    # Of the nine each team has between two and seven, of the two between none and both: only these are narrow.
    assert (tried.tried, tried.outcome) == (2, "nothing found")


def test_a_whole_number_that_the_staff_list_leaves_alone_is_reported() -> None:
    parts = made.release()
    answer(parts, "S1~rest", _1=10, _2=1)
    found = outcome("17", parts, {"C": 11, "G": 0})
    assert (
        "workload: 1 people of Group C gave one answer, if the staff list is right."
        in found.details
    )


def test_a_staff_list_that_does_not_fit_is_no_finding() -> None:
    parts = made.release()
    answer(parts, "S1~rest", _1=9, _2=2)
    assert outcome("17", parts, {"C": 1, "G": 1}).outcome == "nothing found"


def test_the_smallest_block_says_how_many_insiders_it_takes() -> None:
    (said,) = outcome("13", made.release()).details
    assert said.startswith("The smallest block has 11 people")
    assert said.endswith("10 of them together know the answers of the last one.")


def test_one_who_skipped_a_question_is_reported() -> None:
    parts = made.release()
    assert outcome("14", parts).outcome == "nothing found"
    answer(parts, "E", _1=6, _2=5)
    assert outcome("14", parts).details == (
        "workload (item), Group E: one of those who were asked did not answer.",
    )


@pytest.mark.parametrize(("yes", "said"), [(13, "reported: 1"), (12, "nothing found")])
def test_a_follow_up_is_compared_with_those_who_were_asked(yes: int, said: str) -> None:
    parts = made.release()
    item = {"code": "paid", "kind": "single", "follows": {"item": "workload", "values": ["1"]}}
    parts["instrument"]["items"].append(item)
    answer(parts, "D", _1=yes, _2=30 - yes)
    paid = made.row(parts, "D", "workload") | {"measure": "paid", "base": 12, "counts": {}}
    parts["cells"].append(paid)
    assert outcome("14", parts).outcome == said


def test_a_range_of_several_numbers_is_no_finding() -> None:
    """All of both teams answered: of C between four and six gave the first answer."""
    parts = made.release()
    answer(parts, "S1~rest", _1=9, _2=2)
    assert not outcome("16", parts, {"C": 6, "G": 5}).refuses
