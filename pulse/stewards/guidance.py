"""How to clear, as a page: the short form of docs/clearing.md."""

from flask import render_template

from pulse.access.permissions import STEWARDS, requires
from pulse.stewards.door import door
from surveys.exports.words import REASONS


@door.get("/how-to-clear")
@requires(*STEWARDS)
def how_to_clear() -> str:
    """What to look for, what to do about harm, when a comment may be counted by topic only."""
    return render_template("stewards/how_to_clear.html", reasons=REASONS.values())
