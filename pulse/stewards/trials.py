"""Trying a change of the code frame on released comments, and saving it as a version.

A job tries it (``pulse.jobs.try_change``): finding phrases needs what the website does not load.
"""

from dataclasses import dataclass
from typing import cast

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from pulse import outbox
from pulse.access import audit
from pulse.access.permissions import STEWARDS, requires
from pulse.extensions import people
from pulse.stewards import desk, questions
from pulse.stewards.door import door
from pulse.stewards.frame import add_page, newest, theme_page
from pulse.stewards.marked import marked
from surveys.coding import change as changes
from surveys.coding import frames, inquiry
from surveys.coding.change import BadChange, Change
from surveys.coding.inquiry import FrameInquiry, Kind
from surveys.errors import Refusal
from surveys.exports.words import POLARITIES
from surveys.reports import rounds

Page = Response | str | tuple[str, int]


class NotTried(Refusal):
    """A change is saved after it was tried and no mistake was found."""


@dataclass(frozen=True)
class Outcome:
    """What a trial changed in one comment: theme names with what is said of them, before and now."""

    text: object
    before: str
    after: str
    where: str


@door.post("/themes/theme/<code>/try")
@requires(*STEWARDS)
def try_phrases(code: str) -> Page:
    """Ask that phrases for a theme be tried."""
    form = request.form
    try:
        change = changes.to_theme(
            code,
            form.get("polarity", ""),
            form.get("phrases", ""),
            sensitive="sensitive" in form,
            known=[one.code for one in newest()],
        )
    except BadChange as problem:
        return theme_page(code, form, problem), 422
    return _ask(change)


@door.post("/themes/new/try")
@requires(*STEWARDS)
def try_theme() -> Page:
    """Ask that a new theme be tried."""
    form = request.form
    try:
        change = changes.new_theme(
            form.get("name", ""),
            form.get("definition", ""),
            form.get("polarity", ""),
            form.get("phrases", ""),
            form.get("sensitive", ""),
            [one.code for one in newest()],
        )
    except BadChange as problem:
        return add_page(form, problem), 422
    return _ask(change)


@door.get("/themes/trials/<int:number>")
@requires(*STEWARDS)
def trial(number: int) -> str:
    """What the trial changes, once it is done; what was typed where it has mistakes. Raises NoSuchInquiry."""
    row = inquiry.find(people(), number, desk.mine().asking)
    change = Change.from_document(row.change or {})
    answer = row.answer or {}
    known = {each.release.wave: each.label for each in rounds.load(people())}
    current = frames.newest(people())
    return render_template(
        "stewards/trial.html",
        number=number,
        change=change,
        name=change.name or {one.code: one.name for one in newest()}.get(change.theme),
        state=questions.state(people(), row),
        answer=answer,
        errors=[("", mistake) for mistake in cast("list[str]", answer.get("mistakes", []))],
        outcomes=_outcomes(row, known),
        rounds=known,
        overtaken=row.version != current,
        current=current,
        next=frames.next_version(people()),
    )


@door.post("/themes/trials/<int:number>/again")
@requires(*STEWARDS)
def try_again(number: int) -> Response:
    """Try the same on the newest version, when somebody saved one meanwhile. Raises NoSuchInquiry."""
    row = inquiry.find(people(), number, desk.mine().asking)
    return _ask(Change.from_document(row.change or {}))


@door.post("/themes/trials/<int:number>/save")
@requires(*STEWARDS)
def save(number: int) -> Response:
    """Save what was tried as the next version. Raises NoSuchInquiry, NotTried."""
    own = desk.mine()
    row = inquiry.find(people(), number, own.asking)
    fingerprint = (row.answer or {}).get("fingerprint")
    if not isinstance(fingerprint, str):
        raise NotTried("Try the phrases first. They can be saved once no mistake is found.")
    change = Change.from_document(row.change or {})
    try:
        version = frames.save(
            people(), change, based_on=row.version, fingerprint=fingerprint, by=own.email
        )
    except frames.SavedMeanwhile as refusal:
        people().rollback()
        flash(str(refusal), "error")
        return redirect(url_for("stewards.trial", number=number))
    about = f"{version}: {len(change.phrases)} phrases for {change.theme}"
    audit.record(people(), own.email, "themes extended", about)
    people().commit()
    flash(f"Saved as {version}. It is used for the next round whose comments are read.", "done")
    return redirect(url_for("stewards.frame"))


def _ask(change: Change) -> Response:
    own = desk.mine()
    row = inquiry.ask(people(), Kind.TRIAL, own.asking, frames.newest(people()), change)
    outbox.enqueue(people(), questions.JOBS[Kind.TRIAL], {"inquiry": str(row.id)})
    people().commit()
    return redirect(url_for("stewards.trial", number=row.id))


def _outcomes(row: FrameInquiry, known: dict[str, str]) -> list[Outcome]:
    """Looked up among what this reader may read now: an answer holds no comment."""
    own = desk.mine()
    names = {one.code: one.name for one in newest()}
    if row.change and row.change["name"]:
        names[str(row.change["theme"])] = str(row.change["name"])
    readable = own.comments(people(), rounds.load(people())) if row.answer else ()
    return [
        Outcome(
            text=marked(comment.text, said["phrases"]),  # type: ignore[arg-type]  # a list of texts
            before=_in_words(said["before"], names),
            after=_in_words(said["after"], names),
            where=known.get(comment.wave, comment.wave),
        )
        for comment, said in inquiry.named(row.answer or {}, readable)
    ]


def _in_words(themes: object, names: dict[str, str]) -> str:
    said = themes if isinstance(themes, dict) else {}
    return ", ".join(
        f"{names.get(code, code)}: {POLARITIES[polarity].lower()}"
        for code, polarity in sorted(said.items())
    )
