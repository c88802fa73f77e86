"""Fresh: whether somebody has shown in the last minutes that it is still they who sit there.

A view that does what cannot be taken back, or lets somebody in, stands under ``fresh``:

    @door.post("/accounts/<int:number>/close")
    @requires(Role.OFFICE)
    @fresh(page="office.account")
    def close(number: int) -> Response: ...
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar
from urllib.parse import urlencode

from flask import current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from pulse.access import session

P = ParamSpec("P")
R = TypeVar("R")

#: Minutes for which a password, a code or a log-in counts as fresh.
MINUTES = 5


def fresh(
    minutes: int = MINUTES, *, page: str | None = None
) -> Callable[[Callable[P, R]], Callable[P, R | Response]]:
    """Send whoever has not shown it lately to /staff/confirm, and nothing is done.

    ``page``: the endpoint they come back to, with the view's own arguments; without it the same address, which must
    then be one that can be looked at. Stands below ``requires``, so somebody is logged in.
    """

    def guard(view: Callable[P, R]) -> Callable[P, R | Response]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R | Response:
            if session.is_fresh(minutes):
                return view(*args, **kwargs)
            back = request.path if page is None else _address(page)
            # A plain address: another process may serve the staff room.
            return redirect(f"/staff/confirm?{urlencode({'next': back}, safe='/')}")

        return guarded

    return guard


def _address(page: str) -> str:
    """The page's address, with as many of the view's arguments as it has."""
    rule = next(current_app.url_map.iter_rules(page))
    given = request.view_args or {}
    return url_for(page, **{name: given[name] for name in rule.arguments})
