"""Pages that are the same every day: help, accessibility."""

from flask import render_template

from pulse.pages.door import door


@door.get("/help")
def help_page() -> str:
    """Who can help now, which a survey cannot."""
    return render_template("pages/help.html")


@door.get("/accessibility")
def accessibility() -> str:
    """What these pages can do for whom, and where to say that they do not."""
    return render_template("pages/accessibility.html")
