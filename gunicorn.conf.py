"""How gunicorn serves Pulse: no access log, because a line with an address and a time would undo the promise."""

import os

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
