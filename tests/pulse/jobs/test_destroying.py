"""On the stated day everything of a round's answers goes, and what was there is looked for afterwards, byte for byte."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from pulse import wording
from pulse.access import destroyed
from pulse.jobs import prove, runner
from surveys import clock, db
from surveys.clearing import queue
from surveys.clearing.queue import ClearingComment
from surveys.fieldwork import waves
from surveys.responses import left
from surveys.responses.box import SealedBallot
from surveys.responses.discard import kept
from surveys.responses.opened import Opened, key_name
from tests.pulse.jobs.test_runner import (
    CLOSES,
    CODE,
    OPENS,
    RELEASES,
    answer,
    store,  # noqa: F401 - a fixture
    tick,
)

STATED = CLOSES + timedelta(days=90)
#: What every comment of these rounds says.
PLAIN = b"Supervision is cancelled again, for the time number "


@pytest.fixture
def released(store):  # noqa: F811 - the fixture
    """A round with its results out and its comments waiting."""
    tick(store, OPENS)
    answer(store)
    tick(store, RELEASES)
    return store


def everywhere(store) -> bytes:  # noqa: F811
    """Every byte of the databases' files and of the folder of keys."""
    paths = [*left.files(store.people), *left.files(store.ballot), *store.keyring.files()]
    return b"".join(path.read_bytes() for path in paths)


def entry(store) -> str:  # noqa: F811
    with Session(db.reading(store.people)) as people:
        found = destroyed.of(people, CODE)
        assert found is not None
        return found.about


def test_no_byte_of_it_is_left_in_any_file(released) -> None:
    with Session(released.ballot) as ballot, Session(released.people) as people:
        reading = released.keyring.read(key_name(CODE))
        blobs = [blob[5_000:5_032] for blob in ballot.scalars(select(Opened.blob))]
        keys = [key.encode() for key in queue.keys(people, CODE)]
    marks = [reading, PLAIN, *blobs, *keys]
    before = everywhere(released)
    assert [mark for mark in marks if mark not in before] == []
    tick(released, STATED, 0)
    after = everywhere(released)
    assert [mark for mark in marks if mark in after] == []
    for path in (*left.files(released.people), *left.files(released.ballot)):
        assert not path.name.endswith("-wal") or PLAIN not in path.read_bytes()


@pytest.mark.both_databases
def test_the_log_says_what_was_looked_at(released, database: str) -> None:
    (said,) = [line for line in tick(released, STATED, 0) if "destroyed" in line]
    assert "15 comments that nobody cleared" in said
    found = entry(released)
    assert found.startswith("2026-11, 15 comments not cleared. No key; no row in 9 tables")
    assert ("marks of it in" in found) == (database == "sqlite")
    assert (prove.UNSEEN in found) == (database == "postgresql")
    with Session(released.ballot) as ballot:
        assert not any(left.rows(ballot, CODE).values())
        assert kept(ballot, released.keyring, CODE) is waves.Kept.NOTHING


@pytest.mark.both_databases
def test_rows_that_a_backup_brings_back_are_destroyed_again_although_their_key_is_gone(
    released,
) -> None:
    with Session(released.ballot) as ballot, Session(released.people) as people:
        blobs = {row.kind: row.blob for row in ballot.scalars(select(Opened))}
        waiting = queue.waiting(people, CODE, (*map(str, queue.Reader),))
    tick(released, STATED, 0)
    with Session(released.ballot) as ballot, Session(released.people) as people:
        for kind, blob in blobs.items():
            ballot.execute(update(Opened).where(Opened.kind == kind).values(blob=blob))
        queue.fill(people, CODE, waiting)
        ballot.commit()
        people.commit()
    assert any("destroyed" in line for line in tick(released, STATED + timedelta(days=3), 0))
    assert tick(released, STATED + timedelta(days=3), 1) == []
    with Session(released.ballot) as ballot, Session(released.people) as people:
        assert not any(left.rows(ballot, CODE).values())
        assert people.scalars(select(ClearingComment)).all() == []


def test_what_is_still_there_is_no_success(released, monkeypatch: pytest.MonkeyPatch) -> None:
    """A planted copy of the key, and a wipe that wipes nothing."""
    copy = Path(str(released.people.url.database) + "-copy")
    copy.write_bytes(b"before" + released.keyring.read(key_name(CODE)) + b"after")
    (said,) = [line for line in tick(released, STATED, 0) if CODE in line]
    assert f"Of round {CODE} there still is: 1 marks of it in {copy.name}. Try again." in said
    with Session(db.reading(released.people)) as people:
        assert destroyed.of(people, CODE) is None


def test_nothing_is_destroyed_before_the_stated_day(released) -> None:
    with (
        Session(released.people) as people,
        Session(released.ballot) as ballot,
        clock.at(STATED - timedelta(days=1)),
        pytest.raises(waves.WrongState, match="are destroyed on 27 February 2027"),
    ):
        runner.shred.run(people, ballot, released.keyring, CODE)
    assert released.keyring.holds(key_name(CODE))


def test_pages_and_job_name_the_same_day(released) -> None:
    with Session(db.reading(released.people)) as people:
        wave = waves.find(people, CODE)
        dates = wording.Dates(
            wave.closes_on, wave.releases_on, wave.release_hour, wave.pledge.keep_days
        )
        assert wording.day(wave.shreds_on) == dates.destroyed
        assert wave.shreds_on == date(2027, 2, 27)


def test_the_command_looks_again(released, app: Flask) -> None:
    speak = app.test_cli_runner()
    with clock.at(RELEASES):
        before = speak.invoke(args=["wave", "shredded", CODE])
    assert before.exit_code == 1
    assert "The answers of 2026-11 are destroyed on 27 February 2027." in before.output
    assert "There still is: the key 2026-11.reading, 2 rows in sealed_opened, 15 rows" in (
        before.output
    )
    tick(released, STATED, 0)
    after = speak.invoke(args=["wave", "shredded", CODE])
    assert after.exit_code == 0, after.output
    assert "27 February 2027: 2026-11, 15 comments not cleared. No key;" in after.output
    assert "Looked at just now: No key; no row in 9 tables" in after.output
    with Session(released.ballot) as ballot:
        ballot.add(SealedBallot(wave=CODE, digest=b"d" * 32, block="A1", ciphertext=b"c" * 9000))
        ballot.commit()
    again = speak.invoke(args=["wave", "shredded", CODE])
    assert again.exit_code == 1
    assert "There still is: 1 rows in sealed_box." in again.output


def test_a_mark_is_found_across_the_pages_of_a_database(tmp_path: Path) -> None:
    engine = db.engine(f"sqlite:///{tmp_path}/some.db")
    with engine.begin() as line:
        line.execute(text("CREATE TABLE held (blob BLOB)"))
        line.execute(text("INSERT INTO held VALUES (randomblob(200000))"))
        (blob,) = line.execute(text("SELECT blob FROM held")).one()
    marks = tuple(left._places(blob, 12))
    assert len(marks) >= 12
    found = left.found_in(left.files(engine), marks)
    assert max(found.values()) >= 10  # one or two may fall on a cut
    engine.dispose()
    (tmp_path / "empty").touch()
    assert left.found_in([tmp_path / "empty"], marks) == {}
