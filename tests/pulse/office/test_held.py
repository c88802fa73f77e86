"""What is held about people stands on one page with its day; leavers go on theirs, and answers that are late are told."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from pulse.access import destroyed
from pulse.jobs import runner
from surveys import clock
from surveys.fieldwork import leavers, waves
from surveys.fieldwork.correspondence import Channel
from surveys.fieldwork.invitations import Invitation
from surveys.fieldwork.roster import Worker
from surveys.fieldwork.waves import State
from tests.house_client import HouseClient
from tests.surveys.fieldwork import made_up

pytestmark = pytest.mark.usefixtures("staffed")


def page(office: HouseClient) -> str:
    return " ".join(office.get("/office/held").text.split())


def leave(people: Session, how_many: int, on: date) -> list[int]:
    gone = people.scalars(select(Worker).limit(how_many)).all()
    for worker in gone:
        worker.active, worker.left_on = False, on
    numbers = [worker.id for worker in gone]
    people.commit()
    people.rollback()
    return numbers


def test_the_page_lists_people_letters_and_answers(
    office: HouseClient, people: Session, today: date
) -> None:
    made_up.wave(people).move(State.OPEN)
    leave(people, 2, today)
    said = page(office)
    assert "57 people: staff number, name, team" in said
    assert "(Survey office)</a>" in said  # who is logged in, whatever the page counts
    assert "2 people who are no longer in HR’s file" in said
    assert "Sealed answers; opened after the last day" in said


def test_answers_that_should_be_gone_are_told_and_those_that_are_have_their_day(
    office: HouseClient, people: Session, today: date
) -> None:
    wave = made_up.wave(people)
    for state in (State.OPEN, State.CLOSED, State.PREPARED, State.RELEASED):
        wave.move(state)
    after = wave.shreds_on
    people.commit()
    people.rollback()
    assert f"{after.day} {after:%B %Y}" in page(office)
    assert "should be destroyed by now" not in page(office)
    with clock.at(after + timedelta(days=1)):
        assert "should be destroyed by now" in page(office)
        destroyed.record(people, "2026-11", ", 0 comments not cleared. No key; no row in 9 tables.")
        people.commit()
        people.rollback()
        said = page(office)
    assert "should be destroyed by now" not in said
    assert "Destroyed" in said
    assert "2026-11, 0 comments not cleared. No key; no row in 9 tables." in said


@pytest.mark.both_databases
def test_leavers_are_forgotten_after_their_days_and_not_before(
    people: Session, ballot: Session, app: Flask, today: date
) -> None:
    gone = leave(people, 3, today)
    store = app.extensions["pulse"]
    with clock.at(today + timedelta(days=leavers.KEPT)):
        assert list(runner.tick(store)) == []
    with clock.at(today + timedelta(days=leavers.KEPT + 1)):
        assert list(runner.tick(store)) == ["3 leavers are forgotten."]
        assert list(runner.tick(store)) == []
    assert not set(people.scalars(select(Worker.id))) & set(gone)


def test_somebody_who_was_invited_stays_until_the_round_is_over(
    people: Session, ballot: Session, today: date
) -> None:
    (number,) = leave(people, 1, today)
    people.add(
        Invitation(
            id=b"1" * 16, wave="2026-11", block="A1", worker_id=number, channel=Channel.EMAIL
        )
    )
    people.flush()
    with clock.at(today + timedelta(days=200)):
        assert not leavers.due(people)
        assert leavers.forget(people) == 0


def test_who_comes_back_is_no_leaver(people: Session, today: date) -> None:
    from surveys.fieldwork import roster_file, roster_import

    made_up.staffed(people, {})

    def bring(content: str) -> None:
        sheet = roster_file.read(content.encode())
        columns = roster_file.guess(sheet.header)
        roster_import.apply(people, roster_import.plan(people, sheet, columns))

    head = "Staff number,Name,Team\n"
    bring(head + "A1-0,Worker 0,A1\nA1-1,Worker 1,A1\n")
    bring(head + "A1-1,Worker 1,A1\n")
    worker = people.scalars(select(Worker).where(Worker.staff_number == "A1-0")).one()
    assert worker.left_on == today
    bring(head + "A1-0,Worker 0,A1\nA1-1,Worker 1,A1\n")
    assert (worker.active, worker.left_on) == (True, None)


def test_every_wave_state_is_told(office: HouseClient, people: Session) -> None:
    wave = made_up.wave(people)
    wave.state = State.STOPPED
    people.commit()
    people.rollback()
    assert waves.find(people, "2026-11").state is State.STOPPED
    people.rollback()
    assert "Stopped: destroyed unread" in page(office)
