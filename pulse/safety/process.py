"""Rules about the running process: what would write down requests, statements or values."""

import logging
import sys
from collections.abc import Iterator

from flask import Flask

from pulse.safety.finding import Finding

#: Programs that watch a process and send what they see elsewhere: addresses, times, local variables.
WATCHERS = (
    "ddtrace",
    "elasticapm",
    "newrelic",
    "opentelemetry.instrumentation",
    "scout_apm",
    "sentry_sdk",
)
#: Servers that write an address and a time for each request unless told not to, where we cannot see it.
LOGGING_SERVERS = ("mod_wsgi", "uvicorn", "uwsgi")


def findings(app: Flask) -> Iterator[Finding]:
    """Everything that is unsafe in this process as it is now."""
    if app.debug:
        yield Finding(
            "FLASK_DEBUG",
            "debug mode shows values, and lets a visitor run programs; remove it",
            always=True,
        )
    for name in ("TESTING", "PROPAGATE_EXCEPTIONS", "EXPLAIN_TEMPLATE_LOADING"):
        if app.config.get(name):
            yield Finding(
                name, "errors would be written out with what was in them; remove it", always=True
            )
    yield from _talkative()
    for name in WATCHERS:
        if name in sys.modules:
            yield Finding(
                name, "it sends addresses, times and values of requests elsewhere; do not load it"
            )
    for name in LOGGING_SERVERS:
        if name in sys.modules:
            yield Finding(name, "it logs requests; serve with gunicorn and gunicorn.conf.py")


def _talkative() -> Iterator[Finding]:
    if logging.getLogger("sqlalchemy.engine").isEnabledFor(logging.INFO):
        yield Finding(
            "SQLAlchemy echo",
            "every statement would be logged with its time; leave sqlalchemy.engine at warning",
        )
    if logging.getLogger("gunicorn.access").handlers:
        yield Finding(
            "gunicorn accesslog",
            "a line with an address and a time for each request; remove it and logconfig and syslog",
        )
    if logging.getLogger("gunicorn.error").level == logging.DEBUG:
        yield Finding(
            "gunicorn loglevel", "debug writes the address of every request; use warning or error"
        )
