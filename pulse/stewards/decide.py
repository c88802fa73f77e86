"""Deciding on a comment: approve, count by topic only, undo. Each says what it did and goes on to the next."""

from collections.abc import Callable
from functools import wraps

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from pulse.access import audit
from pulse.access.permissions import STEWARDS, requires
from pulse.extensions import people
from pulse.stewards import desk
from pulse.stewards.clear import Problem, page, seen
from pulse.stewards.desk import Desk
from pulse.stewards.door import door
from surveys.clearing import decisions, queue
from surveys.clearing.decisions import Reason
from surveys.clearing.queue import Clearing
from surveys.errors import Refusal
from surveys.reports import rounds

Page = Response | str | tuple[str, int]
Verb = Callable[[str, str], Page]


class ChangedMeanwhile(Refusal):
    """Another reader changed the comment after this one opened it."""


def kindly(verb: Verb) -> Verb:
    """A refusal is said above the comment it is about; nothing is half done."""

    @wraps(verb)
    def said(wave: str, key: str) -> Page:
        try:
            return verb(wave, key)
        except Refusal as refusal:
            people().rollback()
            flash(str(refusal), "error")
            return redirect(url_for("stewards.clear", wave=wave, at=key))

    return said


@door.post("/clear/<wave>/<key>/approve")
@requires(*STEWARDS)
@kindly
def approve(wave: str, key: str) -> Page:
    """Let it be published."""
    own = clearing(key)
    decisions.approve(people(), key, readers=own.readers)
    return done(wave, key, "comment approved")


@door.post("/clear/<wave>/<key>/topic-only")
@requires(*STEWARDS)
@kindly
def topic_only(wave: str, key: str) -> Page:
    """Ask that no person reads it, or agree with another reader who asked."""
    own, given = clearing(key), request.form.get("reason", "")
    if given not in list(Reason):
        return page(wave, key, Problem("reason", "Choose a reason from the list")), 422
    state = decisions.topic_only(
        people(), key, steward=own.steward, reason=Reason(given), readers=own.readers
    )
    agreed = state is Clearing.TOPIC_ONLY
    return done(wave, key, "comment counted by topic only" if agreed else "topic only asked for")


@door.post("/clear/<wave>/<key>/undo")
@requires(*STEWARDS)
@kindly
def undo(wave: str, key: str) -> Page:
    """Let it wait again, and show it."""
    own = desk.mine()
    own.demand_clearing(rounds.load(people()))
    decisions.undo(people(), key, readers=own.readers)
    return done(wave, key, "comment decision undone")


def clearing(key: str) -> Desk:
    """The reader who decides on what they have seen. Raises OnlyTheWhole, NoSuchComment, ChangedMeanwhile."""
    own = desk.mine()
    own.demand_clearing(rounds.load(people()))
    entry = queue.find(people(), key, own.readers)
    if request.form.get("seen") != seen(entry):
        raise ChangedMeanwhile(
            "Another comment reader changed this comment while you were reading it. Read it again."
        )
    return own


def done(wave: str, key: str, act: str) -> Response:
    """Write down that it was done, never to which comment, and show what comes next."""
    audit.record(people(), desk.mine().email, act, f"round {wave}")
    people().commit()
    return redirect(url_for("stewards.clear", wave=wave, at=key, _anchor="comment"))
