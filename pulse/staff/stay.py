"""Staying logged in: a page that does nothing but be opened, which is what keeps a log-in going (WCAG 2.2.1)."""

from flask import render_template

from pulse.access.permissions import Role, requires
from pulse.staff.door import door


@door.get("/stay")
@requires(*Role, whole=False)
def stay() -> str:
    """Opened in another tab by hand, or fetched by the script of a page that somebody types on."""
    return render_template("staff/stay.html")
