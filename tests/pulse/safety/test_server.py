"""gunicorn's own settings: which are unsafe."""

import pytest

from pulse.safety import server
from tests.pulse.safety.named import names

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
