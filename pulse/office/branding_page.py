"""Colour and logo: chosen, refused where they cannot be read or shown, and taken away."""

from flask import flash, redirect, render_template, url_for
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from govuk_frontend_wtf.wtforms_widgets import GovFileInput, GovSubmitInput, GovTextInput
from werkzeug.wrappers import Response
from wtforms import StringField, SubmitField
from wtforms.validators import InputRequired, Length, ValidationError

from pulse.access import account, audit
from pulse.access.permissions import Role, requires
from pulse.extensions import people
from pulse.look import forget_organisation
from pulse.office import carried, problems
from pulse.office.door import door
from surveys.errors import Refusal
from surveys.fieldwork import branding
from surveys.fieldwork.branding import LONGEST_ALT, BadColour

Page = str | tuple[str, int] | Response


class ColourForm(FlaskForm):
    """One colour; the others are made of it."""

    colour = StringField(
        "Colour",
        widget=GovTextInput(),
        description="As your style guide writes it, such as #0f4c5c. White letters must be readable on it. Empty for Pulse’s own.",
    )
    save_colour = SubmitField("Save the colour", widget=GovSubmitInput())


class LogoForm(FlaskForm):
    """A picture and what it says to somebody who does not see it."""

    logo = FileField(
        "Logo",
        widget=GovFileInput(),
        description="PNG or JPEG, at most 200 kB. It stands on white. Who made the file and where is left out.",
        validators=[FileRequired("Choose the file of the logo")],
    )
    alt = StringField(
        "What the logo says",
        widget=GovTextInput(),
        description="Read out to people who do not see it, such as “Northmoor Council”.",
        validators=[
            InputRequired("Enter what the logo says"),
            Length(max=LONGEST_ALT, message=f"Use at most {LONGEST_ALT} characters"),
        ],
    )
    save_logo = SubmitField("Save the logo", widget=GovSubmitInput())


class AwayForm(FlaskForm):
    """One button."""


@door.get("/branding", endpoint="branding")
@requires(Role.OFFICE)
def show_branding() -> Page:
    """As it is."""
    return _page()


@door.post("/branding/colour")
@requires(Role.OFFICE)
def save_colour() -> Page:
    """Pages wear it at once."""
    form = ColourForm()
    if not form.validate_on_submit():
        return _page(colour=form), 422
    try:
        row = branding.paint(people(), form.colour.data or "")
    except BadColour as refusal:
        people().rollback()
        problems.put(form, "colour", str(refusal))
        return _page(colour=form, instead=refusal.instead), 422
    return _done("colour changed", row.colour or "Pulse’s own", "The colour is saved.")


@door.post("/branding/logo")
@requires(Role.OFFICE)
def save_logo() -> Page:
    """Taken apart, cleaned, shown at once."""
    form = LogoForm()
    if not form.validate_on_submit():
        return _page(logo=form), 422
    try:
        branding.put_logo(people(), carried.uploaded(form.logo.data), form.alt.data or "")
    except (Refusal, ValidationError) as refusal:
        people().rollback()
        problems.put(form, "logo", str(refusal))
        return _page(logo=form), 422
    return _done("logo changed", form.alt.data or "", "The logo is saved.")


@door.post("/branding/logo/remove")
@requires(Role.OFFICE)
def take_logo_away() -> Page:
    """Pages show none."""
    if not AwayForm().validate_on_submit():
        return _page(), 422
    branding.take_logo_away(people())
    return _done("logo removed", "", "No logo is shown any more.")


def _done(act: str, about: str, said: str) -> Response:
    audit.record(people(), account.logged_in().email, act, about)
    people().commit()
    forget_organisation()
    flash(said, "done")
    return redirect(url_for("office.branding"))


def _page(
    *, colour: ColourForm | None = None, logo: LogoForm | None = None, instead: str | None = None
) -> str:
    own = branding.of(people())
    wrong = colour or logo
    return render_template(
        "office/branding.html",
        own=own,
        instead=instead,
        colour=colour or ColourForm(formdata=None, colour=own.colour if own else ""),
        logo=logo or LogoForm(formdata=None, alt=own.logo_alt if own else ""),
        away=AwayForm(formdata=None),
        errors=problems.of(wrong) if wrong else [],
    )
