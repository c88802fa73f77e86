"""The map from what went wrong to the page a person sees, or the few words a program gets (docs/api.md).

The pages are vague about secrets and clear about what to do.
"""

import json
import logging
from http import HTTPStatus

from flask import Flask, Response, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from surveys.errors import Missing, Refusal

log = logging.getLogger("pulse")

Page = tuple[str, int] | Response

#: Statuses that have a page of their own in templates/errors/.
PAGES = (400, 403, 404, 405, 413, 429, 500, 503)

#: Where programs ask: they get JSON (RFC 9457), never a page.
PROGRAMS = "/api/"

#: What a program is told of a fault that is not its own.
_NO_ANSWER = "The database does not answer. Nothing was changed; ask again in a minute."
_FAULT = "Something went wrong here. It is not your program's fault."


def init_app(app: Flask) -> None:
    app.register_error_handler(Missing, _missing)
    app.register_error_handler(Refusal, _refusal)
    app.register_error_handler(CSRFError, _expired)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(OperationalError, _busy)
    app.register_error_handler(Exception, _unexpected)


def _missing(refusal: Missing) -> Page:
    return _said(404, str(refusal), "404")


def _refusal(refusal: Refusal) -> Page:
    return _said(409, str(refusal), "refusal")


def _expired(_: CSRFError) -> Page:
    return render_template("errors/expired.html"), 400


def _http(error: HTTPException) -> Page | HTTPException:
    status = error.code or 500
    if request.path.startswith(PROGRAMS) and status >= HTTPStatus.BAD_REQUEST:
        said = _problem(status, error.description or "")
        own = [line for line in error.get_headers() if line[0] != "Content-Type"]
        said.headers.extend(own)
        return said
    if status not in PAGES:
        return error
    # Werkzeug's own words are for programmers, and in English alone: the page has better ones.
    words = "" if error.description == type(error).description else error.description
    return _said(status, words or "", str(status))


def _busy(error: OperationalError) -> Page:
    """A locked or unreachable database: nothing was kept, trying again is safe."""
    log.error("database not answering: %s", type(error.orig).__name__)
    return _said(503, _NO_ANSWER, "503")


def _unexpected(error: Exception) -> Page:
    """Never the message or the trace of values: either may hold a code or an answer (docs/promise.md#no-trace)."""
    places = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    log.error("unexpected %s at %s", type(error).__name__, " < ".join(reversed(places[-6:])))
    return _said(500, _FAULT, "500")


def _said(status: int, message: str, page: str) -> Page:
    if request.path.startswith(PROGRAMS):
        return _problem(status, message)
    return render_template(f"errors/{page}.html", message=message), status


def _problem(status: int, detail: str) -> Response:
    title = HTTPStatus(status).phrase
    body = json.dumps({"title": title, "status": status, "detail": detail}, ensure_ascii=False)
    return Response(f"{body}\n", status, content_type="application/problem+json")
