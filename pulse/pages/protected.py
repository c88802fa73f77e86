"""How numbers are protected: the rule in one sentence, an example that the rule itself works out, and its limits."""

from flask import render_template

from pulse.extensions import ballot
from pulse.pages import promised
from pulse.pages.door import door
from pulse.pages.worked_example import FEWEST, worked_example


@door.get("/how-numbers-are-protected")
def protected() -> str:
    """Why a figure is combined or withheld, with an example."""
    return render_template(
        "pages/protected.html",
        promised=promised.open_now(ballot()),
        example=worked_example(),
        fewest=FEWEST,
    )
