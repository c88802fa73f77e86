"""One round of the programme on other days, or not at all."""

from datetime import date
from typing import cast

from flask import flash, redirect, render_template, url_for
from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovSubmitInput, GovTextArea
from werkzeug.wrappers import Response
from wtforms import SubmitField, TextAreaField
from wtforms.validators import InputRequired, Length

from pulse.access import account, audit
from pulse.access.permissions import Role, requires
from pulse.extensions import people
from pulse.office import problems
from pulse.office.day_field import DayField
from pulse.office.door import door
from surveys.fieldwork import ahead, waves
from surveys.fieldwork.plan import BadPlan
from surveys.fieldwork.waves import LONGEST_REASON, Wave
from surveys.governance import rounds
from surveys.governance.rules import BadRules

Page = str | tuple[str, int] | Response


class MoveForm(FlaskForm):
    """Another first day; the other days move with it."""

    opens_on = DayField("The new first day")
    move = SubmitField("Move this round", widget=GovSubmitInput())


class SkipForm(FlaskForm):
    """Why a round is not held."""

    because = TextAreaField(
        "Why is this round not held?",
        widget=GovTextArea(),
        description="Everybody can read this on the results page.",
        validators=[
            InputRequired("Enter why this round is not held"),
            Length(max=LONGEST_REASON, message=f"Use at most {LONGEST_REASON} characters"),
        ],
    )
    skip = SubmitField("Skip this round", widget=GovSubmitInput())


@door.get("/rounds/<code>/move", endpoint="move")
@requires(Role.OFFICE)
def show_move(code: str) -> str:
    """Both forms."""
    return _page(waves.find(people(), code))


@door.post("/rounds/<code>/move")
@requires(Role.OFFICE)
def move_round(code: str) -> Page:
    """Before it opens. Raises NotMovable."""
    wave, form = waves.find(people(), code), MoveForm()
    if form.validate_on_submit():
        try:
            ahead.move(people(), wave, cast("date", form.opens_on.data))
            rounds.lift(people(), wave)  # other rules may hold on that day
        except BadPlan as bad:
            for problem in bad.problems:
                problems.put(form, "opens_on", problem.message)
        except BadRules as bad:
            problems.put(form, "opens_on", str(bad))
    if form.errors:
        people().rollback()
        return _page(wave, moving=form), 422
    audit.record(people(), account.logged_in().email, "round moved", f"{code}: {wave.opens_on}")
    people().commit()
    on = wave.opens_on
    flash(f"{wave.names['en']} opens on {on.day} {on:%B %Y}.", "done")
    return redirect(url_for("office.programme"))


@door.post("/rounds/<code>/skip", endpoint="skip")
@requires(Role.OFFICE)
def skip_round(code: str) -> Page:
    """Before it opens. Raises NotMovable."""
    wave, form = waves.find(people(), code), SkipForm()
    if not form.validate_on_submit():
        return _page(wave, skipping=form), 422
    ahead.skip(people(), wave, form.because.data or "")
    audit.record(people(), account.logged_in().email, "round skipped", code)
    people().commit()
    flash(f"{wave.names['en']} is skipped. The programme goes on after it.", "done")
    return redirect(url_for("office.programme"))


def _page(wave: Wave, *, moving: MoveForm | None = None, skipping: SkipForm | None = None) -> str:
    return render_template(
        "office/move.html",
        wave=wave,
        moving=moving or MoveForm(formdata=None, opens_on=wave.opens_on),
        skipping=skipping or SkipForm(formdata=None),
        errors=problems.of(moving or skipping) if moving or skipping else [],
    )
