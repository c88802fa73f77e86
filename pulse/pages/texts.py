"""Pages that are the same every day: help, whistleblowing, accessibility."""

from flask import current_app, render_template

from pulse.pages.door import door


@door.get("/help")
def help_page() -> str:
    """Who can help now, which a survey cannot."""
    return render_template("pages/help.html")


@door.get("/whistleblowing")
def whistleblowing() -> str:
    """Why a comment protects nobody who reports wrongdoing, and what does."""
    return render_template("pages/whistleblowing.html")


@door.get("/accessibility")
def accessibility() -> str:
    """What these pages can do for whom, what is known not to work, and where to say so."""
    return render_template("pages/accessibility.html", contact=current_app.config["PULSE_CONTACT"])
