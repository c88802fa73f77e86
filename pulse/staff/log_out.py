"""Logging out: the session is over everywhere, so a cookie that somebody copied is worth nothing afterwards."""

from flask import redirect, url_for
from flask_security import current_user
from werkzeug.wrappers import Response

from pulse.access import session
from pulse.extensions import people
from pulse.staff.door import door


@door.post("/log-out")
def log_out() -> Response:
    """End this session. Those on other devices go on; the account's page ends them."""
    if current_user.is_authenticated:
        session.log_out()
        people().commit()
    return redirect(url_for("staff.log_in"))
