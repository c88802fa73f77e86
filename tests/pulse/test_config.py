"""Settings: what a process refuses to start with, and what it makes for itself."""

from pathlib import Path

import pytest

from pulse.config import Settings, Unsafe
from surveys import clock


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
