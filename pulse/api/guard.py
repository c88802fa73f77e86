"""Guard: whose key a program brings. No cookie counts here, and no log-in; who brings no key learns nothing else."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Final, ParamSpec, TypeVar, cast

from flask import g, request
from sqlalchemy.exc import OperationalError
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Forbidden, Unauthorized

from pulse.access import api_key
from pulse.access.api_key import ApiKey
from pulse.access.permissions import Role
from pulse.extensions import people, people_to_note
from surveys import clock

P = ParamSpec("P")
R = TypeVar("R")

#: Figures are the same for everybody who has an account.
READERS: Final = tuple(Role)

_BEARER: Final = re.compile(
    rf"bearer +({api_key.MARK}[\w-]{{{api_key.LENGTH - len(api_key.MARK)}}})", re.ASCII | re.I
)
_NO_KEY: Final = "Send a key with the request: Authorization: Bearer pulse_…"
_NOT_VALID: Final = (
    "This key is not valid. It is mistyped, over or revoked; make a new one at /staff/keys."
)
_CLOSED: Final = "The account that this key belongs to is closed."


def keyed(view: Callable[P, R]) -> Callable[P, R]:
    """Let only who brings a key in that works today, and write down the day."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        g.api_key = _admitted()
        _note(the_key())
        return view(*args, **kwargs)

    guarded.allowed = READERS  # type: ignore[attr-defined]  # read by the route census
    return guarded


def the_key() -> ApiKey:
    """The key of this request; only inside a view that is ``keyed``."""
    return cast("ApiKey", g.api_key)


def _admitted() -> ApiKey:
    """Raises Unauthorized, and Forbidden for the key of somebody who may no longer log in."""
    brought = request.headers.getlist("Authorization")
    written = _BEARER.fullmatch(brought[0].strip()) if len(brought) == 1 else None
    if written is None:
        raise Unauthorized(
            _NOT_VALID if brought else _NO_KEY, www_authenticate=_challenge(bool(brought))
        )
    found = api_key.find(people(), written[1])
    if found is None:
        raise Unauthorized(_NOT_VALID, www_authenticate=_challenge(wrong=True))
    key, owner = found
    if not owner.active:
        raise Forbidden(_CLOSED)
    return key


def _challenge(wrong: bool) -> WWWAuthenticate:
    words: dict[str, str | None] = {"realm": "Pulse"}
    return WWWAuthenticate("bearer", words | {"error": "invalid_token"} if wrong else words)


def _note(key: ApiKey) -> None:
    """At most one small write a key and day; a database that is busy is no reason to refuse figures."""
    if key.used_on == clock.today():
        return
    try:
        with people_to_note() as line:
            api_key.note_use(line, key)
            line.commit()
    except OperationalError:
        pass  # the next request of the day tries again
