"""Headcounts are proposed by one person and confirmed by another, and hold as long as the roster gives them."""

from datetime import date

import pytest
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from surveys.fieldwork import freeze, groups, headcounts, tree
from surveys.fieldwork.headcounts import NotConfirmed, SamePerson, Standing
from surveys.fieldwork.roster import Worker
from surveys.fieldwork.waves import State, Wave, WrongState
from tests.surveys.fieldwork import made_up

OFFICE, UNION = "office@w.example", "union@w.example"


@pytest.fixture
def wave(people: Session, today: date) -> Wave:
    made_up.staffed(people)
    return made_up.wave(people)


def hire(people: Session, unit: str) -> None:
    people.add(Worker(staff_number=f"{unit}-new", name="New", group_code=unit))
    people.flush()


def propose_and_confirm(people: Session, wave: Wave) -> None:
    seen = headcounts.propose(people, wave, OFFICE).fingerprint
    headcounts.confirm(people, wave, UNION, seen=seen, note="  Asked in\nevery team. ")


@pytest.mark.both_databases
def test_what_was_proposed_and_confirmed_may_be_frozen(people: Session, wave: Wave) -> None:
    assert headcounts.standing(people, wave) is Standing.NOT_PROPOSED
    headcounts.propose(people, wave, OFFICE)
    assert headcounts.standing(people, wave) is Standing.WAITING
    propose_and_confirm(people, wave)
    assert headcounts.standing(people, wave) is Standing.CONFIRMED
    assert headcounts.why_waiting(people, wave) is None
    headcounts.demand(people, wave, freeze.freeze(people, wave))
    kept = headcounts.of(people, wave)
    assert kept is not None
    assert (kept.proposed_by, kept.confirmed_by) == (OFFICE, UNION)
    assert kept.note == "Asked in every team."


def test_what_nobody_proposed_or_confirmed_is_not_frozen(people: Session, wave: Wave) -> None:
    foreseen = freeze.foresee(people, wave)
    with pytest.raises(NotConfirmed, match="have not been proposed"):
        headcounts.demand(people, wave, foreseen)
    headcounts.propose(people, wave, OFFICE)
    with pytest.raises(NotConfirmed, match="wait for a union representative"):
        headcounts.demand(people, wave, foreseen)


def test_who_proposed_does_not_confirm(people: Session, wave: Wave) -> None:
    seen = headcounts.propose(people, wave, OFFICE).fingerprint
    with pytest.raises(SamePerson):
        headcounts.confirm(people, wave, OFFICE, seen=seen)
    assert headcounts.standing(people, wave) is Standing.WAITING


def test_nobody_confirms_what_was_not_proposed(people: Session, wave: Wave) -> None:
    with pytest.raises(NotConfirmed):
        headcounts.confirm(people, wave, UNION, seen="0" * 64)


@pytest.mark.parametrize("confirmed", [True, False])
def test_a_roster_that_changes_a_block_undoes_the_confirmation(
    people: Session, wave: Wave, confirmed: bool
) -> None:
    if confirmed:
        propose_and_confirm(people, wave)
    seen = headcounts.propose(people, wave, OFFICE).fingerprint if not confirmed else ""
    hire(people, "A1")
    assert headcounts.standing(people, wave) is Standing.CHANGED
    with pytest.raises(NotConfirmed, match="no longer those that were proposed"):
        headcounts.demand(people, wave, freeze.foresee(people, wave))
    with pytest.raises(NotConfirmed):
        headcounts.confirm(people, wave, UNION, seen=seen)
    propose_and_confirm(people, wave)
    assert headcounts.standing(people, wave) is Standing.CONFIRMED


def test_a_confirmation_holds_again_when_the_roster_is_as_it_was(
    people: Session, wave: Wave
) -> None:
    propose_and_confirm(people, wave)
    hire(people, "A1")
    people.execute(delete(Worker).where(Worker.staff_number == "A1-new"))
    assert headcounts.standing(people, wave) is Standing.CONFIRMED


def test_a_team_that_moves_to_another_block_undoes_it_though_no_number_changes(
    people: Session, wave: Wave
) -> None:
    before = headcounts.fingerprint(freeze.foresee(people, wave))
    moved = freeze.foresee(people, wave)
    (rest,) = [group for group in moved if group.code == f"C{freeze.REST}"]
    rest.units = [unit for unit in rest.units if unit != "C2"]
    assert headcounts.fingerprint(moved) != before


def test_a_new_proposal_needs_a_new_confirmation_and_an_old_page_confirms_nothing(
    people: Session, wave: Wave
) -> None:
    old = headcounts.propose(people, wave, OFFICE).fingerprint
    hire(people, "A1")
    headcounts.propose(people, wave, OFFICE)
    with pytest.raises(NotConfirmed):
        headcounts.confirm(people, wave, UNION, seen=old)
    assert headcounts.standing(people, wave) is Standing.WAITING


def test_a_roster_too_small_for_any_block_is_not_confirmed(people: Session, wave: Wave) -> None:
    propose_and_confirm(people, wave)
    people.execute(update(Worker).values(active=False))
    assert headcounts.standing(people, wave) is Standing.CHANGED


def test_nothing_is_proposed_or_confirmed_once_the_round_is_open(
    people: Session, wave: Wave
) -> None:
    propose_and_confirm(people, wave)
    wave.move(State.OPEN)
    with pytest.raises(WrongState):
        headcounts.propose(people, wave, OFFICE)
    with pytest.raises(WrongState):
        headcounts.confirm(people, wave, UNION, seen="")


def test_a_proposal_tells_what_changed_since_the_last_round(people: Session, wave: Wave) -> None:
    first = headcounts.foresee(people, wave)
    assert [row.before for row in first.rows] == [None] * len(first.rows)
    assert first.gone == ()
    freeze.freeze(people, wave)
    wave.move(State.OPEN)
    later = made_up.wave(
        people,
        "2027-02",
        opens=date(2027, 2, 1),
        closes=date(2027, 2, 14),
        releases=date(2027, 3, 1),
    )
    hire(people, "A1")
    for old, new in (("C1", "A"), ("C2", "C1"), ("A", "C2")):  # Duty and Court change places
        people.execute(update(Worker).where(Worker.group_code == old).values(group_code=new))
    blocks = headcounts.propose(people, later, OFFICE).blocks
    rows = {row.code: row for row in blocks.rows}
    assert (rows["A1"].headcount, rows["A1"].before) == (13, 12)
    assert (rows["C2"].headcount, rows["C2"].before) == (11, None)
    rest = rows[f"C{freeze.REST}"]
    assert (rest.headcount, rest.before, rest.recombined) == (11, 11, True)
    assert not rows["A1"].recombined
    assert blocks.gone == (("Duty Team", 11),)


def test_a_combined_block_names_its_teams_with_their_people(people: Session, wave: Wave) -> None:
    rows = {row.code: row for row in headcounts.foresee(people, wave).rows}
    assert rows["A1"].teams == ()
    assert rows[f"C{freeze.REST}"].teams == (("Court Team", 4), ("Bridge Team", 7))
    assert headcounts.foresee(people, wave).people == sum(made_up.SIZES.values())


def test_the_whole_organisation_is_no_part_of_it(people: Session, wave: Wave) -> None:
    assert groups.is_whole(people, None)
    assert groups.is_whole(people, "W")
    assert not groups.is_whole(people, "A")
    assert tree.of(people, wave) == ()
