"""The staff session: how a log-in is kept, and for how long."""

from datetime import timedelta

from flask import Flask
from flask_security import Security, SQLAlchemySessionUserDatastore
from werkzeug.local import LocalProxy

from pulse.access.account import StaffAccount, StaffRole
from pulse.extensions import people


def init_app(app: Flask) -> None:
    """Flask-Security keeps the log-in and the password hashes; Pulse has its own pages for them."""
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
        SECURITY_JOIN_USER_ROLES=False,
        SECURITY_EMAIL_VALIDATOR_ARGS={"check_deliverability": False, "test_environment": True},
        SESSION_COOKIE_NAME="pulse_staff",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(hours=8),
    )
    datastore = SQLAlchemySessionUserDatastore(LocalProxy(people), StaffAccount, StaffRole)
    Security(app, datastore, register_blueprint=False)
