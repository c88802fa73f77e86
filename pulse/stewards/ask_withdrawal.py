"""Asking that a published comment be withdrawn: the page that says what this cannot do, and the request."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from pulse import outbox
from pulse.access import audit
from pulse.access.fresh import fresh
from pulse.access.permissions import STEWARDS, requires
from pulse.extensions import people
from pulse.stewards import desk, speaker, taken
from pulse.stewards.door import door
from pulse.stewards.marked import marked
from surveys.clearing import withdraw
from surveys.clearing.withdrawal import LASTS
from surveys.exports import comments
from surveys.exports.words import WITHDRAWN
from surveys.releases import shelf
from surveys.releases.withdrawn import Reason
from surveys.reports import rounds

Page = Response | str | tuple[str, int]

#: The job that writes to those who are to agree.
TELL = "tell_readers"


@door.get("/comments/<int:release>/<int:position>/withdraw")
@requires(*STEWARDS)
def ask_withdrawal(release: int, position: int) -> str:
    """The comment, what withdrawing cannot do, who took it away, and the reasons. Raises OnlyTheWhole, NotPublished."""
    return _page(release, position)


@door.post("/comments/<int:release>/<int:position>/withdraw")
@requires(*STEWARDS)
@fresh(page="stewards.ask_withdrawal")
def send_withdrawal(release: int, position: int) -> Page:
    """Ask the other side. Raises NotYourOwnHand, AlreadyAsked, NotPublished."""
    given, own = request.form.get("reason", ""), desk.mine()
    if given not in list(Reason):
        return _page(release, position, "Choose a reason from the list"), 422
    speaker.demand_whole(own, rounds.load(people()))
    comment = withdraw.comment_at(people(), release, position, own.readers)
    row = withdraw.ask(people(), comment, Reason(given), speaker.own_voice())
    said = f"round {row.wave}, request {row.id}: {row.reason}"
    audit.record(people(), own.email, "withdrawing asked for", said)
    outbox.enqueue(people(), TELL, str(row.id))
    people().commit()
    flash("Asked. The comment stays where it is until a reader of the other side agrees.", "done")
    return redirect(url_for("stewards.withdrawal", number=row.id))


def _page(release: int, position: int, problem: str = "") -> str:
    known, own = rounds.load(people()), desk.mine()
    speaker.demand_whole(own, known)
    found = withdraw.comment_at(people(), release, position, own.readers)
    (told,) = comments.tell([found], known)
    return render_template(
        "stewards/ask_withdrawal.html",
        comment=told,
        reasons=[(reason.value, WITHDRAWN[reason.value]) for reason in Reason],
        taken=taken.of_wave(people(), found.wave, shelf.find(people(), release).published_on),
        lasts=LASTS,
        marked=marked,
        errors=[("reason", problem)] if problem else [],
    )
