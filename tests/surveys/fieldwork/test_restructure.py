"""Units renamed, moved, merged, split and closed one at a time; each is written down, shown as history, and taken back."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys import clock
from surveys.fieldwork import freeze, groups, restructure, roster, unit_change
from surveys.fieldwork.groups import ReportingGroup
from surveys.fieldwork.pledge import Pledge
from surveys.fieldwork.restructure import BadChange, NoSuchUnit
from surveys.fieldwork.roster import Worker
from surveys.fieldwork.unit_change import CannotUndo, Kind, NoSuchChange
from tests.surveys.fieldwork import made_up


@pytest.fixture
def staffed(people: Session, today: date) -> None:
    made_up.staffed(people)


def names(people: Session) -> list[str]:
    return [unit.names["en"] for unit in groups.whole(people)]


def said(people: Session, code: str) -> list[str]:
    return [event.sentence for event in unit_change.history(people, code)]


@pytest.mark.both_databases
def test_merged_teams_are_a_new_one_with_their_people_and_can_be_taken_back(
    people: Session, staffed: None
) -> None:
    before, placed = unit_change.states(people), roster.headcounts(people)
    change = restructure.merge(people, ["C2", "C3"], code="C9", name=" Town  Team ", parent="")
    people.commit()
    assert names(people)[-1] == "Town Team"
    assert roster.headcounts(people)["C9"] == 11
    assert change.about == "Court Team and Bridge Team are now Town Team"
    assert said(people, "C9") == ["Begun as part of Children. Made of Court Team and Bridge Team."]
    assert said(people, "C2") == ["Merged into Town Team, and closed."]
    unit_change.undo(people, change)
    people.commit()
    after = unit_change.states(people)
    assert after.pop("C9")["active"] is False  # type: ignore[index]
    assert after == before
    assert roster.headcounts(people) == placed
    assert change.placed == {}
    assert all(event.undone for event in unit_change.history(people, "C2"))


def test_somebody_who_was_placed_elsewhere_since_stays_there(
    people: Session, staffed: None
) -> None:
    change = restructure.merge(people, ["C2", "C3"], code="C9", name="Town", parent="C")
    worker = people.scalars(select(Worker).where(Worker.group_code == "C9").limit(1)).one()
    worker.group_code = "A1"
    people.delete(people.scalars(select(Worker).where(Worker.group_code == "C9").limit(1)).one())
    unit_change.undo(people, change)
    assert worker.group_code == "A1"
    assert roster.headcounts(people).get("C9") is None


def test_a_unit_that_is_renamed_or_moved_remembers_what_it_was(
    people: Session, staffed: None
) -> None:
    restructure.rename(people, "A1", "Port Team")
    with clock.at(date(2026, 11, 20)):
        restructure.move(people, "A1", "C")
    assert said(people, "A1") == [
        "Was part of Adults until then; since then part of Children.",
        "Was called Harbour Team until then.",
    ]
    assert [event.day for event in unit_change.history(people, "A1")] == [
        date(2026, 11, 20),
        date(2026, 11, 16),
    ]
    assert said(people, "A2") == []


def test_a_split_team_stays_as_the_group_of_the_new_ones(people: Session, staffed: None) -> None:
    change = restructure.split(people, "C1", [("C1N", "Duty North"), ("C1S", "Duty South")])
    assert names(people)[4:8] == ["Children", "Duty Team", "Duty North", "Duty South"]
    assert said(people, "C1") == ["Split into Duty North and Duty South, which stand in it since."]
    assert said(people, "C1N") == ["Begun as part of Duty Team."]
    assert freeze.preview(people, Pledge())
    unit_change.undo(people, change)
    assert names(people)[4:6] == ["Children", "Duty Team"]


def test_a_closed_team_is_opened_again_by_a_file(people: Session, staffed: None) -> None:
    restructure.close(people, "A2")
    assert "Mill Team" not in names(people)
    restructure.take_file(people, groups.plan_import(people, made_up.UNITS))
    assert said(people, "A2") == ["Opened again.", "Closed."]
    restructure.take_file(people, groups.plan_import(people, made_up.UNITS))
    assert len(unit_change.latest(people, 10)) == 2


REFUSED: list[tuple[Callable[[Session], object], str, str]] = [
    (lambda p: restructure.rename(p, "A1", "  "), "name", "at most 200"),
    (lambda p: restructure.rename(p, "A1", "x" * 201), "name", "at most 200"),
    (lambda p: restructure.rename(p, "A1", "mill TEAM"), "name", "already"),
    (lambda p: restructure.rename(p, "A1", "Harbour Team"), "name", "already"),
    (lambda p: restructure.move(p, "W", "A"), "parent", "stays where it is"),
    (lambda p: restructure.move(p, "A", "A1"), "parent", "part of itself"),
    (lambda p: restructure.move(p, "A1", "A"), "parent", "part of that unit already"),
    (lambda p: restructure.close(p, "A"), "", "has units in it"),
    (lambda p: restructure.split(p, "C1", [("X", "X")]), "parts", "two teams or more"),
    (lambda p: restructure.split(p, "C1", [("A1", "X"), ("B", "Y")]), "parts", "is or was a unit"),
    (lambda p: restructure.split(p, "C1", [("a/b", "X"), ("B", "Y")]), "parts", "letters, digits"),
    (lambda p: restructure.split(p, "C1", [("X", "Same"), ("Y", "same")]), "parts", "already"),
    (lambda p: _merge(p, ["C2"]), "teams", "two teams or more"),
    (lambda p: _merge(p, ["C2", "C2"]), "teams", "two teams or more"),
    (lambda p: _merge(p, ["C2", "A"]), "teams", "has units in it"),
    (lambda p: _merge(p, ["C2", "C3"], code="A1"), "code", "is or was a unit"),
    (lambda p: _merge(p, ["C2", "C3"], code=""), "code", "letters, digits"),
    (lambda p: _merge(p, ["C2", "C3"], name="Duty Team"), "name", "already"),
    (lambda p: _merge(p, ["C2", "C3"], parent="C2"), "parent", "cannot be part of a team"),
]


def _merge(
    people: Session, codes: list[str], code: str = "N", name: str = "New", parent: str = "C"
) -> object:
    return restructure.merge(people, codes, code=code, name=name, parent=parent)


@pytest.mark.parametrize(("change", "field", "says"), REFUSED)
def test_what_cannot_be_is_refused_beside_its_field(
    people: Session, staffed: None, change: Callable[[Session], object], field: str, says: str
) -> None:
    with pytest.raises(BadChange, match=says) as refusal:
        change(people)
    assert refusal.value.field == field


def test_a_closed_or_unknown_unit_is_not_changed(people: Session, staffed: None) -> None:
    restructure.close(people, "A2")
    with pytest.raises(BadChange, match="is closed"):
        restructure.rename(people, "A2", "New")
    with pytest.raises(NoSuchUnit):
        restructure.rename(people, "Z", "New")
    with pytest.raises(NoSuchChange):
        unit_change.find(people, 99)


def test_nothing_is_taken_back_after_a_round_has_opened_and_nobodys_place_is_kept(
    people: Session, staffed: None
) -> None:
    change = restructure.merge(people, ["C2", "C3"], code="C9", name="Town", parent="C")
    assert len(change.placed) == 11
    unit_change.settle(people)
    assert change.placed
    freeze.freeze(people, made_up.wave(people))
    unit_change.settle(people)
    assert change.placed == {}
    assert unit_change.why_not(people, change) == "A round has opened since."
    with pytest.raises(CannotUndo, match="round has opened"):
        unit_change.undo(people, change)


def test_the_later_change_is_taken_back_first(people: Session, staffed: None) -> None:
    first = restructure.rename(people, "A1", "Port Team")
    second = restructure.rename(people, "A1", "Pier Team")
    with pytest.raises(CannotUndo, match="changed again since"):
        unit_change.undo(people, first)
    unit_change.undo(people, second)
    unit_change.undo(people, first)
    assert people.get_one(ReportingGroup, "A1").names["en"] == "Harbour Team"
    assert unit_change.why_not(people, first) == "It was taken back."


def test_a_unit_does_not_come_back_below_one_that_is_closed(people: Session, staffed: None) -> None:
    moved = [restructure.move(people, code, "C") for code in ("A1", "A2")]
    restructure.close(people, "A")
    with pytest.raises(CannotUndo, match="unit above is closed"):
        unit_change.undo(people, moved[0])


TEAMS = st.sampled_from(["A", "A1", "A2", "C", "C1", "C2", "C3", "N1", "N2", "M"])
STEPS = st.one_of(
    st.tuples(st.just(Kind.RENAMED), TEAMS, st.text("xyz", min_size=1, max_size=2)),
    st.tuples(st.just(Kind.MOVED), TEAMS, TEAMS),
    st.tuples(st.just(Kind.CLOSED), TEAMS, st.just("")),
    st.tuples(st.just(Kind.SPLIT), TEAMS, st.just("")),
    st.tuples(st.just(Kind.MERGED), TEAMS, TEAMS),
)


def _do(people: Session, kind: Kind, one: str, other: str) -> unit_change.UnitChange:
    if kind is Kind.RENAMED:
        return restructure.rename(people, one, other)
    if kind is Kind.MOVED:
        return restructure.move(people, one, other)
    if kind is Kind.CLOSED:
        return restructure.close(people, one)
    if kind is Kind.SPLIT:
        return restructure.split(people, one, [("N1", "N 1"), ("N2", "N 2")])
    return restructure.merge(people, [one, other], code="M", name="M 1", parent="C")


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEPS, max_size=8))
def test_whatever_was_done_it_is_one_tree_and_taking_all_back_gives_what_was(
    people: Session, steps: list[tuple[Kind, str, str]]
) -> None:
    people.rollback()
    made_up.staffed(people)
    before, placed = unit_change.states(people), roster.headcounts(people)
    done = []
    for step in steps:
        try:
            done.append(_do(people, *step))
        except (BadChange, NoSuchUnit):
            continue
        tree = freeze.preview(people, Pledge())
        assert tree[0].headcount == sum(made_up.SIZES.values())
    for change in reversed(done):
        unit_change.undo(people, change)
    now = unit_change.states(people)
    assert {code: now[code] for code in before} == before
    assert all(state and not state["active"] for code, state in now.items() if code not in before)
    assert roster.headcounts(people) == placed
    people.rollback()
