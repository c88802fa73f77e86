"""One action with its history; publishing it, and putting a draft away."""

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from pulse.access import account, audit
from pulse.access.permissions import Role, requires
from pulse.director import scope
from pulse.director.door import door
from pulse.director.figures import for_all_staff
from pulse.extensions import people
from surveys.reports import actions as kept
from surveys.reports import rounds as published
from surveys.reports import told, topics
from surveys.reports.action import About, Action
from surveys.reports.actions import Hand, NoSuchAction


@door.get("/actions/<int:number>")
@for_all_staff
def action(number: int) -> str:
    """What it says now, and step by step how it came to that. A draft of somebody else's part is not there."""
    rounds = published.load(people())
    seen = scope.readable(rounds, kept.find(people(), number))
    if seen is None:
        raise NoSuchAction("There is no such action.")
    (one,) = told.tell(rounds, [seen])
    return render_template(
        "director/action.html",
        title=f"Action on {one.subject.name}",
        told=one,
        has_trend=one.subject.about is About.TOPIC
        and one.subject.code in {topic.code for topic in topics.scored(rounds)},
        may_write=scope.may_act_on(rounds, seen.aim.group),
    )


@door.post("/actions/<int:number>/publish")
@requires(Role.DIRECTOR)
def publish_action(number: int) -> Response:
    """One tap: from now on everybody reads it."""
    own = to_write(number)
    kept.publish(people(), number, hand())
    audit.record(people(), account.logged_in().email, "action published", in_words(own))
    people().commit()
    flash("Published. Workers read it on the results page now.", "done")
    return redirect(url_for("director.action", number=number))


@door.post("/actions/<int:number>/discard")
@requires(Role.DIRECTOR)
def discard_action(number: int) -> Response:
    """A draft that nobody wants any more."""
    own = to_write(number)
    kept.discard(people(), number, hand())
    audit.record(people(), account.logged_in().email, "action discarded", in_words(own))
    people().commit()
    flash("The draft is put away. Workers never saw it.", "done")
    return redirect(url_for("director.actions"))


def to_write(number: int) -> Action:
    """An action of the writer's own part of the organisation; others' are refused, and others' drafts are not there."""
    own = kept.find(people(), number)
    if not scope.may_act_on(published.load(people()), own.aim.group):
        if own.is_draft:
            raise NoSuchAction("There is no such action.")
        abort(403)
    return own


def hand() -> Hand:
    """Who writes, and what they had read: the form says it."""
    return Hand(account.logged_in().email, request.form.get("seen", 0, type=int))


def in_words(own: Action) -> str:
    """For the audit log: which one, never what it says."""
    aim = own.aim
    return f"action {own.number}: {aim.about} {aim.code}, group {aim.group}, round {aim.wave}"
