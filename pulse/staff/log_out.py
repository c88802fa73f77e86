"""Logging out."""

from flask import redirect, session, url_for
from flask_security import logout_user
from werkzeug.wrappers import Response

from pulse.staff.door import door


@door.post("/log-out")
def log_out() -> Response:
    """End this browser's session."""
    logout_user()
    session.clear()
    return redirect(url_for("staff.log_in"))
