"""Who may: roles, and the readers each role stands for. What may be shown at all is the pledge's business, not this one's."""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Final, ParamSpec, TypeVar
from urllib.parse import urlencode

from flask import abort, redirect, request
from flask_security import current_user
from werkzeug.wrappers import Response

from surveys.comments.readers import Reader

P = ParamSpec("P")
R = TypeVar("R")


class Role(StrEnum):
    """What a member of staff does here. A worker has no role and no account."""

    DIRECTOR = "director"
    UNION = "union"
    PSW = "psw"
    OFFICE = "office"
    #: holds a key and does nothing else here: the outsider whom union and employer both name
    KEYHOLDER = "keyholder"


#: On pages.
ROLE_NAMES: Final = {
    Role.DIRECTOR: "Director",
    Role.UNION: "Union representative",
    Role.PSW: "Principal social worker",
    Role.OFFICE: "Survey office",
    Role.KEYHOLDER: "Keyholder",
}

STEWARDS: Final = (Role.UNION, Role.PSW)
#: Whoever reads comments.
COMMENT_READERS: Final = (Role.DIRECTOR, *STEWARDS)
#: Of these somebody beside the office says that the right person holds the account: they read comments, or agree on rules.
VOUCHED_FOR: Final = (*COMMENT_READERS, Role.KEYHOLDER)

#: Whose comments a role may read: those whose author chose this reader or a wider one.
_READERS: Final = {
    Role.UNION: (Reader.UNION, Reader.UNION_AND_PSW, Reader.DIRECTORS),
    Role.PSW: (Reader.UNION_AND_PSW, Reader.DIRECTORS),
    Role.DIRECTOR: (Reader.DIRECTORS,),
    Role.OFFICE: (),
    Role.KEYHOLDER: (),
}


def readers(role: Role) -> tuple[Reader, ...]:
    """The choices of an author that let this role read the comment."""
    return _READERS[role]


def requires(
    *roles: Role, whole: bool = True
) -> Callable[[Callable[P, R]], Callable[P, R | Response]]:
    """Let only these roles in. Others are sent to log in, or told plainly that this is not theirs.

    ``whole``: only those whose log-in is whole: a second factor where one is demanded, and for comment readers
    somebody who vouches for them. The pages where one sees to that are let off.
    """

    def guard(view: Callable[P, R]) -> Callable[P, R | Response]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R | Response:
            if not current_user.is_authenticated:
                # A plain address: another process may serve that room.
                asked = urlencode({"next": request.full_path.rstrip("?")}, safe="/?")
                return redirect(f"/staff/log-in?{asked}")
            if current_user.role not in roles:
                abort(403)
            if whole and (first := _first()):
                return redirect(first)
            return view(*args, **kwargs)

        guarded.allowed = roles  # type: ignore[attr-defined]  # read by the route census
        return guarded

    return guard


def _first() -> str | None:
    """The page that comes before any other, for who has logged in but may not go on yet."""
    from pulse.access.account import logged_in
    from pulse.access.demands import lacks_factor

    if lacks_factor(logged_in()):
        return "/staff/account/second-factor"
    return "/staff/account" if logged_in().waits else None
