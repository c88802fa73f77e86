"""Trying a change of the code frame on released comments, and saving it as a version.

A job tries it (``pulse.jobs.try_change``): finding phrases needs what the website does not load.
"""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from pulse.access import audit
from pulse.access.permissions import STEWARDS, requires
from pulse.extensions import people
from pulse.stewards import asked, desk, outcome, questions
from pulse.stewards.door import door
from pulse.stewards.frame import add_page, names, newest, theme_page
from surveys.coding import frames, left_behind, typed
from surveys.coding.addition import Addition, of_documents
from surveys.coding.change import BadChange, Change
from surveys.coding.inquiry import FrameInquiry
from surveys.coding.typed import Typed
from surveys.errors import Refusal
from surveys.reports import rounds

Page = Response | str | tuple[str, int]


class NotTried(Refusal):
    """A change is saved after it was tried and no mistake was found."""


@door.post("/themes/theme/<code>/try")
@requires(*STEWARDS)
def try_phrases(code: str) -> Page:
    """Ask that phrases, exceptions or a Welsh name for a theme be tried."""
    sent = Typed.sent(request.form)
    try:
        change = typed.to_theme(code, sent, _known())
    except BadChange as problem:
        return theme_page(code, sent, [(problem.field, str(problem))]), 422
    return asked.ask(Addition((change,)))


@door.post("/themes/new/try")
@requires(*STEWARDS)
def try_theme() -> Page:
    """Ask that a new theme be tried."""
    sent = Typed.sent(request.form)
    try:
        change = typed.new_theme(sent, _known())
    except BadChange as problem:
        return add_page(sent, [(problem.field, str(problem))]), 422
    return asked.ask(Addition((change,)))


@door.post("/themes/bring")
@requires(*STEWARDS)
def bring() -> Response:
    """Ask what of the phrases that readers added to an older list would go into the newer one, and what they would change."""
    changes = left_behind.changes(people())
    if not changes:
        flash("There is nothing to bring over.")
        return redirect(url_for("stewards.frame"))
    return asked.ask(Addition(changes, brought=True))


@door.get("/themes/trials/<int:number>")
@requires(*STEWARDS)
def trial(number: int) -> str:
    """What the trial changes, once it is done; what was typed where it has mistakes. Raises NoSuchInquiry."""
    row, addition = asked.trial(number)
    known, current = rounds.load(people()), frames.newest(people())
    called = names(newest(), addition.changes)
    return render_template(
        "stewards/brought.html" if addition.brought else "stewards/trial.html",
        number=number,
        change=addition.changes[0],
        names=called,
        state=questions.state(people(), row),
        answer=row.answer or {},
        kept=_kept(row),
        errors=[("", said) for _, said in asked.mistakes(row)],
        outcomes=outcome.of_trial(row, known, called),
        rounds={each.release.wave: each.label for each in known},
        overtaken=row.version != current,
        current=current,
        next=frames.next_version(people()),
    )


@door.post("/themes/trials/<int:number>/again")
@requires(*STEWARDS)
def try_again(number: int) -> Response:
    """Try the same on the newest version, when somebody saved one meanwhile. Raises NoSuchInquiry."""
    _, addition = asked.trial(number)
    return asked.ask(addition)


@door.post("/themes/trials/<int:number>/save")
@requires(*STEWARDS)
def save(number: int) -> Response:
    """Save what was tried as the next version. Raises NoSuchInquiry, NotTried."""
    own = desk.mine()
    row, addition = asked.trial(number)
    fingerprint = (row.answer or {}).get("fingerprint")
    if not isinstance(fingerprint, str):
        raise NotTried("Try the phrases first. They can be saved once no mistake is found.")
    if addition.brought:
        addition = Addition(_kept(row), brought=True)
    try:
        version = frames.save(
            people(), addition, based_on=row.version, fingerprint=fingerprint, by=own.email
        )
    except frames.SavedMeanwhile as refusal:
        people().rollback()
        flash(str(refusal), "error")
        return redirect(url_for("stewards.trial", number=number))
    act = "phrases brought to a new list" if addition.brought else "themes extended"
    audit.record(people(), own.email, act, f"{version}: {addition.summary}")
    people().commit()
    flash(f"Saved as {version}. It is used for the next round whose comments are read.", "done")
    return redirect(url_for("stewards.frame"))


def _known() -> dict[str, str]:
    """The codes of the themes with their Welsh names."""
    return {one.code: one.welsh for one in newest()}


def _kept(row: FrameInquiry) -> tuple[Change, ...]:
    """What of an older list goes into the newer one."""
    return of_documents((row.answer or {}).get("kept", []))
