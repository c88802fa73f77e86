"""The ballot's door as a process of its own (PULSE_DOORS=cast).

Keeps docs/promise.md#unlinkable: it holds the ballot database and nothing else. No people, no key, no secret, no session,
no page; and it has no log, so that none can say when somebody answered.
"""

import logging

from flask import Flask

from pulse import extensions, headers
from pulse.cast import door, trouble
from pulse.config import Settings
from surveys.responses import envelope


def alone(settings: Settings) -> Flask:
    """A bare application with one address."""
    app = Flask("pulse.cast", static_folder=None, template_folder=None)
    app.config.update(MAX_CONTENT_LENGTH=envelope.SIZE, TRAP_HTTP_EXCEPTIONS=False)
    _log_nothing()
    extensions.init_app(app, settings)
    headers.init_app(app)
    trouble.init_app(app)
    door.open_door(app)
    return app


def _log_nothing() -> None:
    """Without a handler, Python and Flask write warnings and errors to the standard error by themselves."""
    root = logging.getLogger()
    if not root.handlers:
        root.addHandler(logging.NullHandler())
