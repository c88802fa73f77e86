"""Pulse's own settings: which are unsafe."""

from pathlib import Path

import pytest

from pulse.config import Settings
from pulse.safety import files, settings
from tests.pulse.safety.named import names

LONG = "x" * 43


def read(home: Path, **given: str) -> Settings:
    return Settings.read({"PULSE_DATA": str(home), **given})


def test_one_machine_with_nothing_set_is_safe(home: Path) -> None:
    assert names(settings.findings(read(home))) == []
    assert names(files.findings(read(home))) == []


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("http://pulse.example", ["PULSE_ADDRESS"]),
        ("http://localhost.example:8000", ["PULSE_ADDRESS"]),
        ("pulse.example", ["PULSE_ADDRESS"]),
        ("https://pulse.example", []),
        ("http://localhost:8000", []),
        ("http://127.0.0.1", []),
        ("http://[::1]:8000", []),
    ],
)
def test_an_address_without_https(home: Path, address: str, found: list[str]) -> None:
    assert names(settings.findings(read(home, PULSE_ADDRESS=address))) == found


@pytest.mark.parametrize(("secret", "found"), [("short", ["PULSE_SECRET_KEY"]), (LONG, [])])
def test_a_short_secret_key(home: Path, secret: str, found: list[str]) -> None:
    assert names(settings.findings(read(home, PULSE_SECRET_KEY=secret))) == found


PG = "postgresql+psycopg://"


@pytest.mark.parametrize(
    ("people", "ballot", "found"),
    [
        ("sqlite:////srv/a.db", "sqlite:////srv/a.db", ["PULSE_BALLOT_URL"]),
        ("sqlite:////srv/a.db", "sqlite:////srv/../srv/a.db", ["PULSE_BALLOT_URL"]),
        (f"{PG}a@db/pulse", f"{PG}b@db:5432/pulse", ["PULSE_BALLOT_URL"]),
        (f"{PG}a@db/people", f"{PG}a@db/ballot", ["PULSE_BALLOT_URL"]),
        (f"{PG}a@/people?host=/run", f"{PG}b@/people?host=/run", ["PULSE_BALLOT_URL"]),
        (f"{PG}a@localhost/pulse", f"{PG}b@127.0.0.1/pulse", ["PULSE_BALLOT_URL"]),
        (f"{PG}a@localhost/people", f"{PG}a@[::1]/ballot", ["PULSE_BALLOT_URL"]),
        (f"{PG}a@/people", f"{PG}a@localhost:5432/ballot", ["PULSE_BALLOT_URL"]),
        (f"{PG}a@/pulse?host=/run", f"{PG}b@localhost/pulse", ["PULSE_BALLOT_URL"]),
        (f"{PG}a@/pulse?host=db&port=5432", f"{PG}b@DB/pulse", ["PULSE_BALLOT_URL"]),
        (f"{PG}a@/people?host=one", f"{PG}a@/ballot?host=two", []),
        (f"{PG}a@db/people", f"{PG}b@db/ballot", []),
        (f"{PG}a@one/pulse", f"{PG}a@two/pulse", []),
        ("sqlite:////srv/a.db", "sqlite:////box/a.db", []),
    ],
)
def test_one_database_or_one_role_for_both(
    home: Path, people: str, ballot: str, found: list[str]
) -> None:
    given = read(home, PULSE_DATABASE_URL=people, PULSE_BALLOT_URL=ballot, PULSE_KEYS="/keys")
    assert names(settings.findings(given)) == found


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({}, []),
        ({"PULSE_KEYS": "home/keys"}, ["PULSE_KEYS"]),
        ({"PULSE_KEYS": "home"}, ["PULSE_KEYS"]),
        ({"PULSE_KEYS": "home/../home/deep/keys"}, ["PULSE_KEYS"]),
        ({"PULSE_KEYS": "apart/keys"}, []),
        ({"PULSE_BALLOT_URL": "sqlite:///home/keys/b.db"}, ["PULSE_KEYS"]),
        ({"PULSE_BALLOT_URL": "sqlite:///box/b.db", "PULSE_KEYS": "box"}, ["PULSE_KEYS"]),
        ({"PULSE_BALLOT_URL": "sqlite:///box/b.db", "PULSE_KEYS": "keys"}, []),
    ],
)
def test_keys_in_the_folder_of_a_database_that_somebody_chose(
    home: Path,
    given: dict[str, str],
    found: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(home.parent)
    assert names(settings.findings(read(home, **given))) == found


@pytest.mark.parametrize(
    ("doors", "found"),
    [
        ("cast", ["PULSE_DATABASE_URL", "PULSE_KEYS", "PULSE_SECRET_KEY"]),
        ("results", ["PULSE_BALLOT_URL", "PULSE_KEYS", "PULSE_SECRET_KEY"]),
        ("respond,pages", ["PULSE_SECRET_KEY"]),
        ("staff,director", ["PULSE_BALLOT_URL", "PULSE_KEYS"]),
    ],
)
def test_a_process_that_was_given_more_than_it_needs(
    home: Path, doors: str, found: list[str]
) -> None:
    given = {
        "PULSE_DATABASE_URL": f"{PG}a@db/people",
        "PULSE_BALLOT_URL": f"{PG}b@db/ballot",
        "PULSE_KEYS": "/keys",
        "PULSE_SECRET_KEY": LONG,
        "PULSE_SMTP_PASSWORD": "of the mail server",
    }
    surplus = names(settings.findings(read(home, PULSE_DOORS=doors, **given)))
    assert surplus == [*found, "PULSE_SMTP_PASSWORD"]
    assert names(settings.findings(read(home, **given))) == []


@pytest.mark.parametrize("way", ["PULSE_SMTP_HOST", "PULSE_NOTIFY_KEY"])
def test_letters_must_not_lead_to_the_machine_that_sends_them(home: Path, way: str) -> None:
    """A forgotten address would cost everybody their link: a letter is sent once."""
    assert names(settings.findings(read(home, **{way: "x"}))) == ["PULSE_ADDRESS"]
    set_right = read(home, **{way: "x", "PULSE_ADDRESS": "https://pulse.example"})
    assert names(settings.findings(set_right)) == []
