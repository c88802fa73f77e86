"""The staff session: how a log-in is kept, and for how long."""

from collections.abc import Callable
from datetime import timedelta
from typing import cast

from flask import Flask, Request, Response
from flask import request as current_request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from flask_security import Security, SQLAlchemySessionUserDatastore
from sqlalchemy.orm import Session, scoped_session
from werkzeug.local import LocalProxy

from pulse.access.account import StaffAccount, StaffRole
from pulse.extensions import people

#: Where the session's cookie is read and set. Everywhere else it does not exist, even for staff.
STAFF_PATHS = ("/staff", "/director", "/stewards", "/checks", "/office")


class StaffSessions(SecureCookieSessionInterface):
    """Sessions for staff pages alone: a worker's page neither reads nor sets a cookie."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        if _is_staff(request):
            return super().open_session(app, request)
        return SecureCookieSession()

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if _is_staff(current_request):
            super().save_session(app, session, response)


def _is_staff(asked: Request) -> bool:
    return asked.path.startswith(STAFF_PATHS)


def init_app(app: Flask) -> None:
    """Flask-Security keeps the log-in and the password hashes; Pulse has its own pages for them."""
    app.session_interface = StaffSessions()
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
        PERMANENT_SESSION_LIFETIME=timedelta(hours=8),
    )
    # The datastore takes any session with scalar(); the proxy is the request's own.
    session = cast("scoped_session[Session]", LocalProxy(people))
    datastore = SQLAlchemySessionUserDatastore(session, StaffAccount, StaffRole)
    security = Security(app, datastore, register_blueprint=False)
    loaders = security.principal.identity_loaders
    loaders.extend([_for_staff_alone(loaders.popleft()) for _ in range(len(loaders))])


def _for_staff_alone(load: Callable[[], object]) -> Callable[[], object]:
    """Ask who somebody is where there is a session, and nowhere else."""
    return lambda: load() if _is_staff(current_request) else None
