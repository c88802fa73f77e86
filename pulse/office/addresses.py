"""Addresses that did not work: marking one by hand, putting it right, sending the letter again."""

from flask import flash, redirect, render_template, url_for
from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovSubmitInput, GovTextInput
from werkzeug.wrappers import Response
from wtforms import StringField, SubmitField
from wtforms.validators import InputRequired, Length

from pulse.access import account, audit
from pulse.access.permissions import Role, requires
from pulse.extensions import people
from pulse.office import problems
from pulse.office.door import door
from surveys.fieldwork import address, waves
from surveys.fieldwork.address import BadEmail, BadMobile, UnknownAddress
from surveys.fieldwork.roster import Worker
from surveys.fieldwork.waves import Wave

Page = str | tuple[str, int] | Response


class MarkForm(FlaskForm):
    """A letter came back to the mailbox that letters come from."""

    came_back = StringField(
        "E-mail address",
        widget=GovTextInput(),
        description="As it stands in the message that came back.",
        validators=[InputRequired("Enter the e-mail address"), Length(max=254)],
    )
    submit = SubmitField("Send nothing more there", widget=GovSubmitInput())


class AddressForm(FlaskForm):
    """Where somebody can be reached."""

    email = StringField(
        "E-mail address",
        widget=GovTextInput(),
        description="Their own. A private one is welcome.",
        validators=[Length(max=254)],
    )
    mobile = StringField(
        "Mobile number",
        widget=GovTextInput(),
        description="Used where there is no e-mail address, in rounds with text messages.",
        validators=[Length(max=40)],
    )
    submit = SubmitField("Save, and send the letter again", widget=GovSubmitInput())


@door.post("/rounds/<code>/letters/came-back", endpoint="mark_address")
@requires(Role.OFFICE)
def mark(code: str) -> Page:
    """Send nothing more to an address until it was put right."""
    wave, form = waves.find(people(), code), MarkForm()
    if form.validate_on_submit():
        try:
            address.mark(people(), form.came_back.data or "")
        except UnknownAddress as unknown:
            problems.put(form, "came_back", str(unknown))
    if form.errors:
        return _marking(wave, form), 422
    audit.record(people(), account.logged_in().email, "address marked", code)
    people().commit()
    flash("Marked. Nothing more is sent there until you put the address right.", "done")
    return redirect(url_for("office.letters", code=code))


@door.get("/rounds/<code>/letters/<int:worker>", endpoint="address")
@requires(Role.OFFICE)
def show_address(code: str, worker: int) -> str:
    """The form, with what is on the roster."""
    who = address.find(people(), worker)
    form = AddressForm(formdata=None, email=who.email, mobile=who.mobile)
    return _page(waves.find(people(), code), who, form)


@door.post("/rounds/<code>/letters/<int:worker>")
@requires(Role.OFFICE)
def put_right(code: str, worker: int) -> Page:
    """Write the addresses. The job runner sends the letter that came back, with the same link."""
    wave, who, form = waves.find(people(), code), address.find(people(), worker), AddressForm()
    waits = False
    if form.validate_on_submit():
        try:
            waits = address.put_right(
                people(), code, who, email=form.email.data or "", mobile=form.mobile.data or ""
            )
        except BadEmail as bad:
            problems.put(form, "email", str(bad))
        except BadMobile as bad:
            problems.put(form, "mobile", str(bad))
    if form.errors:
        people().rollback()
        return _page(wave, address.find(people(), worker), form), 422
    audit.record(people(), account.logged_in().email, "address put right", who.staff_number)
    people().commit()
    sent = " Their letter is sent again." if waits else ""
    flash(f"Saved for {who.name}.{sent}", "done")
    return redirect(url_for("office.letters", code=code))


def _page(wave: Wave, who: Worker, form: AddressForm) -> str:
    return render_template(
        "office/address.html", wave=wave, who=who, form=form, errors=problems.of(form)
    )


def _marking(wave: Wave, form: MarkForm) -> str:
    return render_template("office/came_back.html", wave=wave, mark=form, errors=problems.of(form))
