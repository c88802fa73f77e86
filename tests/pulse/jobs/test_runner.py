"""The runner walks a wave through its days by itself, goes on where it was killed, and does nothing twice."""

from datetime import date, timedelta
from random import Random

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pulse.demonstration import opinions
from pulse.jobs import runner
from pulse.outbox import JobState, OutboxJob
from surveys import clock
from surveys.clearing import decisions, queue
from surveys.comments.readers import Reader
from surveys.credentials import key_document, keys, slips
from surveys.errors import Refusal
from surveys.fieldwork import waves
from surveys.fieldwork.waves import State
from surveys.releases.release import Release, ReleaseComment
from surveys.reports import cleared, rounds
from surveys.responses import box, cast, packing, seal, sweep
from tests.surveys.fieldwork import made_up

OPENS, CLOSES, RELEASES = date(2026, 11, 16), date(2026, 11, 29), date(2026, 12, 7)
CODE = "2026-11"


@pytest.fixture
def store(app: Flask):
    """A staffed council with one planned round."""
    made = app.extensions["pulse"]
    with Session(made.people) as people:
        made_up.staffed(people)
        with clock.at(OPENS - timedelta(days=10)):
            made_up.confirmed(people, made_up.wave(people))
        people.commit()
    return made


def tick(store, day: date, hour: int = 12) -> list[str]:
    with clock.at(day, hour):
        return list(runner.tick(store))


def state(store) -> State:
    with Session(store.people) as people:
        return waves.find(people, CODE).state


def answer(store, *, comments: int = 15) -> int:
    """Everybody but one of each block answers; the first ones write a comment too."""
    random = Random(7)
    with Session(store.people) as people, Session(store.ballot) as ballot, clock.at(OPENS):
        instrument = waves.find(people, CODE).instrument
        document = keys.find(ballot, CODE).key_document
        counts = {block.code: block.headcount - 1 for block in key_document.read(document).blocks}
        sent = 0
        for block, codes in slips.make(ballot, CODE, counts).items():
            for code in codes:
                said = opinions.fill_in(instrument, opinions.Mood(block, block, 1), random)
                comment = packing.Comment(
                    instrument.comments[0].code,
                    f"Supervision is cancelled again, for the time number {sent}.",
                    Reader.DIRECTORS,
                )
                packed = packing.pack(said, [comment] if sent < comments else [])
                sealed = seal.seal(key_document.public_key(document), CODE, block, packed)
                cast.cast(ballot, code, sealed)
                sent += 1
        ballot.commit()
    return sent


@pytest.mark.both_databases
def test_a_round_goes_from_plan_to_release_on_its_days(store) -> None:
    assert tick(store, OPENS - timedelta(days=1)) == []
    tick(store, OPENS, 0)
    assert state(store) is State.OPEN
    sent = answer(store)
    assert tick(store, CLOSES, 23) == []
    said = tick(store, CLOSES + timedelta(days=1), 0)
    assert state(store) is State.PREPARED
    assert f"{sent} cast, {sent} opened, 0 unreadable, 15 comments" in said[1]
    assert f"{sent} answers tabulated" in said[2]
    assert tick(store, RELEASES, 8) == []
    assert _releases(store) == 0
    tick(store, RELEASES, 9)
    assert state(store) is State.RELEASED
    assert _releases(store) == 1
    assert tick(store, RELEASES, 10) == []


def test_a_clock_that_was_stopped_for_weeks_catches_up_in_one_tick(store) -> None:
    tick(store, OPENS)
    answer(store)
    tick(store, RELEASES + timedelta(days=3))
    assert state(store) is State.RELEASED


def test_what_stewards_cleared_is_published_when_they_ask(store) -> None:
    tick(store, OPENS)
    answer(store)
    tick(store, RELEASES)
    with Session(store.people) as people:
        for entry in queue.waiting(people, CODE, tuple(Reader)):
            decisions.approve(people, entry.key, readers=tuple(Reader))
        runner.outbox.enqueue(people, "supplement", CODE, again=True)
        people.commit()
    tick(store, RELEASES)
    with Session(store.people) as people:
        assert people.scalar(select(func.count()).select_from(ReleaseComment)) == 15
        assert queue.progress(people, CODE).waiting == 0


def test_what_stewards_cleared_goes_out_once_a_day_by_itself(store) -> None:
    tick(store, OPENS)
    answer(store)
    tick(store, RELEASES)
    day = RELEASES + timedelta(days=1)
    _approve_one(store)
    assert tick(store, day, 8) == []  # a steward can still undo
    assert len(tick(store, day, 9)) == 1
    assert _approved(store) == 0
    _approve_one(store)
    assert tick(store, day, 9) == []  # one supplement a day
    assert len(tick(store, day + timedelta(days=1), 9)) == 1


def test_raw_answers_and_comments_nobody_cleared_are_destroyed_on_the_stated_day(store) -> None:
    tick(store, OPENS)
    answer(store)
    tick(store, RELEASES)
    stated = CLOSES + timedelta(days=90)
    assert tick(store, stated - timedelta(days=1), 23) == []
    _approve_one(store)
    with Session(store.people) as people:
        left = len(queue.waiting(people, CODE, tuple(Reader)))
    assert left
    (said,) = [line for line in tick(store, stated, 0) if "destroyed" in line]
    assert f"and {left} comments that nobody cleared" in said
    assert not store.keyring.holds(f"{CODE}.reading")
    with Session(store.people) as people:
        assert queue.waiting(people, CODE, tuple(Reader)) == ()
        told = cleared.read(people, rounds.load(people))
        assert (told.published, list(told.uncleared.values())) == (1, [left])


def test_a_stopped_round_is_destroyed_unread(store) -> None:
    tick(store, OPENS)
    answer(store)
    with Session(store.people) as people:
        waves.stop(people, waves.find(people, CODE), "The roster was wrong.")
        people.commit()
    tick(store, OPENS)
    with Session(store.ballot) as ballot:
        assert box.count(ballot, CODE) == 0
    assert not store.keyring.holds(f"{CODE}.seal")
    assert not store.keyring.holds(f"{CODE}.reading")
    assert tick(store, OPENS) == []


@pytest.mark.parametrize("killed_at", ["sweep", "_clean_sqlite"])
def test_an_opening_that_was_killed_in_its_sweep_is_finished_by_a_later_tick(
    store, monkeypatch: pytest.MonkeyPatch, killed_at: str
) -> None:
    tick(store, OPENS)
    sent = answer(store)

    class Killed(BaseException):
        pass

    def die(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as killing:
        killing.setattr(sweep, killed_at, die)
        with pytest.raises(Killed):
            tick(store, CLOSES + timedelta(days=1))
    said = tick(store, CLOSES + timedelta(days=1))  # its lease runs on; what else is due is done
    _let_leases_run_out(store)
    said += tick(store, CLOSES + timedelta(days=1))
    assert f"{sent} cast, {sent} opened" in " ".join(said)
    assert f"{sent} answers tabulated" in " ".join(said)
    assert not store.keyring.holds(f"{CODE}.seal")
    with Session(store.people) as people:
        assert not any(people.scalars(select(OutboxJob.trouble)))


def test_a_job_that_fails_is_tried_again_and_then_left_for_the_office(
    store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> str:
        raise Refusal("The roster is empty. Import it first.")

    monkeypatch.setitem(runner.JOBS, "open_wave", refuse)
    assert tick(store, OPENS) == [f"{CODE}: The roster is empty. Import it first."]
    for _ in range(6):
        _let_leases_run_out(store)
        tick(store, OPENS)
    with Session(store.people) as people:
        jobs = people.scalars(select(OutboxJob)).all()
        assert [(job.state, job.tries) for job in jobs] == [(JobState.FAILED, 5)]
        assert jobs[0].trouble == "The roster is empty. Import it first."


def test_a_job_that_breaks_says_nothing_of_what_it_held(
    store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def break_off(*_: object) -> str:
        raise RuntimeError("what somebody wrote")

    monkeypatch.setitem(runner.JOBS, "open_wave", break_off)
    said = tick(store, OPENS)
    assert "RuntimeError" in said[0]
    assert "what somebody wrote" not in caplog.text + " ".join(said)


def _let_leases_run_out(store) -> None:
    with Session(store.people) as people:
        for job in people.scalars(select(OutboxJob)):
            job.due_at -= timedelta(hours=2)
        people.commit()


def _approve_one(store) -> None:
    with Session(store.people) as people:
        entry = queue.waiting(people, CODE, tuple(Reader))[0]
        decisions.approve(people, entry.key, readers=tuple(Reader))
        people.commit()


def _approved(store) -> int:
    with Session(store.people) as people:
        return queue.progress(people, CODE).approved


def _releases(store) -> int:
    with Session(store.people) as people:
        return people.scalar(select(func.count()).select_from(Release)) or 0
