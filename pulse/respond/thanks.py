"""The thank-you page, the same for everybody in a wave: it knows nothing of who sent what."""

from flask import Response, render_template

from pulse.extensions import people
from pulse.respond import frame
from pulse.respond.door import door
from pulse.wording import Dates
from surveys.fieldwork import waves


@door.get("/answer/thanks/<wave>")
def thanks(wave: str) -> Response:
    """What happens next, when results come, and where."""
    found = waves.find(people(), wave)
    kept, reply = found.pledge.keep_days, found.pledge.reply_days
    dates = Dates(found.closes_on, found.releases_on, found.release_hour, kept, reply)
    return frame.kept(
        ("thanks", dates),
        lambda: frame.of(render_template("respond/thanks.html", dates=dates)),
    ).fill()
