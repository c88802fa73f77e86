"""Requests to the rooms of staff are counted, and a line is written about each. Those of workers are not even looked at.

Keeps docs/promise.md#no-trace: the hooks hang on the doors of staff rooms by name. There is none that runs on every
request and decides, because a count of a worker's pages over time would tell when somebody answered.
"""

import secrets
import time
from typing import Final, cast

from flask import Flask, Response, current_app, g, request

from pulse.config import STAFF_ROOMS
from pulse.seen import lines
from pulse.seen.tally import Tally

_BEGUN: Final = "pulse_begun"
_TALLY: Final = "pulse_tally"
#: A member of staff who meets a fault can say which line of the log it was. Other answers do not bear it: a page that is
#: not there and one that is not for you are the same bytes.
HEADER: Final = "X-Request-Id"
FAULT: Final = 500


def init_app(app: Flask) -> None:
    """Call it when every room is open: the tally has a row for each page there is."""
    endpoints = [
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.endpoint.split(".")[0] in STAFF_ROOMS
    ]
    app.extensions[_TALLY] = Tally(sorted(set(endpoints)))
    for room in STAFF_ROOMS:
        app.before_request_funcs.setdefault(room, []).insert(0, _begin)
        app.after_request_funcs.setdefault(room, []).insert(0, _end)


def tally() -> Tally:
    return cast("Tally", current_app.extensions[_TALLY])


def _begin() -> None:
    setattr(g, _BEGUN, time.perf_counter())
    setattr(g, lines.REQUEST, secrets.token_hex(6))


def _end(response: Response) -> Response:
    endpoint, name = str(request.endpoint), g.get(lines.REQUEST, "")
    tally().add(endpoint, response.status_code)
    lines.line(
        "request",
        endpoint=endpoint,
        method=request.method,
        status=response.status_code,
        ms=round(1000 * (time.perf_counter() - g.get(_BEGUN, time.perf_counter()))),
        request=name,
    )
    if response.status_code >= FAULT:
        response.headers[HEADER] = name
    return response
