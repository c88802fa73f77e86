"""/health says that the process lives; /ready says whether it can work, and what it lacks, in words without a secret."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import URL, text
from sqlalchemy.orm import Session

from pulse import create_app
from tests import passwords
from tests.house_client import HouseClient


@pytest.fixture
def nowhere(tmp_path: Path) -> Flask:
    """A website whose databases are away."""
    gone = "postgresql+psycopg://pulse:a-secret-word@127.0.0.1:1/gone?connect_timeout=2"
    made = create_app(
        {
            "PULSE_DATA": str(tmp_path),
            "PULSE_DATABASE_URL": gone,
            "PULSE_BALLOT_URL": gone.replace("gone", "away"),
        }
    )
    passwords.hash_fast(made)
    return made


@pytest.mark.both_databases
def test_a_whole_installation_is_ready(client: HouseClient) -> None:
    answer = client.get("/ready")
    assert (answer.status_code, answer.text) == (200, "This process is ready.\n")


def test_the_process_lives_while_its_databases_are_away(nowhere: Flask) -> None:
    client = nowhere.test_client()
    assert client.get("/health").status_code == 200
    answer = client.get("/ready")
    assert answer.status_code == 503
    assert answer.text.splitlines() == [
        "The people database does not answer.",
        "The ballot database does not answer.",
    ]


@pytest.mark.both_databases
@pytest.mark.parametrize("kind", ["people", "ballot"])
@pytest.mark.parametrize(
    "spoil", ["UPDATE alembic_version SET version_num = '000'", "DROP TABLE alembic_version"]
)
def test_tables_of_another_version_are_not_ready(
    client: HouseClient, people: Session, ballot: Session, kind: str, spoil: str
) -> None:
    session = {"people": people, "ballot": ballot}[kind]
    session.execute(text(spoil))
    session.commit()
    answer = client.get("/ready")
    assert answer.status_code == 503
    (said,) = answer.text.splitlines()
    assert said.startswith(f"The tables of the {kind} database are not those of this program")


def test_a_folder_of_keys_that_cannot_be_written_is_not_ready(
    client: HouseClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)  # root may write anywhere
    answer = client.get("/ready")
    assert (answer.status_code, answer.text) == (503, "The folder of keys cannot be written.\n")


def test_a_process_answers_for_what_it_holds_alone(tmp_path: Path, urls: dict[str, URL]) -> None:
    people = urls["people"].render_as_string(hide_password=False)
    app = create_app(
        {"PULSE_DATA": str(tmp_path), "PULSE_DATABASE_URL": people, "PULSE_DOORS": "api,watch"}
    )
    assert app.test_client().get("/ready").status_code == 200
