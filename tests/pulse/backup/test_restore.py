"""A restore refuses before it touches anything, and undoes no decision: gone stays gone, stopped stays stopped."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from pulse.access import account, api_key, audit, staff_session
from pulse.access.permissions import Role
from pulse.backup import file
from pulse.extensions import Store
from surveys import clock
from surveys.clearing.queue import ClearingComment
from surveys.fieldwork import leavers, stopping, waves
from surveys.fieldwork.roster import Worker
from surveys.fieldwork.waves import Kept, State
from surveys.releases.release import Release
from surveys.responses import left
from surveys.responses.discard import kept
from surveys.responses.opened import Opened
from tests.pulse.backup.looking import Speak, counted, on
from tests.pulse.jobs.test_runner import CLOSES, CODE, OPENS, RELEASES, answer, tick

PASSWORD = "a-long-password-of-una"
STATED = CLOSES + timedelta(days=90)
both = pytest.mark.both_databases


@both
def test_a_released_round_is_brought_back_elsewhere_as_it_was(
    store: Store, tmp_path: Path, elsewhere: Callable[[Path], Flask]
) -> None:
    tick(store, OPENS)
    answer(store)
    tick(store, RELEASES)
    file.make(store, tmp_path / "backup")
    app = elsewhere(tmp_path / "keys")
    there: Store = app.extensions["pulse"]
    said = on(
        RELEASES,
        lambda *w: app.test_cli_runner().invoke(args=[*map(str, w)]),
        "restore",
        tmp_path / "backup",
    )
    assert said.exit_code == 0, said.output
    assert counted(there, "ballot") == counted(store, "ballot")
    before, after = counted(store, "people"), counted(there, "people")
    assert {name: n for name, n in after.items() if n != before[name]} == {
        "audit_entry": before["audit_entry"] + 1
    }
    with Session(there.people) as people, Session(there.ballot) as ballot:
        assert audit.check(audit.every(people)).faults == ()
        assert kept(ballot, there.keyring, CODE) is Kept.ANSWERS
    assert app.test_client().get("/ready").status_code == 200
    tick(there, RELEASES + timedelta(days=1))  # and the work goes on


@both
def test_what_is_here_is_not_lost_without_a_word(
    store: Store, speak: Speak, tmp_path: Path
) -> None:
    file.make(store, tmp_path / "backup")
    before = counted(store, "people") | counted(store, "ballot")
    said = speak("restore", tmp_path / "backup")
    assert said.exit_code == 1
    assert "There is a survey here already" in said.output
    assert counted(store, "people") | counted(store, "ballot") == before


@both
def test_an_open_round_is_never_brought_back_as_open(
    store: Store, speak: Speak, tmp_path: Path
) -> None:
    tick(store, OPENS)
    answer(store)
    file.make(store, tmp_path / "backup")
    refused = on(OPENS, speak, "restore", tmp_path / "backup", "--replace")
    assert refused.exit_code == 1
    assert f"Rounds cannot go on from this backup: {CODE}" in refused.output
    with Session(store.people) as people:
        assert waves.find(people, CODE).state is State.OPEN
    done = on(OPENS, speak, "restore", tmp_path / "backup", "--replace", "--stop-rounds")
    assert done.exit_code == 0, done.output
    assert f"Round {CODE} is stopped: it was open: answers that came since are lost" in done.output
    with Session(store.people) as people, Session(store.ballot) as ballot:
        wave = waves.find(people, CODE)
        assert (wave.state, "Nobody has read an answer" in str(wave.stopped_because)) == (
            State.STOPPED,
            True,
        )
        assert not any(left.rows(ballot, CODE).values())
    assert store.keyring.names(f"{CODE}.") == ()


@both
@pytest.mark.parametrize("has_key", [True, False])
def test_a_round_that_had_closed_goes_on_where_its_key_is(
    store: Store, tmp_path: Path, speak: Speak, has_key: bool
) -> None:
    tick(store, OPENS)
    sent = answer(store)
    with (
        Session(store.people) as people,
        Session(store.ballot) as ballot,
        clock.at(CLOSES + timedelta(days=1)),
    ):
        from pulse.jobs import close_wave

        close_wave.run(people, ballot, store.keyring, CODE)
    file.make(store, tmp_path / "backup")
    if not has_key:  # it was opened since
        tick(store, CLOSES + timedelta(days=1))
    words = ("restore", tmp_path / "backup", "--replace")
    said = on(CLOSES + timedelta(days=2), speak, *words)
    assert (said.exit_code == 0) == has_key, said.output
    if has_key:
        tick(store, RELEASES)
        with Session(store.people) as people:
            assert waves.find(people, CODE).state is State.RELEASED
        return
    assert "the key that reads its answers is not on this machine" in said.output
    assert on(CLOSES + timedelta(days=2), speak, *words, "--stop-rounds").exit_code == 0
    with Session(store.ballot) as ballot:
        assert kept(ballot, store.keyring, CODE) is Kept.NOTHING
        assert sent


@both
def test_answers_that_were_destroyed_stay_destroyed(
    store: Store, speak: Speak, tmp_path: Path
) -> None:
    tick(store, OPENS)
    answer(store)
    tick(store, RELEASES)
    file.make(store, tmp_path / "backup")
    tick(store, STATED, 0)
    said = on(STATED, speak, "restore", tmp_path / "backup", "--replace")
    assert said.exit_code == 0, said.output
    assert (
        f"{CODE}: the raw answers are destroyed, and 15 comments that nobody cleared" in said.output
    )
    with Session(store.people) as people, Session(store.ballot) as ballot:
        assert people.scalars(select(ClearingComment)).all() == []
        assert set(ballot.scalars(select(Opened.blob))) == {b""}
        assert people.scalar(select(func.count()).select_from(Release)) == 1


@both
def test_leavers_who_were_forgotten_are_forgotten_again(
    store: Store, speak: Speak, tmp_path: Path
) -> None:
    with Session(store.people) as people:
        for worker in people.scalars(select(Worker).limit(2)):
            worker.active, worker.left_on = False, OPENS - timedelta(days=1)
        people.commit()
    file.make(store, tmp_path / "backup")
    later = OPENS + timedelta(days=leavers.KEPT + 1)
    said = on(later, speak, "restore", tmp_path / "backup", "--replace")
    assert "2 leavers are forgotten." in said.output
    with Session(store.people) as people:
        assert leavers.count(people) == 0


@both
def test_who_stopped_letters_stays_stopped(store: Store, speak: Speak, tmp_path: Path) -> None:
    file.make(store, tmp_path / "backup")
    with Session(store.people) as people:
        code = str(people.scalars(select(Worker.stop_code)).first())
        stopping.choose(people, code, no_letters=True)
        people.commit()
    said = on(OPENS - timedelta(days=5), speak, "restore", tmp_path / "backup", "--replace")
    assert "1 people had stopped letters since the backup: they stay stopped." in said.output
    with Session(store.people) as people:
        assert stopping.has_stopped(people, code)


def test_where_the_old_list_cannot_be_read_it_is_said_that_nobody_knows_who_stopped(
    store: Store, speak: Speak, tmp_path: Path
) -> None:
    file.make(store, tmp_path / "backup")
    with store.people.begin() as line:
        line.execute(text("DROP TABLE worker"))
    said = on(OPENS - timedelta(days=5), speak, "restore", tmp_path / "backup", "--replace")
    assert said.exit_code == 0, said.output
    assert "Who stopped letters since the backup is not known" in said.output


def test_an_ended_log_in_and_a_revoked_key_do_not_come_back(
    app: Flask, store: Store, speak: Speak, tmp_path: Path, people: Session
) -> None:
    with app.app_context():
        person = account.create(
            people, email="una@union.example", name="Una Reed", role=Role.UNION, password=PASSWORD
        )
    _, secret = api_key.make(people, person, api_key.Wanted("Figures", 30))
    token = staff_session.begin(people, person, "Firefox", by_single_sign_on=False)
    people.commit()
    file.make(store, tmp_path / "backup")
    said = on(OPENS - timedelta(days=5), speak, "restore", tmp_path / "backup", "--replace")
    assert "1 log-ins ended and 1 keys of programs revoked" in said.output, said.output
    people.rollback()
    assert staff_session.find(people, token) is None
    assert api_key.find(people, secret) is None
