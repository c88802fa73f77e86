"""The office proposes headcounts, somebody else confirms them, and only then a round opens."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from pulse.access.audit import AuditEntry
from pulse.access.permissions import Role
from pulse.jobs import runner
from surveys.fieldwork import headcounts, waves
from surveys.fieldwork.roster import Worker
from surveys.fieldwork.waves import State, Wave
from tests.house_client import HouseClient
from tests.pulse.witness.conftest import Enter

OFFICE = "/office/rounds/2026-11/headcounts"
CHECK = "/checks/headcounts/2026-11"


def propose(office: HouseClient) -> None:
    assert office.send(office.get(OFFICE), {}, action=OFFICE).status_code == 302


def confirm(steward: HouseClient, note: str = "") -> None:
    assert steward.send(steward.get(CHECK), {"note": note}, action=CHECK).status_code == 302


def state(people: Session) -> State:
    found = waves.find(people, "2026-11").state
    people.rollback()
    return found


@pytest.mark.parametrize("role", [Role.UNION, Role.PSW])
def test_a_round_opens_once_its_headcounts_are_proposed_and_confirmed(
    app: Flask, people: Session, enter: Enter, role: Role
) -> None:
    store = app.extensions["pulse"]
    office, steward = enter(Role.OFFICE), enter(role)
    assert list(runner.tick(store)) == []
    assert "have not been proposed" in office.get("/office/").text
    propose(office)
    assert list(runner.tick(store)) == []
    assert "wait for a union representative" in office.get("/office/").text
    assert CHECK in steward.get("/checks/").text
    confirm(steward, "Counted with the shop stewards.")
    assert "Confirmed by" in office.get(OFFICE).text
    assert "Counted with the shop stewards." in office.get(OFFICE).text
    assert len(list(runner.tick(store))) == 1
    assert state(people) is State.OPEN
    acts = people.scalars(select(AuditEntry.act).where(AuditEntry.act != "logged in")).all()
    assert acts == ["headcounts proposed", "headcounts confirmed", "round opened"]


def test_a_roster_that_changes_afterwards_keeps_the_round_shut_and_says_so(
    app: Flask, people: Session, enter: Enter
) -> None:
    office, steward = enter(Role.OFFICE), enter(Role.UNION)
    propose(office)
    page = steward.get(CHECK)
    confirm(steward)
    people.add(Worker(staff_number="X1", name="Invented", group_code="A1"))
    people.commit()
    assert list(runner.tick(app.extensions["pulse"])) == []
    assert state(people) is State.PLANNED
    for said in (office.get("/office/").text, office.get("/office/rounds/2026-11").text):
        assert "no longer those that were proposed" in said
    assert "The staff list has changed" in office.get(OFFICE).text
    assert "The staff list has changed" in steward.get(CHECK).text
    assert "staff list has changed" in steward.get("/checks/").text
    late = steward.send(page, {}, action=CHECK)
    assert late.status_code == 409
    assert "no longer those that were proposed" in late.text


def test_the_office_cannot_confirm_and_a_steward_cannot_propose(enter: Enter) -> None:
    office, steward = enter(Role.OFFICE), enter(Role.UNION)
    propose(office)
    assert office.get(CHECK).status_code == 403
    assert office.post(CHECK).status_code in {400, 403}
    assert steward.get(OFFICE).status_code == 403


def test_whoever_reads_for_one_part_alone_checks_nothing(enter: Enter) -> None:
    propose(enter(Role.OFFICE))
    part = enter(Role.UNION, scope="A")
    for address in ("/checks/", CHECK, "/checks/audit/2026-11"):
        page = part.get(address)
        assert page.status_code == 409
        assert "one part of the organisation" in page.text


def test_the_page_tells_blocks_and_what_they_combine(enter: Enter) -> None:
    propose(enter(Role.OFFICE))
    page = enter(Role.PSW).get(CHECK).text
    words = " ".join(page.split())
    assert "Harbour Team" in page
    assert "Court Team 4, Bridge Team 7" in words
    assert "59 people in 5 blocks" in words
    assert "are new or differ from the last round" in page
    assert "are as in the last round" not in page


def test_a_long_note_is_asked_to_be_shorter(enter: Enter) -> None:
    propose(enter(Role.OFFICE))
    steward = enter(Role.UNION)
    page = steward.send(steward.get(CHECK), {"note": "x" * 501}, action=CHECK)
    assert page.status_code == 422
    assert "Use at most 500 characters" in page.text


def test_before_anything_is_proposed_pages_say_who_is_to_do_what(
    enter: Enter, people: Session
) -> None:
    assert "has not proposed them yet" in enter(Role.UNION).get("/checks/").text
    office = enter(Role.OFFICE)
    people.query(Worker).delete()
    people.commit()
    assert "Fewer than 10 people in all" in office.get(OFFICE).text
    assert "Headcounts of this round" in office.get("/office/rounds/2026-11").text


def test_a_round_that_opened_keeps_what_was_confirmed(
    app: Flask, people: Session, wave: Wave, enter: Enter
) -> None:
    office, steward = enter(Role.OFFICE), enter(Role.UNION)
    propose(office)
    confirm(steward)
    list(runner.tick(app.extensions["pulse"]))
    assert "Harbour Team" in office.get(OFFICE).text
    assert "Confirmed by" in steward.get(CHECK).text
    assert office.post(OFFICE).status_code == 400  # no form, no token
    kept = headcounts.of(people, waves.find(people, "2026-11"))
    assert kept is not None
    assert kept.confirmed_by == "union-a@example.org"
