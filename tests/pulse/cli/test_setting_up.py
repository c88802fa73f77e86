"""Commands set up a council: tables, units, roster."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from pulse import create_app
from surveys.fieldwork import organisation
from tests.pulse.cli.round import PLAN
from tests.surveys.fieldwork import made_up


@pytest.mark.parametrize("system", ["sqlite", pytest.param("pg", marks=pytest.mark.postgres)])
def test_without_tables_every_command_says_how_to_make_them(
    request: pytest.FixtureRequest, files: Path, system: str
) -> None:
    url = f"sqlite:///{files}/empty.db"
    if system == "pg":
        server = request.getfixturevalue("postgres_server")
        url = server.database().render_as_string(hide_password=False)
    where = {"PULSE_DATABASE_URL": url, "PULSE_BALLOT_URL": url}
    bare = create_app({"PULSE_DATA": str(files), **where})
    runner = bare.test_cli_runner()
    for words in (
        ("groups", "import", str(files / "units.csv")),
        ("roster", "import", str(files / "roster.csv")),
        PLAN,
        ("wave", "status"),
    ):
        answer = runner.invoke(args=list(words))
        assert answer.exit_code == 1
        assert answer.output == "Error: The databases are not set up yet. Run: flask db upgrade\n"
    bare.extensions["pulse"].dispose()


def test_units_are_not_written_before_somebody_says_yes(flask, files: Path) -> None:
    answer = flask("groups", "import", str(files / "units.csv"), input="n\n")
    assert "Nothing was written." in answer.output
    assert "Written." in flask("groups", "import", str(files / "units.csv"), input="y\n").output


def test_units_taken_by_a_demonstration_mark_the_database_as_made_up(
    app: Flask, flask, people: Session, files: Path
) -> None:
    app.config["PULSE_DEMONSTRATION"] = True
    flask("groups", "import", str(files / "units.csv"), "--yes")
    made = organisation.the(people)
    assert made is not None
    assert made.demonstration


def test_a_real_survey_never_becomes_a_demonstration(
    app: Flask, flask, people: Session, planned: Path
) -> None:
    app.config["PULSE_DEMONSTRATION"] = True
    (planned / "units.csv").write_text(made_up.UNITS.replace("Harbour", "Quay"))
    assert "Written." in flask("groups", "import", str(planned / "units.csv"), "--yes").output
    made = organisation.the(people)
    assert made is not None
    assert not made.demonstration


def test_importing_the_same_roster_again_changes_nothing(flask, planned: Path) -> None:
    answer = flask("roster", "import", str(planned / "roster.csv"))
    assert answer.exit_code == 0
    assert "Write these changes?" not in answer.output


def test_a_roster_that_would_leave_nobody_is_refused_before_anything_is_asked(
    flask, planned: Path
) -> None:
    (planned / "wrong.csv").write_text("Staff No;Name;Team\n;Ann;Mill Team\n")
    answer = flask("roster", "import", str(planned / "wrong.csv"))
    assert answer.exit_code == 1
    assert "60 leavers" in answer.output
    assert "Nobody would be left on the roster" in answer.output
    assert "Write these changes?" not in answer.output
