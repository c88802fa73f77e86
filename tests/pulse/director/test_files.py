"""Files of a release: made once by a job, handed out as they are, to directors, stewards and everybody alike."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from pulse.access.permissions import Role
from pulse.jobs import make_files, runner
from surveys.exports import kept
from surveys.keyring import Keyring
from tests.house.guards import sql_recorder
from tests.house_client import HouseClient
from tests.pulse.director.conftest import LogIn, Publish

WAVE = "2026-02"


@pytest.fixture
def made(people: Session, ballot: Session, publish: Publish, tmp_path: Path) -> dict[str, bytes]:
    """The files of the second of two rounds."""
    publish(2)
    make_files.run(people, ballot, Keyring(tmp_path), WAVE)
    found = {name: kept.content(people, WAVE, name) for name in kept.NAMES}
    people.rollback()  # a command has a connection of its own
    return found


def test_everybody_gets_the_same_bytes(
    made: dict[str, bytes], client: HouseClient, log_in: LogIn
) -> None:
    staff = log_in(Role.UNION)
    for name, content in made.items():
        for answer in (
            client.get(f"/results/files/{WAVE}/{name}"),
            staff.get(f"/director/files/{WAVE}/{name}"),
        ):
            assert answer.data == content
            assert f'filename="pulse-{WAVE}-{name}"' in answer.headers["Content-Disposition"]


def test_a_download_only_reads_and_loads_no_release(
    made: dict[str, bytes], client: HouseClient
) -> None:
    with sql_recorder.recorded() as statements:
        client.get(f"/results/files/{WAVE}/figures.csv")
    assert sql_recorder.writing(statements) == []
    assert not any("release_cell" in one for one in statements)


def test_pages_list_what_is_made_and_say_what_is_not(
    made: dict[str, bytes], client: HouseClient, log_in: LogIn
) -> None:
    for page in (
        client.get("/results").get_data(as_text=True),
        log_in().get("/director/files").get_data(as_text=True),
    ):
        assert all(f"{WAVE}/{name}" in page for name in kept.NAMES)
        assert "2026-01/" not in page
        assert "The files of this round are being made." in page


def test_before_the_first_release_there_is_nothing_to_download(log_in: LogIn) -> None:
    assert "Nothing to show yet" in log_in().get("/director/files").get_data(as_text=True)


@pytest.mark.parametrize("address", ["2026-02/other.csv", "2026-09/figures.csv", "x/x"])
def test_a_file_that_is_not_there_answers_so(
    made: dict[str, bytes], client: HouseClient, address: str
) -> None:
    assert client.get(f"/results/files/{address}").status_code == 404


def test_files_are_made_after_publishing_and_once(
    app: Flask, people: Session, publish: Publish
) -> None:
    publish(2)
    said = list(runner.tick(app.extensions["pulse"]))
    assert [line for line in said if "can be downloaded" in line] == [
        f"2026-0{number}: {len(kept.NAMES)} files can be downloaded." for number in (1, 2)
    ]
    assert list(runner.tick(app.extensions["pulse"])) == []


def test_what_is_kept_stays_as_it_was(people: Session, made: dict[str, bytes]) -> None:
    kept.keep(people, WAVE, {"figures.csv": b"other"})
    assert kept.content(people, WAVE, "figures.csv") == made["figures.csv"]


def test_the_command_makes_them_again_and_compares(
    app: Flask, made: dict[str, bytes], tmp_path: Path
) -> None:
    run = app.test_cli_runner().invoke
    answer = run(args=["release", "files", WAVE, str(tmp_path / "out")])
    assert answer.exit_code == 0, answer.output
    assert answer.output.count("as kept") == len(made)
    assert {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()} == made
    other = run(args=["release", "files", "2026-01", str(tmp_path / "other")])
    assert other.output.count("not kept yet") == len(made)
    assert "Nothing is published" in run(args=["release", "files", "no", str(tmp_path)]).output


def test_a_file_that_another_version_made_is_told(
    app: Flask, people: Session, publish: Publish, tmp_path: Path
) -> None:
    publish(1)
    kept.keep(people, "2026-01", {"figures.csv": b"as it was made then"})
    people.commit()
    out = str(tmp_path / "out")
    said = app.test_cli_runner().invoke(args=["release", "files", "2026-01", out]).output
    assert "figures.csv" in next(line for line in said.splitlines() if "other than kept" in line)
