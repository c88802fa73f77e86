"""A restore says what it will lose, refuses what it cannot read, and brings an older schema up to date."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from pulse.backup import file
from pulse.extensions import Store
from surveys import clock, db
from surveys.fieldwork import waves
from surveys.fieldwork.waves import State
from tests.pulse.backup.looking import Speak, counted, on
from tests.pulse.jobs.test_runner import CODE, OPENS, RELEASES, answer, tick

both = pytest.mark.both_databases


@both
def test_what_replacing_loses_is_said_first_and_nothing_is_done_by_looking(
    store: Store, speak: Speak, tmp_path: Path
) -> None:
    with clock.at(OPENS - timedelta(days=2)):
        file.make(store, tmp_path / "backup")
    tick(store, OPENS)
    answer(store)
    tick(store, RELEASES)
    before = counted(store, "people")
    said = on(RELEASES, speak, "restore", tmp_path / "backup", "--check-only")
    assert said.exit_code == 0, said.output
    assert "entries of the log here came after the backup: they are lost" in said.output
    assert "1 releases here were published on its day or later. Save each first" in said.output
    assert counted(store, "people") == before


@pytest.mark.postgres
def test_a_backup_of_another_system_is_refused(
    store: Store, tmp_path: Path, postgres_server
) -> None:
    from pulse import create_app

    file.make(store, tmp_path / "backup")
    given = {"PULSE_DATA": str(tmp_path / "other"), "PULSE_BALLOT_URL": ""}
    given["PULSE_DATABASE_URL"] = postgres_server.database().render_as_string(hide_password=False)
    app = create_app(given)
    said = app.test_cli_runner().invoke(args=["restore", str(tmp_path / "backup")])
    app.extensions["pulse"].dispose()
    assert said.exit_code == 1
    assert "of this backup is of sqlite, the one here of postgresql" in said.output


def test_an_older_backup_is_brought_up_to_date(
    store: Store, tmp_path: Path, elsewhere: Callable[[Path], Flask]
) -> None:
    from migrations import chain

    file.make(store, tmp_path / "backup")
    with file.opened(tmp_path / "backup") as (found, copies):
        engine = db.engine(f"sqlite:///{copies['people']}")
        chain.downgrade("people", engine, "017_leavers")
        engine.dispose()  # the last connection empties the write-ahead log into the file
        parts = {**found.parts, "people": file._part("sqlite", "017_leavers", copies["people"])}
        older = replace(found, parts=parts)
        (tmp_path / "backup").unlink()
        file._write(tmp_path / "backup", older, copies["people"].parent)
    app = elsewhere(tmp_path / "keys")
    with clock.at(OPENS - timedelta(days=5)):
        said = app.test_cli_runner().invoke(args=["restore", str(tmp_path / "backup")])
    assert said.exit_code == 0, said.output
    assert f"brought back at 017_leavers, now at {chain.head('people')}." in said.output


def test_a_round_that_is_planned_stays_planned(store: Store, speak: Speak, tmp_path: Path) -> None:
    file.make(store, tmp_path / "backup")
    said = on(OPENS - timedelta(days=5), speak, "restore", tmp_path / "backup", "--replace")
    assert said.exit_code == 0, said.output
    assert "There is no signing key here: the next release is signed by a new one." in said.output
    tick(store, OPENS)
    with Session(store.people) as people:
        assert waves.find(people, CODE).state is State.OPEN
