"""Whether the process lives. It asks no database: a program that restarts what does not live must not do so for one."""

from flask import Response

from pulse.watch.door import door


@door.get("/health")
def health() -> Response:
    """It answers, so it lives."""
    return Response("This process is alive.\n", mimetype="text/plain")
