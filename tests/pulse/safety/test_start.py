"""Who does not start with which setting, and what `flask check` says."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.cli import ScriptInfo
from sqlalchemy import URL
from sqlalchemy.orm import Session

from pulse import create_app
from pulse.cli.check import check
from pulse.config import Unsafe
from pulse.safety import start
from surveys.fieldwork import organisation
from tests.pulse.safety.named import names


@pytest.fixture
def environment(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """A process's own settings, on a folder of their own."""
    for name in list(os.environ):
        if name.startswith(("PULSE_", "GUNICORN_", "FLASK_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("PULSE_DATA", str(home))
    return monkeypatch


def test_a_server_with_an_unsafe_setting_does_not_start(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("PULSE_ADDRESS", "http://pulse.example")
    environment.setenv("PULSE_SECRET_KEY", "short")
    with pytest.raises(Unsafe, match=r"^PULSE_ADDRESS: .*\nPULSE_SECRET_KEY: .*\n.*flask check"):
        create_app()


def test_a_server_with_safe_settings_starts(environment: pytest.MonkeyPatch) -> None:
    create_app().extensions["pulse"].dispose()


def test_a_demonstration_starts_with_what_endangers_nobody(
    environment: pytest.MonkeyPatch,
) -> None:
    environment.setenv("PULSE_ADDRESS", "http://pulse.example")
    environment.setenv("PULSE_DEMONSTRATION", "1")
    create_app().extensions["pulse"].dispose()


def test_a_demonstration_does_not_start_in_debug_mode(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("PULSE_DEMONSTRATION", "1")
    environment.setenv("FLASK_DEBUG", "1")
    with pytest.raises(Unsafe, match=r"^FLASK_DEBUG: [^\n]*\nPulse does not start"):
        create_app()


@pytest.mark.parametrize("made_up", [True, False])
def test_what_the_database_holds_counts_and_not_what_a_setting_says(
    environment: pytest.MonkeyPatch, urls: dict[str, URL], people: Session, made_up: bool
) -> None:
    organisation.name(people, {"en": "Westerby"}, demonstration=made_up)
    people.commit()
    environment.setenv("PULSE_DATABASE_URL", urls["people"].render_as_string(hide_password=False))
    environment.setenv("PULSE_DEMONSTRATION", "" if made_up else "1")
    environment.setenv("PULSE_ADDRESS", "http://pulse.example")
    if made_up:
        create_app().extensions["pulse"].dispose()
    else:
        with pytest.raises(Unsafe, match="PULSE_ADDRESS"):
            create_app()


def test_the_ballots_door_does_not_start_with_more_than_it_needs(
    environment: pytest.MonkeyPatch, urls: dict[str, URL]
) -> None:
    environment.setenv("PULSE_DOORS", "cast")
    environment.setenv("PULSE_BALLOT_URL", urls["ballot"].render_as_string(hide_password=False))
    environment.setenv("PULSE_KEYS", "/keys")
    with pytest.raises(Unsafe, match="PULSE_KEYS: a process with PULSE_DOORS=cast does not need"):
        create_app()


def test_tests_have_settings_of_their_own(home: Path) -> None:
    site = create_app({"PULSE_DATA": str(home), "PULSE_ADDRESS": "http://pulse.example"})
    start.refuse_unsafe(site)
    assert names(start.findings(site)) == ["PULSE_ADDRESS"]


def checked(given: Mapping[str, str]) -> tuple[int, str]:
    done = create_app(given).test_cli_runner().invoke(check)
    return done.exit_code, done.output


def test_flask_check_lists_everything(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUNICORN_CMD_ARGS", "--access-logfile=-")
    given = {"PULSE_DATA": str(home), "PULSE_ADDRESS": "http://x.example", "PULSE_SECRET_KEY": "s"}
    code, said = checked(given)
    assert code == 1
    assert [line.partition(":")[0] for line in said.splitlines()] == [
        "PULSE_ADDRESS",
        "PULSE_SECRET_KEY",
        "gunicorn accesslog",
        "Error",
    ]


@pytest.mark.parametrize("doors", ["cast", "results", "staff,office"])
def test_flask_check_is_there_whatever_the_doors(
    home: Path, urls: dict[str, URL], doors: str
) -> None:
    given = {"PULSE_DOORS": doors} | ({} if doors == "cast" else {"PULSE_DATA": str(home)})
    if doors == "cast":
        given["PULSE_BALLOT_URL"] = urls["ballot"].render_as_string(hide_password=False)
    site = create_app(given)
    done = CliRunner().invoke(site.cli, ["check"], obj=_info(site))
    assert done.exit_code == 0, done.output
    assert "Nothing unsafe found" in done.output


def _info(site: Flask) -> object:
    return ScriptInfo(create_app=lambda: site)
