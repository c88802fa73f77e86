"""Pages that are the same every day: help, how numbers are protected, accessibility."""

from flask import render_template

from pulse.extensions import ballot
from pulse.pages import promised
from pulse.pages.door import door


@door.get("/help")
def help_page() -> str:
    """Who can help now, which a survey cannot."""
    return render_template("pages/help.html")


@door.get("/how-numbers-are-protected")
def protected() -> str:
    """Why a figure is combined or withheld, with an example."""
    return render_template("pages/protected.html", promised=promised.open_now(ballot()))


@door.get("/accessibility")
def accessibility() -> str:
    """What these pages can do for whom, and where to say that they do not."""
    return render_template("pages/accessibility.html")
