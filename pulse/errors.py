"""The map from what went wrong to the page a person sees. The pages are vague about secrets and clear about what to do."""

import logging

from flask import Flask, render_template
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from surveys.errors import Missing, Refusal

log = logging.getLogger("pulse")

Page = tuple[str, int]

#: Statuses that have a page of their own in templates/errors/.
PAGES = (400, 403, 404, 405, 413, 429, 500, 503)


def init_app(app: Flask) -> None:
    app.register_error_handler(Missing, _missing)
    app.register_error_handler(Refusal, _refusal)
    app.register_error_handler(CSRFError, _expired)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(OperationalError, _busy)
    app.register_error_handler(Exception, _unexpected)


def _missing(refusal: Missing) -> Page:
    return render_template("errors/404.html", message=str(refusal)), 404


def _refusal(refusal: Refusal) -> Page:
    return render_template("errors/refusal.html", message=str(refusal)), 409


def _expired(_: CSRFError) -> Page:
    return render_template("errors/expired.html"), 400


def _http(error: HTTPException) -> Page | HTTPException:
    status = error.code or 500
    if status not in PAGES:
        return error
    return render_template(f"errors/{status}.html", message=error.description), status


def _busy(error: OperationalError) -> Page:
    """A locked or unreachable database: nothing was kept, trying again is safe."""
    log.error("database not answering: %s", type(error.orig).__name__)
    return render_template("errors/503.html"), 503


def _unexpected(error: Exception) -> Page:
    """Never the message or the trace of values: either may hold a code or an answer (docs/promise.md#no-trace)."""
    places = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    log.error("unexpected %s at %s", type(error).__name__, " < ".join(reversed(places[-6:])))
    return render_template("errors/500.html"), 500
