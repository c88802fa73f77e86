"""The first page: for workers. Staff find their way in at its foot."""

from flask import render_template

from pulse.extensions import ballot
from pulse.pages import promised
from pulse.pages.door import door


@door.get("/")
def home() -> str:
    """What this is, whether a round is open, and where the results are."""
    return render_template("pages/home.html", promised=promised.open_now(ballot()))
