"""How gunicorn serves Pulse: nothing of a request is logged. A line with an address and a time would undo the promise."""

import os
import sys

from gunicorn.glogging import Logger


class SilentLogger(Logger):  # type: ignore[misc]  # gunicorn publishes no types
    """What happens to the server, and nothing of a request: no address, no header, no value."""

    def warning(self, msg: object, *args: object, **kwargs: object) -> None:
        """Whoever sends a broken request is told so; the log is not."""
        if not str(msg).startswith("Invalid request"):
            super().warning(msg, *args, **kwargs)

    def exception(self, msg: object, *args: object, **kwargs: object) -> None:
        """The kind of the fault alone, unless the program does not even start: then there was no request."""
        if msg == "Exception in worker process":
            super().exception(msg, *args, **kwargs)
        else:
            kind = sys.exc_info()[0]
            what = str(msg).split("%", 1)[0].strip() if isinstance(msg, str) else "Error"
            self.error("%s: %s", what, kind.__name__ if kind else "unknown")


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
