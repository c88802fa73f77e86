"""The check at the start, on a real PostgreSQL: every setting that would write answers or their times down."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import URL

from pulse.config import Settings
from pulse.safety import postgres
from surveys import db
from tests import postgres as test_server
from tests.pulse import roles

pytestmark = pytest.mark.postgres

#: A test server's own role may do everything.
EVER = "postgresql role (ballot database)"
UNSAFE = {
    "log_statement": "mod",
    "log_duration": "on",
    "log_min_duration_statement": "250",
    "log_min_duration_sample": "250",
    "log_transaction_sample_rate": "0.1",
    "log_parameter_max_length": "-1",
    "log_parameter_max_length_on_error": "64",
    "log_min_error_statement": "error",
    "log_error_verbosity": "default",
    "log_min_messages": "debug1",
    "log_lock_waits": "on",
    "log_statement_stats": "on",
    "log_parser_stats": "on",
    "log_planner_stats": "on",
    "log_executor_stats": "on",
    "debug_print_parse": "on",
    "debug_print_rewritten": "on",
    "debug_print_plan": "on",
}
#: Rules whose setting a running server does not take, or that come with an extension.
OTHERWISE = {"track_commit_timestamp", "auto_explain.log_min_duration", "pgaudit.log"}


@pytest.fixture(scope="module")
def quiet(postgres_server: test_server.Server) -> Iterator[URL]:
    """A database with the settings of docs/samples."""
    url = postgres_server.database()
    roles.keep_quiet(postgres_server, str(url.database))
    yield url
    postgres_server.drop(url)


def found(url: URL, **given: str) -> list[str]:
    address = url.render_as_string(hide_password=False)
    settings = Settings.read({"PULSE_DOORS": "cast", "PULSE_BALLOT_URL": address, **given})
    return [one.name for one in postgres.findings(settings, "ballot", db.engine(address))]


def say(url: URL, statement: str) -> None:
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(statement.encode())


def test_a_quiet_server_is_safe(quiet: URL) -> None:
    assert found(quiet) == [EVER]


@pytest.mark.parametrize("name", UNSAFE)
def test_a_server_that_writes_down_what_it_is_told(quiet: URL, name: str) -> None:
    safe = roles.settings()[name]
    say(quiet, f"ALTER DATABASE {quiet.database} SET {name} TO '{UNSAFE[name]}'")
    try:
        assert found(quiet) == [f"postgresql {name} (ballot database)", EVER]
    finally:
        say(quiet, f"ALTER DATABASE {quiet.database} SET {name} TO '{safe}'")


def test_a_server_that_explains_statements(quiet: URL) -> None:
    name = quiet.database
    say(quiet, f"ALTER DATABASE {name} SET session_preload_libraries TO 'auto_explain'")
    say(quiet, f"ALTER DATABASE {name} SET auto_explain.log_min_duration TO 0")
    try:
        assert found(quiet) == ["postgresql auto_explain.log_min_duration (ballot database)", EVER]
    finally:
        say(quiet, f"ALTER DATABASE {name} RESET auto_explain.log_min_duration")
        say(quiet, f"ALTER DATABASE {name} RESET session_preload_libraries")


@pytest.mark.slow
def test_a_server_that_keeps_the_time_of_each_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server of its own: this is decided when it starts."""
    haste = (*test_server.HASTE, "track_commit_timestamp=on")
    monkeypatch.setattr(test_server, "HASTE", haste)
    monkeypatch.delenv("PULSE_TEST_POSTGRES_URL", raising=False)
    with test_server.server() as server:
        assert "postgresql track_commit_timestamp (ballot database)" in found(server.database())


def test_a_server_as_it_is_installed_is_not_safe(postgres_server: test_server.Server) -> None:
    url = postgres_server.database()
    names = found(url)
    postgres_server.drop(url)
    for name in ("log_min_error_statement", "log_error_verbosity", "log_parameter_max_length"):
        assert f"postgresql {name} (ballot database)" in names


def test_a_server_that_does_not_answer_is_not_safe(quiet: URL) -> None:
    gone = quiet.set(database="there_is_none")
    assert found(gone) == ["postgresql connection (ballot database)"]


def test_a_role_that_opens_both_databases_of_a_server(
    postgres_server: test_server.Server, quiet: URL, tmp_path: Path
) -> None:
    """PostgreSQL lets every role into every database, unless it is told not to."""
    people = postgres_server.database()
    role = f"curious_{people.database}"
    say(quiet, f"CREATE ROLE {role} LOGIN PASSWORD 'x'")
    address = quiet.set(username=role, password="x")
    given = {
        "PULSE_DOORS": "office,staff",
        "PULSE_DATA": str(tmp_path),
        "PULSE_DATABASE_URL": people.render_as_string(hide_password=False),
    }
    try:
        assert found(address, **given) == [EVER]
        say(quiet, f"REVOKE CONNECT ON DATABASE {people.database} FROM PUBLIC")
        assert found(address, **given) == []
    finally:
        say(quiet, f"DROP ROLE {role}")
        postgres_server.drop(people)


def test_every_rule_has_a_test_and_a_line_in_the_sample() -> None:
    rules = set(postgres.RULES)
    assert rules == UNSAFE.keys() | OTHERWISE
    samples = roles.settings()
    assert {name for name in rules if "." not in name} <= set(samples)
    for name, (is_safe, advice) in postgres.RULES.items():
        assert advice
        assert name not in samples or is_safe(samples[name])


def test_an_auditing_extension_is_told_to_log_nothing() -> None:
    is_safe, _ = postgres.RULES["pgaudit.log"]
    assert [is_safe("none"), is_safe("all"), is_safe("write, ddl")] == [True, False, False]
