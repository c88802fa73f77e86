"""The check at the start: every unsafe setting is refused by its name, and a safe one is not."""

import logging
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import URL
from sqlalchemy.orm import Session

from pulse import create_app
from pulse.cli.check import check
from pulse.config import Settings, Unsafe
from pulse.safety import files, process, server, settings, start
from pulse.safety.finding import Finding
from surveys.fieldwork import organisation
from tests.pulse.gunicorn_process import running

ROOT = Path(__file__).resolve().parents[2]
LONG = "x" * 43


def names(found: object) -> list[str]:
    assert isinstance(found, Iterator | list)
    listed = list(found)
    assert all(isinstance(one, Finding) and one.advice for one in listed)
    return [one.name for one in listed]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder for what has no other place."""
    return tmp_path / "home"


def read(home: Path, **given: str) -> Settings:
    return Settings.read({"PULSE_DATA": str(home), **given})


# --- our own settings ---------------------------------------------------------------------------


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


# --- files --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "mode", "found"),
    [
        ("", 0o755, ["PULSE_DATA"]),
        ("", 0o770, ["PULSE_DATA"]),
        ("", 0o700, []),
        ("secret-key", 0o640, ["PULSE_DATA"]),
        ("keys", 0o750, ["PULSE_KEYS"]),
        ("keys/wave", 0o640, ["PULSE_KEYS"]),
        ("keys/wave", 0o604, ["PULSE_KEYS"]),
        ("keys/wave", 0o400, []),
        ("pulse.db", 0o644, []),
    ],
)
def test_files_that_others_may_open(home: Path, path: str, mode: int, found: list[str]) -> None:
    given = read(home)
    (home / "keys").mkdir(mode=0o700)
    for file in ("keys/wave", "pulse.db"):
        (home / file).touch(mode=0o600)
    (home / path).chmod(mode)
    assert names(files.findings(given)) == found


@pytest.mark.parametrize(
    ("folder", "file", "found"),
    [
        (0o755, 0o644, ["PULSE_DATABASE_URL", "PULSE_BALLOT_URL"]),
        (0o700, 0o644, []),
        (0o755, 0o600, []),
        (0o750, 0o660, ["PULSE_DATABASE_URL", "PULSE_BALLOT_URL"]),
    ],
)
def test_databases_that_others_may_open(
    home: Path, folder: int, file: int, found: list[str]
) -> None:
    place = home.parent / "databases"
    place.mkdir()
    urls = {}
    for name in ("DATABASE", "BALLOT"):
        path = place / f"{name}.db"
        path.touch()
        path.chmod(file)
        urls[f"PULSE_{name}_URL"] = f"sqlite:///{path}"
    place.chmod(folder)
    assert names(files.findings(read(home, **urls))) == found


# --- the process --------------------------------------------------------------------------------


@pytest.fixture
def loggers() -> Iterator[None]:
    """The loggers a test may turn up, as they were."""
    watched = [
        logging.getLogger(name)
        for name in ("sqlalchemy.engine", "gunicorn.access", "gunicorn.error")
    ]
    before = [(one, one.level, list(one.handlers)) for one in watched]
    yield
    for one, level, handlers in before:
        one.setLevel(level)
        one.handlers[:] = handlers


def test_a_process_as_it_is_started_is_safe(loggers: None) -> None:
    assert names(process.findings(Flask("safe"))) == []


@pytest.mark.parametrize("name", ["TESTING", "PROPAGATE_EXCEPTIONS"])
def test_a_process_that_writes_errors_out(loggers: None, name: str) -> None:
    site = Flask("loud")
    site.config[name] = True
    assert names(process.findings(site)) == [name]


def test_a_process_in_debug_mode(loggers: None) -> None:
    site = Flask("loud")
    site.debug = True
    assert names(process.findings(site)) == ["FLASK_DEBUG"]


def test_a_process_that_logs_statements_or_requests(loggers: None) -> None:
    logging.getLogger("sqlalchemy.engine").setLevel(logging.INFO)
    logging.getLogger("gunicorn.access").addHandler(logging.NullHandler())
    logging.getLogger("gunicorn.error").setLevel(logging.DEBUG)
    found = names(process.findings(Flask("loud")))
    assert found == ["SQLAlchemy echo", "gunicorn accesslog", "gunicorn loglevel"]


@pytest.mark.parametrize("watcher", process.WATCHERS + process.LOGGING_SERVERS)
def test_a_process_that_is_watched(
    loggers: None, watcher: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, watcher, logging)
    assert names(process.findings(Flask("watched"))) == [watcher]


# --- gunicorn -----------------------------------------------------------------------------------

LOUD = {
    "accesslog": "--access-logfile=-",
    "loglevel": "--log-level=debug",
    "logger_class": "--logger-class=gunicorn.glogging.Logger",
    "logconfig": "--log-config=log.ini",
    "logconfig_json": "--log-config-json=log.json",
    "syslog": "--log-syslog",
    "statsd_host": "--statsd-host=localhost:8125",
    "dogstatsd_tags": "--dogstatsd-tags=a",
    "spew": "--spew",
    "reload": "--reload",
}


@pytest.mark.parametrize("name", LOUD)
def test_gunicorn_that_was_told_to_talk(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUNICORN_CMD_ARGS", f"--workers=2 {LOUD[name]}")
    assert names(server.findings(server.from_environment())) == [f"gunicorn {name}"]


def test_gunicorn_that_was_told_other_things(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUNICORN_CMD_ARGS", "--workers=2 --log-level=error --threads=8")
    assert names(server.findings(server.from_environment())) == []


def test_gunicorn_that_was_told_to_log_by_a_program() -> None:
    assert names(server.findings({"logconfig_dict": {"root": {}}})) == ["gunicorn logconfig_dict"]


# --- who does not start -------------------------------------------------------------------------


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


# --- the command --------------------------------------------------------------------------------


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
    from flask.cli import ScriptInfo

    return ScriptInfo(create_app=lambda: site)


# --- in earnest ---------------------------------------------------------------------------------


def ended(home: Path, *program: str, **given: str) -> tuple[int, str]:
    """The exit code and the complaint of a program that is not to start."""
    environment = {"PATH": os.environ["PATH"], "PORT": "0", "PULSE_DATA": str(home), **given}
    done = subprocess.run(
        [sys.executable, "-m", *program], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    return done.returncode, done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    "program", [("gunicorn", "wsgi:app"), ("flask", "run", "-p0"), ("flask", "jobs", "tick")]
)
def test_neither_website_nor_job_runner_starts(home: Path, program: tuple[str, ...]) -> None:
    code, said = ended(home, *program, PULSE_ADDRESS="http://pulse.example")
    assert code == 1
    assert "PULSE_ADDRESS: plain http" in said
    assert "Traceback" not in said


@pytest.mark.slow
def test_the_development_server_serves_no_real_survey(home: Path) -> None:
    code, said = ended(home, "flask", "run", "-p0")
    assert code == 1
    assert said.startswith("flask run: it logs the address")


@pytest.mark.slow
def test_other_commands_start_so_that_things_can_be_set_right(home: Path) -> None:
    code, said = ended(home, "flask", "db", "upgrade", PULSE_ADDRESS="http://pulse.example")
    assert (code, said) == (0, "")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"GUNICORN_CMD_ARGS": "--access-logfile=-"}, "gunicorn accesslog"),
        ({"GUNICORN_CMD_ARGS": "--reload"}, "gunicorn reload"),
        ({"GUNICORN_CMD_ARGS": "--log-level=debug"}, "gunicorn loglevel"),
    ],
)
def test_gunicorn_with_an_unsafe_setting_does_not_start(
    home: Path, given: dict[str, str], name: str
) -> None:
    code, said = ended(home, "gunicorn", "wsgi:app", **given)
    assert code == 1
    assert f"\n{name}: " in f"\n{said}"


@pytest.mark.slow
def test_gunicorn_with_a_file_of_its_own_does_not_start_with_an_access_log(
    home: Path, tmp_path: Path
) -> None:
    (tmp_path / "other.py").write_text('accesslog = "-"\npreload_app = True\n')
    code, said = ended(home, "gunicorn", "-c", str(tmp_path / "other.py"), "wsgi:app")
    assert code == 1
    assert said.startswith("gunicorn accesslog: ")


@pytest.mark.slow
def test_a_safe_server_starts_and_leaves_no_picture_of_its_memory(home: Path) -> None:
    with running({"PULSE_DATA": str(home)}) as serving:
        limits = Path(f"/proc/{serving.pid}/limits").read_text()
    assert "Max core file size        0                    0 " in limits
    assert serving.said == ""
