"""The staff session: how a log-in is kept, for how long, and how it ends at once and everywhere.

The cookie is signed. It names a row of ``staff_session`` and holds three minutes: since when, last seen, last confirmed.
They are there and not in the database, because no table tells when somebody was at work, and because looking at a page
writes nothing.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import cast

from flask import Flask, Request, Response
from flask import request as current_request
from flask import session as cookie
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from flask_security import Security, SQLAlchemySessionUserDatastore
from flask_security import login_user as security_log_in
from flask_security import logout_user as security_log_out
from sqlalchemy.orm import Session, scoped_session
from werkzeug.local import LocalProxy

from pulse.access import lockout, moment, staff_session
from pulse.access.account import StaffAccount, StaffRole
from pulse.access.demands import demands
from pulse.extensions import people
from surveys import clock

#: Where the session's cookie is read and set. Everywhere else it does not exist, even for staff.
STAFF_PATHS = ("/staff", "/director", "/stewards", "/checks", "/rules", "/office")
_HELD = "pulse"


class StaffSessions(SecureCookieSessionInterface):
    """Sessions for staff pages alone: a worker's page neither reads nor sets a cookie."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        if _is_staff(request):
            return super().open_session(app, request)
        return SecureCookieSession()

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if _is_staff(current_request):
            super().save_session(app, session, response)


def log_in(person: StaffAccount, *, by_single_sign_on: bool = False) -> None:
    """Begin a session, under a new name for the browser, and forget what was tried before. The caller commits."""
    browser = current_request.user_agent.string
    token = staff_session.begin(people(), person, browser, by_single_sign_on=by_single_sign_on)
    person.logged_in_on = clock.today()
    lockout.wipe(person)
    cookie.clear()
    security_log_in(person)
    now = moment.minute()
    cookie[_HELD] = {"token": token, "since": now, "seen": now, "fresh": now}


def log_out() -> None:
    """End this session alone. The caller commits."""
    found = staff_session.find(people(), this())
    if found is not None:
        people().delete(found[0])
    security_log_out()
    cookie.clear()


def this() -> str:
    """What the cookie of this session holds; empty where there is none."""
    return str(_held().get("token", ""))


def is_fresh(minutes: int) -> bool:
    """Whether this session was confirmed within so many minutes."""
    return 0 <= moment.minute() - int(_held().get("fresh", 0)) < minutes


def minutes_left() -> tuple[int, int]:
    """Minutes until this log-in ends when no other page is opened, and until it ends whatever is done."""
    at_most = max(0, int(_held().get("since", 0)) + demands().lasts_minutes - moment.minute())
    return min(demands().idle_minutes, at_most), at_most


def confirm() -> None:
    """Somebody showed that it is still they."""
    cookie[_HELD] = _held() | {"fresh": moment.minute()}


def _held() -> dict[str, str | int]:
    found = cookie.get(_HELD)
    return found if isinstance(found, dict) else {}


def _load(name: str) -> StaffAccount | None:
    """Who this cookie stands for, if its session is neither ended, nor idle for too long, nor too old."""
    held, now = _held(), moment.minute()
    since, seen = int(held.get("since", 0)), int(held.get("seen", 0))
    if now - seen > demands().idle_minutes or now - since > demands().lasts_minutes:
        return None
    found = staff_session.find(people(), str(held.get("token", "")))
    if found is None or found[1].fs_uniquifier != name:
        return None
    if seen != now:
        cookie[_HELD] = held | {"seen": now}
    return found[1]


def _is_staff(asked: Request) -> bool:
    return asked.path.startswith(STAFF_PATHS)


def init_app(app: Flask) -> None:
    """Flask-Security keeps the password hashes and who asks; Pulse has its own pages and sessions."""
    app.session_interface = StaffSessions()
    lasts = app.extensions["pulse_demands"].lasts_minutes
    app.config.update(
        SECURITY_PASSWORD_SINGLE_HASH=["argon2"],
        SECURITY_PASSWORD_HASH="argon2",  # noqa: S106 - the name of a method, not a password
        SECURITY_PASSWORD_SCHEMES=["argon2"],
        # 19 MiB and two passes: OWASP's least for argon2id. The default of 64 MiB a log-in starves a small server.
        SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS={
            "argon2__memory_cost": 19_456,
            "argon2__time_cost": 2,
            "argon2__parallelism": 1,
        },
        SECURITY_TRACKABLE=False,
        SECURITY_CLI_USERS_NAME=None,
        SECURITY_CLI_ROLES_NAME=None,
        SECURITY_JOIN_USER_ROLES=False,
        SECURITY_EMAIL_VALIDATOR_ARGS={"check_deliverability": False, "test_environment": True},
        SESSION_COOKIE_NAME="pulse_staff",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(minutes=lasts),
    )
    # The datastore takes any session with scalar(); the proxy is the request's own.
    session = cast("scoped_session[Session]", LocalProxy(people))
    datastore = SQLAlchemySessionUserDatastore(session, StaffAccount, StaffRole)
    security = Security(app, datastore, register_blueprint=False)
    # Flask-Login would keep a hash of the machine's address in the cookie; nothing here knows an address.
    security.login_manager.session_protection = None
    security.login_manager.user_loader(_load)
    security.login_manager.request_loader(_nobody)
    loaders = security.principal.identity_loaders
    loaders.extend([_for_staff_alone(loaders.popleft()) for _ in range(len(loaders))])


def _nobody(_: Request) -> None:
    """Flask-Security would take a token from a header; Pulse gives none, so it takes none."""


def _for_staff_alone(load: Callable[[], object]) -> Callable[[], object]:
    """Ask who somebody is where there is a session, and nowhere else."""
    return lambda: load() if _is_staff(current_request) else None
