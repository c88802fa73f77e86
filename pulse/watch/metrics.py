"""Numbers for a program that draws them (Prometheus text format 0.0.4): pages of staff, and jobs.

Keeps docs/promise.md#no-trace: rooms of workers are not in it, not even as a sum (docs/decisions/019).
"""

import hmac
from collections.abc import Iterator

from flask import Response, abort, request

from pulse import outbox
from pulse.extensions import people, store
from pulse.outbox import JobState
from pulse.seen import staff_rooms
from pulse.watch.door import door

TEXT = "text/plain; version=0.0.4; charset=utf-8"
_WORDS = {JobState.WAITING: "waiting", JobState.TAKEN: "running", JobState.FAILED: "failed"}


@door.get("/metrics")
def metrics() -> Response:
    """For whoever brings the token. Without the setting the page does not exist."""
    token = store().settings.metrics_token
    if not token:
        abort(404)
    brought = request.headers.get("Authorization", "")
    if not hmac.compare_digest(brought.encode(), f"Bearer {token}".encode()):
        refused = Response("Bring the token of PULSE_METRICS_TOKEN.\n", 401, mimetype="text/plain")
        refused.headers["WWW-Authenticate"] = "Bearer"
        return refused
    return Response("".join(f"{line}\n" for line in _lines()), content_type=TEXT)


def _lines() -> Iterator[str]:
    yield "# HELP pulse_staff_requests_total Requests to pages of staff since the server started."
    yield "# TYPE pulse_staff_requests_total counter"
    for endpoint, status, number in staff_rooms.tally().read():
        yield f'pulse_staff_requests_total{{endpoint="{endpoint}",status="{status}"}} {number}'
    jobs, late = outbox.standing(people())
    yield "# HELP pulse_outbox_jobs Jobs that are not done."
    yield "# TYPE pulse_outbox_jobs gauge"
    for state, number in jobs.items():
        yield f'pulse_outbox_jobs{{state="{_WORDS[state]}"}} {number}'
    yield "# HELP pulse_outbox_late_seconds For how long the job that waits longest has been due."
    yield "# TYPE pulse_outbox_late_seconds gauge"
    yield f"pulse_outbox_late_seconds {late}"
