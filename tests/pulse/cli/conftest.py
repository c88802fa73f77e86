"""The command line on a made-up council."""

from datetime import date
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from surveys import clock
from tests.pulse.cli.round import PLAN
from tests.surveys.fieldwork import made_up


@pytest.fixture
def flask(app: Flask):
    runner = app.test_cli_runner()

    def run(*words: str, day: date = date(2026, 11, 1), hour: int = 12, **more: str) -> Result:
        with clock.at(day, hour):
            return runner.invoke(args=list(words), **more)

    return run


def _roster() -> str:
    """The made-up council with twelve people in every team."""
    teams = ("Harbour Team", "Mill Team", "Duty Team", "Court Team", "Bridge Team")
    rows = [f"{n};Worker {n};w{n}@westerby.example;;{teams[n % 5]};" for n in range(60)]
    return "Employee No;Name;Work Email;Mobile;Team;Job Title\n" + "\n".join(rows)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "units.csv").write_text(made_up.UNITS)
    (tmp_path / "roster.csv").write_text(_roster())
    return tmp_path


@pytest.fixture
def unconfirmed(flask, files: Path) -> Path:
    """Units and roster are imported, and a round is planned."""
    for words in (
        ("groups", "import", str(files / "units.csv"), "--yes"),
        ("roster", "import", str(files / "roster.csv"), "--yes"),
        PLAN,
    ):
        answer = flask(*words)
        assert answer.exit_code == 0, answer.output
    return files


@pytest.fixture
def union(flask) -> str:
    """The password of union@westerby.example."""
    words = ("staff", "add", "union@westerby.example", "--name", "Una", "--role", "union")
    return flask(*words).output.split()[-1]


@pytest.fixture
def planned(flask, unconfirmed: Path, union: str) -> Path:
    """The round's headcounts are proposed and confirmed too."""
    words = ("wave", "confirm", "2026-11", "--as", "union@westerby.example")
    assert flask("wave", "propose", "2026-11").exit_code == 0
    answer = flask(*words, input=f"{union}\n")
    assert answer.exit_code == 0, answer.output
    return unconfirmed
