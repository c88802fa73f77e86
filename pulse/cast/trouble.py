"""What this door says when it cannot take an envelope: a few words of JSON, and not a line in any log.

Keeps docs/promise.md#no-trace. A line about one cast would hold its time. Who runs the server asks ``flask check``.
"""

from http import HTTPStatus
from typing import Final

from flask import Blueprint, Flask, Response, json
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

WORDS: Final = {
    404: "There is nothing here.",
    405: "This address takes sealed answers and nothing else.",
    413: "This is longer than sealed answers are.",
    500: "Something went wrong here. Your answers were not kept. Try to send them again.",
    503: "We cannot take your answers just now. Nothing was kept. Try to send them again.",
}


def say(words: dict[str, str], status: int) -> Response:
    """The answer of this door: it is never kept and identifies nothing."""
    return Response(json.dumps(words), status, mimetype="application/json")


def init_door(door: Blueprint) -> None:
    """For whatever goes wrong once an envelope is at this door."""
    door.register_error_handler(HTTPException, _http)
    door.register_error_handler(OperationalError, _busy)
    door.register_error_handler(Exception, _unexpected)


def init_app(app: Flask) -> None:
    """For an application that has this door alone: unknown addresses and methods too."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    said = _refused(status, error.description)
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        said.headers["Allow"] = "POST"
    return said


def _busy(_: OperationalError) -> Response:
    """A locked or unreachable database."""
    return _refused(503)


def _unexpected(_: Exception) -> Response:
    return _refused(500)


def _refused(status: int, otherwise: str | None = None) -> Response:
    words = WORDS.get(status) or otherwise or ""
    return say({"refused": words, "reason": HTTPStatus(status).phrase}, status)
