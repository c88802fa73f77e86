"""Publishing what is cleared: asked for here, done by the job runner."""

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from pulse import outbox
from pulse.access import audit
from pulse.access.permissions import STEWARDS, requires
from pulse.extensions import people
from pulse.stewards import desk, pile
from pulse.stewards.door import door
from surveys.reports import rounds


@door.post("/clear/<wave>/publish")
@requires(*STEWARDS)
def publish(wave: str) -> Response:
    """Ask for a supplement with every comment approved so far. Raises OnlyTheWhole."""
    known, own = rounds.load(people()), desk.mine()
    own.demand_clearing(known)
    heap = pile.of(people(), own, wave, known)
    if not heap.can_publish:
        flash("There is nothing to publish in this round just now.")
        return redirect(url_for("stewards.queue"))
    outbox.enqueue(people(), pile.JOB, wave, again=True)
    audit.record(people(), own.email, "publishing of comments asked for", f"round {wave}")
    people().commit()
    flash("Asked for. The comments appear in a few minutes, under Comments.", "done")
    return redirect(url_for("stewards.queue"))
