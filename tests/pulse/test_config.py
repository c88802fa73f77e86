"""Settings: what a process refuses to start with, and what it makes for itself."""

import os
import subprocess
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL
from sqlalchemy.orm import Session

from pulse import create_app
from pulse.config import Settings, Unsafe
from surveys import clock
from surveys.fieldwork import organisation

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def real_time_again() -> Iterator[None]:
    yield
    clock.fix(None)


@pytest.fixture
def travelling(urls: dict[str, URL], tmp_path: Path) -> dict[str, str]:
    """The settings of a demonstration on 1 December, on this test's databases."""
    return {
        "PULSE_DATA": str(tmp_path),
        "PULSE_DATABASE_URL": urls["people"].render_as_string(hide_password=False),
        "PULSE_BALLOT_URL": urls["ballot"].render_as_string(hide_password=False),
        "PULSE_DEMONSTRATION": "1",
        "PULSE_CLOCK": "2026-12-01T09",
    }


def test_an_empty_environment_is_one_machine_with_sqlite(tmp_path: Path) -> None:
    settings = Settings.read({"PULSE_DATA": str(tmp_path / "data")})
    assert settings.database_url == f"sqlite:///{tmp_path}/data/pulse.db"
    assert settings.ballot_url == f"sqlite:///{tmp_path}/data/ballot.db"
    assert settings.keys == tmp_path / "data" / "keys"


def test_the_folder_and_the_secret_are_the_owners_alone(tmp_path: Path) -> None:
    Settings.read({"PULSE_DATA": str(tmp_path / "data")})
    assert (tmp_path / "data").stat().st_mode & 0o077 == 0
    assert (tmp_path / "data" / "secret-key").stat().st_mode & 0o077 == 0


def test_the_secret_is_made_once(tmp_path: Path) -> None:
    source = {"PULSE_DATA": str(tmp_path)}
    assert Settings.read(source).secret_key == Settings.read(source).secret_key


def test_a_real_survey_keeps_real_time(tmp_path: Path) -> None:
    with pytest.raises(Unsafe, match="PULSE_CLOCK"):
        Settings.read({"PULSE_DATA": str(tmp_path), "PULSE_CLOCK": "2026-12-01T09"})


def test_a_demonstration_may_be_walked_through_its_days(tmp_path: Path) -> None:
    source = {"PULSE_DEMONSTRATION": "1", "PULSE_CLOCK": "2026-12-01T09"}
    Settings.read(source | {"PULSE_DATA": str(tmp_path)})
    assert clock.hour() == clock.Hour.parse("2026-12-01T09")
    clock.fix(None)


def test_no_setting_walks_a_real_survey_through_time(
    people: Session, travelling: dict[str, str]
) -> None:
    organisation.name(people, {"en": "Westerby"})
    people.commit()
    with pytest.raises(Unsafe, match="real survey"):
        create_app(travelling)
    assert clock.hour() != clock.Hour.parse("2026-12-01T09")


def test_a_made_up_council_is_walked_through_time(
    people: Session, travelling: dict[str, str]
) -> None:
    organisation.name(people, {"en": "Westerby"}, demonstration=True)
    people.commit()
    create_app(travelling)
    assert clock.hour() == clock.Hour.parse("2026-12-01T09")


def test_a_database_without_tables_may_become_a_demonstration(
    travelling: dict[str, str], tmp_path: Path
) -> None:
    create_app(travelling | {"PULSE_DATABASE_URL": f"sqlite:///{tmp_path}/empty.db"})
    assert clock.hour() == clock.Hour.parse("2026-12-01T09")


@pytest.mark.parametrize("moment", ["garbage", "2026-12-01T24"])
def test_a_clock_that_is_no_hour_is_refused_in_plain_words(tmp_path: Path, moment: str) -> None:
    source = {"PULSE_DEMONSTRATION": "1", "PULSE_CLOCK": moment, "PULSE_DATA": str(tmp_path)}
    with pytest.raises(Unsafe, match="2026-12-01T09"):
        Settings.read(source)


@pytest.mark.parametrize("setting", ["PULSE_DATABASE_URL", "PULSE_BALLOT_URL"])
@pytest.mark.parametrize(
    "url",
    [
        "hunter2",
        "postgresql+psycopg://pulse:hunter2@db:port/people",
        "postgresql+nothing://pulse:hunter2@db/people",
        "nosuch://pulse:hunter2@db/people",
    ],
)
def test_an_address_of_no_database_is_refused_by_name_and_never_repeated(
    tmp_path: Path, setting: str, url: str
) -> None:
    with pytest.raises(Unsafe, match=rf"^{setting} is no address of a database") as refused:
        Settings.read({"PULSE_DATA": str(tmp_path), setting: url})
    assert "hunter2" not in "".join(traceback.format_exception(refused.value))


def test_an_empty_clock_is_real_time(tmp_path: Path) -> None:
    assert Settings.read({"PULSE_CLOCK": "", "PULSE_DATA": str(tmp_path)}).moment is None


@pytest.mark.parametrize("program", [("flask", "wave", "status"), ("gunicorn", "wsgi:app")])
@pytest.mark.parametrize(
    ("given", "says"),
    [
        (
            {"PULSE_CLOCK": "2026-12-01T09"},
            "PULSE_CLOCK is for demonstrations. Remove it, or set PULSE_DEMONSTRATION=1.",
        ),
        (
            {"PULSE_BALLOT_URL": "postgresql+psycopg://pulse:hunter2@db:port/ballot"},
            "PULSE_BALLOT_URL is no address of a database that can be used. Write it as in docs/operations.md: sqlite:////folder/file.db or postgresql+psycopg://….",
        ),
    ],
)
def test_a_process_that_does_not_start_says_why_in_one_line(
    tmp_path: Path, program: tuple[str, ...], given: dict[str, str], says: str
) -> None:
    environment = os.environ | {"PULSE_DATA": str(tmp_path)} | given
    command = [sys.executable, "-m", *program]
    ended = subprocess.run(
        command, cwd=ROOT, env=environment | {"PORT": "0"}, capture_output=True, text=True
    )
    assert ended.returncode != 0
    assert ended.stderr.strip().splitlines() == [says]
