"""A process that would write requests, statements or values down."""

import logging
import sys
from collections.abc import Iterator

import pytest
from flask import Flask

from pulse.safety import process
from tests.pulse.safety.named import names


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
