"""Logging out, everywhere: a cookie that somebody copied is worth nothing afterwards."""

import secrets

from flask import redirect, session, url_for
from flask_security import current_user, logout_user
from werkzeug.wrappers import Response

from pulse.access import account
from pulse.extensions import people
from pulse.staff.door import door


@door.post("/log-out")
def log_out() -> Response:
    """End every session of this account: its cookies name what it is no longer called."""
    if current_user.is_authenticated:
        account.logged_in().fs_uniquifier = secrets.token_hex(16)
        people().commit()
    logout_user()
    session.clear()
    return redirect(url_for("staff.log_in"))
