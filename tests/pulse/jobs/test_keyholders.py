"""The runner and a round of keyholders: it waits, takes what they bring, and destroys what nobody opened."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from pulse.extensions import Store
from pulse.jobs import runner
from pulse.outbox import JobState, OutboxJob
from surveys import clock
from surveys.fieldwork import sealing_keys, waves
from surveys.fieldwork.pledge import KEYHOLDERS, Pledge
from surveys.fieldwork.sealing_keys import SealingKey
from surveys.fieldwork.waves import State, Wave
from surveys.responses import box, discard, result_file, seal
from tests.pulse.jobs.test_runner import CLOSES, CODE, OPENS, answer, state, tick
from tests.surveys.fieldwork import made_up
from tests.surveys.responses import keyholders

AFTER = CLOSES + timedelta(days=1)

pytestmark = pytest.mark.both_databases


@pytest.fixture
def closed(app: Flask) -> tuple[Store, int]:
    """A closed round of keyholders, and how many have answered."""
    store: Store = app.extensions["pulse"]
    with Session(store.people) as people:
        made_up.staffed(people)
        with clock.at(OPENS - timedelta(days=10)):
            wave = made_up.confirmed(people, made_up.wave(people))
        wave.pledge_document = Pledge(custody=KEYHOLDERS).document()
        point = seal.public_part(keyholders.KEY)
        people.add(SealingKey(public_key=point, slot=1, made_on=date(2026, 10, 5), rehearsed=True))
        people.flush()
        sealing_keys.reserve(people, wave)
        people.commit()
    tick(store, OPENS)
    sent = answer(store)
    assert "waits for its keyholders" in tick(store, AFTER)[0]
    return store, sent


def bring(store: Store, said: object = None) -> None:
    """The keyholders' result, honest unless ``said`` is given."""
    with Session(store.ballot) as ballot:
        content = keyholders.exported(ballot, CODE)
        result_file.keep(ballot, CODE, keyholders.result(content, said))  # type: ignore[arg-type]
        ballot.commit()


def test_the_round_waits_and_goes_on_when_the_result_has_come(closed: tuple[Store, int]) -> None:
    store, sent = closed
    assert tick(store, AFTER) == []
    assert state(store) is State.CLOSED
    bring(store)
    taken, prepared = tick(store, AFTER)
    assert f"{sent} cast, {sent} opened, 0 unreadable" in taken
    assert f"{sent} answers tabulated" in prepared
    assert state(store) is State.PREPARED
    assert tick(store, AFTER) == []


def test_a_result_that_does_not_add_up_is_told_to_the_office_and_another_is_taken(
    closed: tuple[Store, int],
) -> None:
    store, sent = closed
    bring(store, {"answers": [], "comments": []})
    assert "nothing was destroyed" in tick(store, AFTER)[0]
    with Session(store.people) as people:
        job = people.scalars(select(OutboxJob).where(OutboxJob.name == "take_result")).one()
        assert "Let the keyholders open the box again" in (job.trouble or "")
        job.state = JobState.FAILED
        bring(store)
        runner.outbox.enqueue(people, "take_result", CODE, again=True)
        people.commit()
    assert f"{sent} opened" in tick(store, AFTER)[0]


def test_what_nobody_opened_is_destroyed_unread_on_the_stated_day(
    closed: tuple[Store, int],
) -> None:
    store, _ = closed
    stated = CLOSES + timedelta(days=90)
    assert tick(store, stated - timedelta(days=1)) == []
    (said,) = tick(store, stated)
    assert "was not opened in time: its answers are destroyed, unread" in said
    with Session(store.ballot) as ballot:
        assert box.count(ballot, CODE) == 0
        assert discard.kept(ballot, store.keyring, CODE) is waves.Kept.NOTHING
    assert tick(store, stated + timedelta(days=1)) == []


def test_a_stopped_round_of_keyholders_takes_no_result(closed: tuple[Store, int]) -> None:
    store, _ = closed
    bring(store)
    with Session(store.people) as people:
        wave: Wave = waves.find(people, CODE)
        waves.stop(people, wave, "The keys were made wrongly.")
        people.commit()
    (said,) = tick(store, AFTER)
    assert "was stopped: its answers are destroyed, unread" in said
