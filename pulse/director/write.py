"""Writing an action: a new one, which is a draft, and what is said of one from now on."""

from collections.abc import Sequence
from dataclasses import replace

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from pulse.access import account, audit
from pulse.access.permissions import Role, requires
from pulse.director import scope, typed
from pulse.director.action import hand, in_words, to_write
from pulse.director.door import door
from pulse.director.figures import nothing
from pulse.director.typed import Typed
from pulse.extensions import people
from surveys.errors import Missing
from surveys.reports import actions as kept
from surveys.reports import rounds as published
from surveys.reports import subject, told
from surveys.reports.action import Action, Aim
from surveys.reports.actions import ChangedMeanwhile
from surveys.reports.intent import STATE_NAMES, BadIntent, Intent, Problem

Page = str | tuple[str, int] | Response
TITLE = "Record an action"


@door.get("/actions/new")
@requires(Role.DIRECTOR)
def new_action() -> Page:
    """The form. The address may name a topic or theme, a group and a round."""
    rounds = published.load(people())
    if not rounds:
        return nothing(TITLE)
    given = {name: request.args.get(name, "") for name in ("about", "group", "round")}
    own = scope.groups(rounds)
    usual = {"round": rounds[-1].release.wave, "group": own[0].code if own else ""}
    return _new(
        {
            **dict.fromkeys((*typed.FIELDS, "roles"), ""),
            **given,
            **{k: given[k] or usual[k] for k in usual},
        }
    )


@door.post("/actions/new")
@requires(Role.DIRECTOR)
def draft_action() -> Page:
    """Keep it as a draft, or say beside each field what is wrong."""
    sent = typed.sent()
    try:
        aim, intent = _read(sent)
        by = account.logged_in().email
        made = kept.draft(people(), aim, intent, by, typed.roles_sent())
    except BadIntent as bad:
        return _new(sent, bad.problems), 422
    audit.record(people(), account.logged_in().email, "action drafted", in_words(made))
    people().commit()
    flash("Kept as a draft. Workers do not see it until you publish it.", "done")
    return redirect(url_for("director.action", number=made.number))


@door.get("/actions/<int:number>/edit")
@requires(Role.DIRECTOR)
def edit_action(number: int) -> Page:
    """What it says now, to be changed."""
    own = to_write(number)
    return _edit(own, typed.of(own.now))


@door.post("/actions/<int:number>/edit")
@requires(Role.DIRECTOR)
def change_action(number: int) -> Page:
    """Add an entry to its history. Whoever came second reads what the other wrote, and keeps what they typed."""
    own, sent = to_write(number), typed.sent()
    try:
        writer = replace(hand(), roles=typed.roles_sent())
        kept.change(people(), number, typed.intent(sent), writer, note=sent["note"])
    except BadIntent as bad:
        return _edit(own, sent, bad.problems, seen=hand().seen), 422
    except ChangedMeanwhile as late:
        people().rollback()
        own = to_write(number)
        return _edit(own, sent, [Problem("", str(late))], meanwhile=True), 409
    audit.record(people(), account.logged_in().email, "action changed", in_words(own))
    people().commit()
    said = "It is in the history that workers read." if not own.is_draft else "It is still a draft."
    flash(f"Changed. {said}", "done")
    return redirect(url_for("director.action", number=number))


def _read(sent: Typed) -> tuple[Aim, Intent]:
    """Raises BadIntent with everything that is wrong, so that nobody is sent back twice."""
    problems: list[Problem] = []
    try:
        intent = typed.intent(sent)
        kept.check(people(), intent, typed.roles_sent())
    except BadIntent as bad:
        problems += bad.problems
    try:
        aim = _own_aim(sent)
    except BadIntent as bad:
        problems[:0] = bad.problems
    if problems:
        raise BadIntent(problems)
    return aim, intent


def _own_aim(sent: Typed) -> Aim:
    """Raises BadIntent where it is about nothing, or for a group outside the writer's scope."""
    rounds = published.load(people())
    aim = typed.aim(sent)
    if aim.group not in {group.code for group in scope.groups(rounds)}:
        raise BadIntent([Problem("group", "Choose a group of your part of the organisation")])
    try:
        subject.find(rounds, aim.about, aim.code)
        published.find(rounds, aim.wave)
    except Missing as missing:
        raise BadIntent([Problem("about", str(missing))]) from None
    return aim


def _new(sent: Typed, problems: Sequence[Problem] = ()) -> str:
    rounds = published.load(people())
    return render_template(
        "director/new_action.html",
        title=TITLE,
        rounds=rounds,
        groups=scope.groups(rounds),
        subjects=subject.every(rounds),
        states=_states(),
        typed=sent,
        problems=problems,
    )


def _edit(
    own: Action,
    sent: Typed,
    problems: Sequence[Problem] = (),
    *,
    seen: int | None = None,
    meanwhile: bool = False,
) -> str:
    """``meanwhile``: somebody else has written since; show what it says now above the form."""
    (one,) = told.tell(published.load(people()), [own])
    return render_template(
        "director/edit_action.html",
        title=f"Change the action on {one.subject.name}",
        told=one,
        seen=own.last.number if seen is None else seen,
        meanwhile=meanwhile,
        states=_states(),
        typed=sent,
        problems=problems,
    )


def _states() -> list[tuple[str, str]]:
    return [(state.value, name) for state, name in STATE_NAMES.items()]
