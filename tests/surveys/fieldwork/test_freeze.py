"""A wave's blocks: nobody answers in a set smaller than the threshold, and nothing changes them later."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from surveys.blocks import TooFew
from surveys.db import People
from surveys.fieldwork import freeze, groups, organisation, tree
from surveys.fieldwork.freeze import NoUnits
from surveys.fieldwork.pledge import Pledge
from surveys.fieldwork.roster import Worker
from surveys.fieldwork.tree import WaveGroup
from surveys.fieldwork.waves import State, WrongState
from tests.surveys.fieldwork import made_up


def blocks(frozen: tuple[WaveGroup, ...]) -> dict[str, int]:
    return {group.code: group.headcount for group in frozen if group.is_block}


@pytest.mark.both_databases
def test_small_teams_are_combined_and_say_so(people: Session, today: date) -> None:
    made_up.staffed(people)
    frozen = freeze.freeze(people, made_up.wave(people))
    assert [group.code for group in frozen] == ["W", "A", "A1", "A2", "C", "C1", "C~rest", "W~rest"]
    names = {group.code: group.names["en"] for group in frozen}
    assert names["C~rest"] == "Other teams in Children, combined (2 teams)"
    assert names["W~rest"] == "People in Westerby outside its teams"


def test_people_placed_at_a_service_itself_belong_to_a_block(people: Session, today: date) -> None:
    made_up.staffed(people, {"A": 10, "A1": 12, "A2": 3, "C1": 20})
    frozen = freeze.preview(people, Pledge())
    rest = next(group for group in frozen if group.code == "A~rest")
    assert rest.headcount == 13
    assert rest.units == ["A", "A2"]
    assert rest.names == {"en": "Other teams in Adults, combined (1 team and people in no team)"}


def test_a_service_without_a_team_large_enough_is_one_block(people: Session) -> None:
    made_up.staffed(people, {"A1": 6, "A2": 6, "C1": 20})
    service = next(g for g in freeze.preview(people, Pledge()) if g.code == "A")
    assert service.is_block
    assert service.units == ["A", "A1", "A2"]


def test_a_frozen_tree_is_found_again_and_never_changes(people: Session, today: date) -> None:
    made_up.staffed(people)
    wave = made_up.wave(people)
    before = freeze.freeze(people, wave)
    made_up.staffed(people, {"C2": 0})
    people.add_all(Worker(staff_number=f"x{n}", name="X", group_code="C2") for n in range(30))
    people.flush()
    assert freeze.freeze(people, wave) == before == tree.of(people, wave)


def test_last_waves_blocks_are_kept_where_headcounts_allow(people: Session, today: date) -> None:
    """Ten and ten could each be shown beside the other's remainder; last time decides which."""
    sizes = {"A1": 10, "A2": 10, "C1": 10, "C2": 5, "C3": 5}
    made_up.staffed(people, sizes)
    first = made_up.wave(people)
    before = freeze.freeze(people, first)
    first.state = State.RELEASED
    later = made_up.wave(
        people,
        "2026-12",
        opens=today + timedelta(30),
        closes=today + timedelta(40),
        releases=today + timedelta(50),
    )
    assert blocks(freeze.freeze(people, later)) == blocks(before)


def test_an_organisation_below_the_threshold_is_refused(people: Session, today: date) -> None:
    made_up.staffed(people, {"A1": 5, "C1": 4})
    with pytest.raises(TooFew):
        freeze.freeze(people, made_up.wave(people))


def test_without_units_the_office_is_told_to_import_them(people: Session) -> None:
    with pytest.raises(NoUnits, match="Import the units"):
        freeze.preview(people, Pledge())


def test_a_closed_wave_that_was_never_frozen_is_refused(people: Session, today: date) -> None:
    made_up.staffed(people)
    wave = made_up.wave(people)
    wave.state = State.CLOSED
    with pytest.raises(WrongState):
        freeze.freeze(people, wave)


def test_people_left_in_a_closed_team_count_in_the_unit_above(people: Session) -> None:
    made_up.staffed(people)
    made_up.units(people, made_up.UNITS.replace("C3,C,Bridge Team\n", ""))
    frozen = freeze.preview(people, Pledge())
    assert frozen[0].headcount == sum(made_up.SIZES.values())
    assert blocks(frozen)["C~rest"] == 11


def test_people_left_in_a_tree_that_is_gone_count_at_the_top(people: Session) -> None:
    made_up.staffed(people, {"C1": 12})
    made_up.units(people, "unit_id,parent_id,name\nN,,Newborough\nN1,N,Only Team\n")
    assert freeze.preview(people, Pledge())[0].headcount == 12


_SIZES = st.dictionaries(
    st.sampled_from(["W", "A", "A1", "A2", "C", "C1", "C2", "C3"]), st.integers(0, 25)
)


@given(_SIZES)
def test_blocks_hold_everybody_once_and_never_fewer_than_the_threshold(
    sizes: dict[str, int],
) -> None:
    engine = create_engine("sqlite://")
    made = (groups.ReportingGroup, Worker, organisation.Organisation)
    People.metadata.create_all(engine, [each.__table__ for each in made])  # type: ignore[misc]
    with Session(engine) as people:
        made_up.staffed(people, sizes)
        if sum(sizes.values()) < 10:
            with pytest.raises(TooFew):
                freeze.preview(people, Pledge())
            return
        frozen = freeze.preview(people, Pledge())
        found = blocks(frozen)
        assert min(found.values()) >= 10
        assert sum(found.values()) == frozen[0].headcount == sum(sizes.values())
        placed = [code for group in frozen if group.is_block for code in group.units]
        assert len(placed) == len(set(placed))
        assert {code for code, size in sizes.items() if size} <= set(placed)
        codes = [group.code for group in frozen]
        assert all(g.parent_code in codes[: g.position] for g in frozen[1:])
        assert all(bool(group.units) == group.is_block for group in frozen)
    engine.dispose()
