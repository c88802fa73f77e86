"""Confirming headcounts: the second person's look at who is counted where, before a round may open."""

from flask import flash, redirect, render_template, url_for
from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovSubmitInput, GovTextArea
from werkzeug.wrappers import Response
from wtforms import HiddenField, SubmitField, TextAreaField
from wtforms.validators import Length

from pulse.access import audit
from pulse.access.permissions import STEWARDS, requires
from pulse.extensions import people
from pulse.witness.checks import demand_whole
from pulse.witness.door import door
from surveys.fieldwork import headcounts, waves
from surveys.fieldwork.headcounts import LONGEST_NOTE, Standing
from surveys.fieldwork.waves import State, Wave


class ConfirmForm(FlaskForm):
    """Yes, and perhaps a note. ``seen``: the fingerprint of what the page showed."""

    seen = HiddenField()
    note = TextAreaField(
        "A note (optional)",
        widget=GovTextArea(),
        description="Kept with the confirmation, for whoever looks at it later. Name no person.",
        validators=[Length(max=LONGEST_NOTE, message=f"Use at most {LONGEST_NOTE} characters")],
    )
    submit = SubmitField("Confirm these headcounts", widget=GovSubmitInput())


@door.get("/headcounts/<code>")
@requires(*STEWARDS)
def headcounts_of(code: str) -> str:
    """What was proposed, beside the last round."""
    demand_whole()
    return _page(waves.find(people(), code), ConfirmForm(formdata=None))


@door.post("/headcounts/<code>")
@requires(*STEWARDS)
def confirm(code: str) -> str | tuple[str, int] | Response:
    """Stand for what the page showed. Raises NotConfirmed when that is not what is proposed now."""
    person = demand_whole()
    wave, form = waves.find(people(), code), ConfirmForm()
    if not form.validate_on_submit():
        return _page(wave, form), 422
    seen, note = form.seen.data or "", form.note.data or ""
    headcounts.confirm(people(), wave, person.email, seen=seen, note=note)
    audit.record(people(), person.email, "headcounts confirmed", code)
    people().commit()
    flash(f"The headcounts of {wave.names['en']} are confirmed. It opens on its first day.", "done")
    return redirect(url_for("witness.checks"))


def _page(wave: Wave, form: ConfirmForm) -> str:
    proposed = headcounts.of(people(), wave)
    planned = wave.state is State.PLANNED
    standing = headcounts.standing(people(), wave) if planned else Standing.CONFIRMED
    if proposed and not form.errors:
        form.seen.data = proposed.fingerprint
    return render_template(
        "witness/headcounts.html",
        wave=wave,
        proposed=proposed,
        standing=standing,
        form=form if proposed and standing is Standing.WAITING else None,
        errors=[("note", error) for error in form.note.errors],
    )
