"""How gunicorn serves Pulse: nothing of a request is logged. A line with an address and a time would undo the promise."""

import gc
import os
import resource
import sys

from gunicorn.arbiter import Arbiter
from gunicorn.glogging import Logger
from gunicorn.workers.base import Worker

#: The ballot's door has no log of requests at all, not even the kind of a fault: its line would hold a time.
_NAMES = os.environ.get("PULSE_DOORS", "").split(",")
CASTS_ALONE = {name.strip() for name in _NAMES} - {""} == {"cast"}


class SilentLogger(Logger):  # type: ignore[misc]  # gunicorn publishes no types
    """What happens to the server, and nothing of a request: no address, no header, no value."""

    def access(self, *_: object) -> None:
        """Nothing, whatever the settings say."""

    def warning(self, msg: object, *args: object, **kwargs: object) -> None:
        """Whoever sends a broken request is told so; the log is not."""
        if not str(msg).startswith("Invalid request"):
            super().warning(msg, *args, **kwargs)

    def exception(self, msg: object, *args: object, **kwargs: object) -> None:
        """The kind of the fault alone, unless the program does not even start: then there was no request."""
        if msg == "Exception in worker process":
            super().exception(msg, *args, **kwargs)
        elif not CASTS_ALONE:
            kind = sys.exc_info()[0]
            what = str(msg).split("%", 1)[0].strip() if isinstance(msg, str) else "Error"
            self.error("%s: %s", what, kind.__name__ if kind else "unknown")


def on_starting(server: Arbiter) -> None:
    """Do not start with settings that log requests; leave no picture of the memory behind after a crash."""
    from pulse.safety import finding
    from pulse.safety import server as rules

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    values = {name: setting.get() for name, setting in server.cfg.settings.items()}
    if found := list(rules.findings(values)):
        raise SystemExit(finding.lines(found))


def pre_fork(_server: Arbiter, _worker: Worker) -> None:
    """What the program itself consists of stays: else every worker looks through all of it for garbage now and then,
    which takes a tenth of a second of somebody's page."""
    gc.collect()
    gc.freeze()


logger_class = SilentLogger
bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
worker_class = "gthread"
accesslog = None
errorlog = "-"
loglevel = "warning"
timeout = 60
graceful_timeout = 20
preload_app = True
control_socket_disable = True
