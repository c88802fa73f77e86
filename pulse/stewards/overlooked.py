"""What the themes miss, as a page: comments without a theme, phrases of these, phrases that rise."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from pulse import outbox
from pulse.access.permissions import STEWARDS, requires
from pulse.extensions import people
from pulse.stewards import desk, questions
from pulse.stewards.door import door
from surveys.coding import frames, inquiry
from surveys.coding.inquiry import Kind
from surveys.reports import rounds


@door.get("/themes/missed")
@requires(*STEWARDS)
def missed() -> str:
    """What was found when this reader asked last."""
    known = rounds.load(people())
    row = inquiry.latest(people(), Kind.MISSED, desk.mine().asking)
    answer = (row.answer or {}) if row else {}
    own = next((each for each in known if each.release.wave == answer.get("wave")), None)
    return render_template(
        "stewards/missed.html",
        state=questions.state(people(), row) if row else None,
        answer=answer,
        version=row.version if row else "",
        round=own,
        newer=bool(own and known[-1] is not own),
    )


@door.post("/themes/missed")
@requires(*STEWARDS)
def look_again() -> Response:
    """Ask that a job look, in what this reader may read."""
    own = desk.mine()
    row = inquiry.ask(people(), Kind.MISSED, own.asking, frames.newest(people()))
    outbox.enqueue(people(), questions.JOBS[Kind.MISSED], str(row.id))
    people().commit()
    return redirect(url_for("stewards.missed"))
