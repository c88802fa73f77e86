"""Answers too alike: an opinion on which nearly all agree is withheld, or combined upwards."""

from dataclasses import replace
from datetime import date

import pytest

from surveys.disclosure import draft
from surveys.disclosure.alike import is_judged, too_alike
from surveys.instruments.instrument import Instrument, Kind
from surveys.releases.document import Cell
from surveys.releases.release import Status
from surveys.responses.reader import OpenedAnswers
from tests.surveys.disclosure import council
from tests.surveys.disclosure.council import INSTRUMENT, answers

OPINIONS = Instrument(
    **{
        **{name: getattr(INSTRUMENT, name) for name in ("code", "version", "title", "constructs")},
        "items": tuple(replace(item, opinion=item.code == "workload") for item in INSTRUMENT.items),
    }
)
TWO = {"S1": {"T1": 30, "T2": 30, "T3": 30}, "S2": {"T4": 30, "T5": 30}}


def release(opened: list[OpenedAnswers]) -> draft.Built:
    found = council.evidence(council.tree(TWO), opened, instrument=OPINIONS)
    return draft.figures(found, council.wave(), published_on=date(2026, 12, 1), demonstration=False)


def cell(built: draft.Built, group: str, measure: str = "workload") -> Cell:
    (found,) = (c for c in built.draft.cells if (c.group_code, c.measure) == (group, measure))
    return found


@pytest.mark.parametrize(
    ("counts", "alike"),
    [((12, 0), True), ((11, 1), True), ((10, 2), False), ((6, 6), False), ((0, 0), False), ((1,), True)],
)  # fmt: skip
def test_two_people_at_least_must_have_said_something_else(
    counts: tuple[int, ...], alike: bool
) -> None:
    assert too_alike(counts) is alike


def test_facts_bands_and_lists_are_not_judged() -> None:
    workload = OPINIONS.item("workload")
    assert is_judged(workload)
    assert not is_judged(replace(workload, opinion=False))
    assert not is_judged(replace(workload, sensitive=True))
    assert not is_judged(replace(workload, kind=Kind.MULTIPLE))


def mixed(block: str, number: int, role: str = "sw") -> list[OpenedAnswers]:
    return [
        one for n in range(number) for one in answers(block, 1, workload=str(n % 5 + 1), role=role)
    ]


def test_a_team_of_one_mind_is_counted_with_another_for_that_question_alone() -> None:
    built = release(answers("T1", 12) + mixed("T2", 14) + mixed("T3", 13) + mixed("T4", 20))
    assert cell(built, "T1", "response").status is Status.SHOWN
    assert cell(built, "T1").status is Status.WITHHELD
    # alone, T1 would be left over in the service: the next smallest goes with it
    assert cell(built, "T3").status is Status.WITHHELD
    assert cell(built, "T2").status is Status.SHOWN
    assert cell(built, "S1").base == 39


def test_one_dissenter_is_not_enough() -> None:
    alone = answers("T1", 11) + answers("T1", 1, workload="1")
    built = release(alone + mixed("T2", 14) + mixed("T4", 20))
    assert cell(built, "T1").status is Status.WITHHELD
    pair = answers("T1", 10) + answers("T1", 2, workload="1")
    built = release(pair + mixed("T2", 14) + mixed("T4", 20))
    assert cell(built, "T1").status is Status.SHOWN


def test_two_teams_of_opposite_minds_are_shown_together() -> None:
    built = release(
        answers("T1", 12, workload="1")
        + answers("T2", 12, workload="5")
        + mixed("T3", 30)
        + mixed("T4", 20)
    )
    assert cell(built, "T1").status is cell(built, "T2").status is Status.WITHHELD
    assert cell(built, "T3").status is Status.SHOWN
    assert cell(built, "S1").counts == {"1": 18, "2": 6, "3": 6, "4": 6, "5": 18}


def test_combining_goes_on_while_those_combined_are_still_alike() -> None:
    built = release(answers("T1", 12) + answers("T2", 12) + mixed("T3", 30) + mixed("T4", 20))
    assert cell(built, "T3").status is Status.WITHHELD
    assert cell(built, "S1").status is Status.SHOWN


def test_when_everybody_is_of_one_mind_nothing_is_shown_of_the_question() -> None:
    built = release(answers("T1", 40) + answers("T4", 40))
    assert {c.status for c in built.draft.cells if c.measure == "workload"} == {Status.WITHHELD}
    assert cell(built, "ALL", "overtime").counts == {"yes": 0, "no": 80}


def test_a_role_of_one_mind_is_withheld_and_so_is_the_smallest_beside_those_left_over() -> None:
    opened = mixed("T1", 40) + answers("T4", 12, role="manager") + mixed("T4", 20)
    built = release(opened)
    assert cell(built, "role=manager").status is Status.WITHHELD
    assert cell(built, "role=sw").status is Status.WITHHELD  # or the managers are what is left
    assert cell(built, "role=manager", "overtime").status is Status.SHOWN


def test_what_is_left_of_a_team_without_a_role_that_lies_within_it_may_not_be_alike() -> None:
    # all managers are in T4; the twelve others there are of one mind
    opened = mixed("T1", 40) + mixed("T4", 12, role="manager") + answers("T4", 12)
    built = release(opened)
    assert cell(built, "T4").status is Status.SHOWN
    assert cell(built, "role=manager").status is Status.WITHHELD
    assert cell(built, "role=manager", "overtime").status is Status.SHOWN


def test_what_is_left_of_a_role_without_a_team_that_lies_within_it_may_not_be_alike() -> None:
    # T4 is all managers; the twelve managers elsewhere are of one mind
    opened = mixed("T1", 40) + answers("T1", 12, role="manager") + mixed("T4", 14, role="manager")
    built = release(opened)
    assert cell(built, "role=manager").status is Status.WITHHELD
    assert cell(built, "role=manager", "overtime").status is Status.SHOWN


def test_what_is_left_of_several_teams_without_a_role_that_lies_within_them_may_not_be_alike() -> (
    None
):
    # all managers are in T1 and T4; the others there, six in each, are of one mind
    managers = mixed("T1", 12, role="manager") + mixed("T4", 12, role="manager")
    others = answers("T1", 6) + answers("T4", 6)
    built = release(managers + others + mixed("T2", 20) + mixed("T5", 20))
    assert cell(built, "T1").status is cell(built, "T4").status is Status.SHOWN
    assert cell(built, "role=manager").status is Status.WITHHELD
    assert cell(built, "role=manager", "overtime").status is Status.SHOWN
