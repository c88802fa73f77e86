"""Roles of the whole organisation beside its teams: which are shown, and what is left over."""

from datetime import date
from typing import Any

import pytest

from surveys.disclosure import draft, links
from surveys.fieldwork import rest_names
from surveys.fieldwork.pledge import Pledge
from surveys.instruments.instrument import Instrument, Item, Kind, Option
from surveys.releases.document import Cell
from surveys.releases.release import Status
from surveys.responses.reader import OpenedAnswers
from tests.surveys.disclosure import council
from tests.surveys.disclosure.council import INSTRUMENT, answers

TWO = {"S1": {"T1": 30, "T2": 30}, "S2": {"T4": 30, "T5": 30}}


def release(
    opened: list[OpenedAnswers], instrument: Instrument = INSTRUMENT, **pledge: Any
) -> draft.Built:
    found = council.evidence(council.tree(TWO), opened, instrument=instrument)
    wave = council.wave(pledge=Pledge(**pledge))
    return draft.figures(found, wave, published_on=date(2026, 12, 1), demonstration=False)


def cell(built: draft.Built, group: str, measure: str) -> Cell:
    (found,) = (c for c in built.draft.cells if (c.group_code, c.measure) == (group, measure))
    return found


def standing(built: draft.Built) -> dict[str, str]:
    return {g.code: g.status for g in built.arrangement.groups if g.attribute == "role"}


def managers(block: str, number: int, **given: str) -> list[OpenedAnswers]:
    return answers(block, number, role="manager", **given)


def test_a_role_of_enough_people_has_figures_for_the_whole_organisation() -> None:
    built = release(answers("T1", 20) + answers("T4", 15) + managers("T1", 6) + managers("T4", 7))
    assert standing(built) == {"role=sw": "shown", "role=manager": "shown"}
    assert cell(built, "role=manager", "response").base == 13
    assert cell(built, "role=manager", "response").counts == {}
    assert cell(built, "role=manager", "workload").counts == {"1": 0, "2": 0, "3": 13, "4": 0, "5": 0}  # fmt: skip
    assert cell(built, "role=manager", "bullied").status is Status.WITHHELD  # 13 of 20
    assert cell(built, "role=sw", "bullied").status is Status.WITHHELD  # 13 would be left over


def test_a_small_role_takes_the_next_smallest_along_under_a_name_that_says_so() -> None:
    nobody = answers("T1", 2, role="") + answers("T4", 2, role="")
    roles = answers("T1", 16) + answers("T4", 15) + managers("T1", 12) + managers("T4", 18)
    built = release(roles + nobody)
    assert standing(built) == {
        "role=sw": "shown",
        "role=manager": "combined",
        "role=~rest": "shown",
    }
    rest = next(g for g in built.arrangement.groups if g.code == "role=~rest")
    assert (rest.kind, rest.depth, rest.names) == ("combined", 0, rest_names.ANSWERS)  # fmt: skip
    assert next(g for g in built.arrangement.groups if g.code == "role=manager").combined_in == "role=~rest"  # fmt: skip
    assert cell(built, "role=~rest", "response").base == 34


def test_a_role_that_only_one_team_has_does_not_give_the_rest_of_the_team_away() -> None:
    # T4 has 12 managers and 3 others: the team minus the managers is three people
    built = release(answers("T1", 40) + managers("T4", 12) + answers("T4", 3))
    assert standing(built)["role=manager"] == "combined"
    assert cell(built, "T4", "workload").base == 15


def test_a_role_is_withheld_for_a_question_where_subtracting_would_isolate_a_few() -> None:
    silent = [OpenedAnswers("T4", {"role": "sw", "overtime": "no"})] * 9
    opened = answers("T1", 40) + managers("T4", 12) + answers("T4", 3) + silent
    built = release(opened)
    assert standing(built)["role=manager"] == "shown"  # 12 others in the team answered the round
    assert cell(built, "role=manager", "overtime").status is Status.SHOWN
    assert cell(built, "role=manager", "workload").status is Status.WITHHELD  # three did this


def test_who_answers_themes_yearly_and_sensitive_follow_ups_are_not_split_by_role() -> None:
    told = answers("T1", 40, bullied="yes", reported="no") + managers("T4", 30)
    built = release(told)
    measures = {c.measure for c in built.draft.cells if c.group_code == "role=sw" and c.base}
    assert not measures & {"role", "pension", "reported", "pay"}
    assert "bullied" in measures
    assert not any(
        c.group_code.startswith("role") for c in built.draft.cells if c.subject == "theme"
    )


def test_how_many_told_their_role_does_not_count_those_of_a_role_that_is_not_shown() -> None:
    nobody = answers("T1", 12, role="")
    built = release(answers("T1", 20) + answers("T4", 15) + managers("T1", 3) + nobody)
    assert standing(built) == {
        "role=sw": "shown",
        "role=manager": "combined",
        "role=~rest": "shown",
    }
    assert cell(built, "role=~rest", "response").base == 15
    assert cell(built, "ALL", "role").status is Status.WITHHELD  # 38 who told − 35 = 3 managers


def test_with_too_few_answers_no_role_is_shown() -> None:
    built = release(answers("T1", 9))
    assert set(standing(built).values()) == {"combined"}
    assert not any(c.group_code.startswith("role") for c in built.draft.cells)


def with_attributes(number: int) -> Instrument:
    """So many beside the role, of two answers each."""
    options = (Option("x", {"en": "x"}), Option("y", {"en": "y"}))
    many = (Item(f"a{n}", Kind.SINGLE, {"en": "?"}, options, attribute=True) for n in range(number))
    return Instrument("many", 1, {"en": "Many"}, (), (*INSTRUMENT.items, *many))


@pytest.mark.parametrize(("beside_the_role", "groups"), [(7, True), (8, False), (199, False)])
def test_more_attributes_than_can_be_protected_make_no_groups(
    beside_the_role: int, groups: bool
) -> None:
    instrument = with_attributes(beside_the_role)
    answered = {f"a{n}": "x" for n in range(beside_the_role)}
    given = [OpenedAnswers("T1", {"workload": "3", **answered})] * 30
    built = release(given, instrument)
    assert (len(instrument.attributes) <= links.MOST) is groups
    assert any(group.attribute for group in built.arrangement.groups) is groups
    assert cell(built, "ALL", "workload").base == 30
