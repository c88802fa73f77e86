"""Importing units shows every change first, updates, and deletes nothing."""

import pytest
from sqlalchemy.orm import Session

from surveys.fieldwork import groups, organisation
from surveys.fieldwork.groups import BadUnits, ReportingGroup
from tests.surveys.fieldwork import made_up

pytestmark = pytest.mark.both_databases

LATER = """unit_id,parent_id,name
W,,Westerby
N,W,New Service
A,W,Adults
A1,N,Harbour Team
C,W,Children
C1,C,Duty and Advice
C2,C,Court Team
"""


def test_a_plan_writes_nothing(people: Session) -> None:
    plan = groups.plan_import(people, made_up.UNITS)
    assert len(plan.added) == 8
    assert not groups.whole(people)


def test_units_keep_the_order_of_the_file_and_name_the_organisation(people: Session) -> None:
    made_up.units(people)
    assert [group.code for group in groups.whole(people)] == [
        "W",
        "A",
        "A1",
        "A2",
        "C",
        "C1",
        "C2",
        "C3",
    ]
    the = organisation.the(people)
    assert the is not None
    assert the.names == {"en": "Westerby"}


def test_the_same_file_again_changes_nothing(people: Session) -> None:
    made_up.units(people)
    plan = groups.plan_import(people, made_up.UNITS)
    assert plan.empty
    assert len(plan.unchanged) == 8


def test_a_later_file_renames_moves_adds_and_closes(people: Session) -> None:
    made_up.units(people)
    plan = groups.plan_import(people, LATER)
    assert [unit.code for unit in plan.added] == ["N"]
    assert {each.unit.code: each.what for each in plan.changed} == {
        "A1": ("moved from A to N",),
        "C1": ("renamed from Duty Team",),
    }
    assert [group.code for group in plan.closed] == ["A2", "C3"]
    assert plan.summary().endswith("1 added, 2 changed, 2 closed, 4 unchanged.")
    groups.apply(people, plan)
    assert [group.code for group in groups.whole(people)] == ["W", "N", "A", "A1", "C", "C1", "C2"]
    assert people.get_one(ReportingGroup, "C3").active is False


def test_a_closed_unit_that_comes_back_is_opened_again(people: Session) -> None:
    made_up.units(people)
    made_up.units(people, LATER)
    plan = groups.plan_import(people, made_up.UNITS)
    assert ("opened again",) in [each.what for each in plan.changed]
    groups.apply(people, plan)
    assert len(groups.whole(people)) == 8


def test_children_may_stand_above_their_parents(people: Session) -> None:
    made_up.units(people, "unit_id,parent_id,name\nT,S,Team\nS,W,Service\nW,,Whole\n")
    assert [group.code for group in groups.whole(people)] == ["T", "S", "W"]


def test_nothing_of_a_bad_file_is_taken(people: Session) -> None:
    plan = groups.plan_import(people, "unit_id,parent_id,name\nW,,Westerby\nA,X,Adults\n")
    assert plan.empty
    assert plan.summary().startswith("Line 3: ")
    with pytest.raises(BadUnits, match="Line 3"):
        groups.apply(people, plan)
    assert not groups.whole(people)
