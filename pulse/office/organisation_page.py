"""The organisation: its name, who helps workers, and within how many days directors reply."""

from typing import cast

from flask import current_app, flash, redirect, render_template, url_for
from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovSubmitInput, GovTextInput
from werkzeug.wrappers import Response
from wtforms import HiddenField, StringField, SubmitField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from pulse.access import account, audit
from pulse.access.permissions import Role, requires
from pulse.extensions import people
from pulse.look import forget_organisation
from pulse.number_field import NumberField
from pulse.office import problems
from pulse.office.door import door
from surveys.fieldwork import organisation, waves
from surveys.fieldwork.organisation import LONGEST_NAME, MOST_DAYS, BadContact, Contact, LongerReply
from surveys.fieldwork.waves import State

Page = str | tuple[str, int] | Response

#: Workers of a round in one of these were told by when directors reply.
_TOLD = {State.OPEN, State.CLOSED, State.PREPARED, State.RELEASED}
_TOO_LONG = f"Use at most {LONGEST_NAME} characters"


def _one_line(typed: str | None) -> str:
    return " ".join((typed or "").split())


class OrganisationForm(FlaskForm):
    """What every page says of the organisation."""

    called = StringField(
        "Name of the organisation",
        widget=GovTextInput(),
        description="It stands at the top of every page and letter.",
        validators=[
            DataRequired("Enter the name of the organisation"),
            Length(max=LONGEST_NAME, message=_TOO_LONG),
        ],
        filters=[_one_line],
    )
    reply_days = NumberField(
        "Days within which directors reply",
        widget=GovTextInput(),
        description="Counted from the day of the results. Workers are told before they answer, and whether it was kept. "
        "A round keeps what its workers were told: a change holds for those that open later.",
        validators=[
            InputRequired("Enter the days within which directors reply"),
            NumberRange(1, MOST_DAYS, f"This must be a number from 1 to {MOST_DAYS}"),
        ],
    )
    save = SubmitField("Save", widget=GovSubmitInput())


class ContactForm(FlaskForm):
    """Another place to turn."""

    who = StringField(
        "Who helps",
        widget=GovTextInput(),
        description="Such as “Employee assistance, day and night”.",
        validators=[
            DataRequired("Enter who helps"),
            Length(max=LONGEST_NAME, message=_TOO_LONG),
        ],
        filters=[_one_line],
    )
    phone = StringField(
        "Telephone number",
        widget=GovTextInput(),
        validators=[InputRequired("Enter a telephone number")],
    )
    add = SubmitField("Add this contact", widget=GovSubmitInput())


class RemoveForm(FlaskForm):
    """A number to show no more."""

    gone = HiddenField()


@door.get("/organisation", endpoint="organisation")
@requires(Role.OFFICE)
def show_organisation() -> Page:
    """As it is."""
    return _page()


@door.post("/organisation")
@requires(Role.OFFICE)
def save_organisation() -> Page:
    """Name and days of the reply."""
    form = OrganisationForm()
    if not form.validate_on_submit():
        return _page(form), 422
    days, called = cast("int", form.reply_days.data), form.called.data or ""
    own = organisation.the(people())
    own = organisation.name(
        people(),
        {**(own.names if own else {}), "en": called},
        demonstration=current_app.config["PULSE_DEMONSTRATION"],
    )
    try:
        organisation.reply_within(people(), days, opened=_opened())
    except LongerReply as refusal:
        people().rollback()
        problems.put(form, "reply_days", str(refusal))
        return _page(form), 422
    return _done("organisation changed", f"{own.names['en']}, reply in {days} days", "Saved.")


@door.post("/organisation/contacts")
@requires(Role.OFFICE)
def add_contact() -> Page:
    """Show another contact to workers."""
    form = ContactForm()
    if not form.validate_on_submit():
        return _page(adding=form), 422
    who, phone = form.who.data or "", _one_line(form.phone.data)
    try:
        organisation.add_contact(people(), Contact(who, phone))
    except BadContact as refusal:
        problems.put(form, "phone", str(refusal))
        return _page(adding=form), 422
    return _done("contact added", f"{who}: {phone}", f"{who} is shown to workers.")


@door.post("/organisation/contacts/remove")
@requires(Role.OFFICE)
def remove_contact() -> Page:
    """Show one no more."""
    form = RemoveForm()
    phone = form.gone.data or ""
    own = organisation.the(people())
    shown = own is not None and phone in {each.phone for each in own.contacts}
    try:
        organisation.remove_contact(people(), phone)
    except BadContact as refusal:
        problems.put(form, "", str(refusal))
        return _page(removing=form), 422
    if not shown:  # from a page left open: nothing is written, and what was sent is not echoed
        flash("This contact was not shown any more.", "done")
        return redirect(url_for("office.organisation"))
    return _done("contact removed", phone, f"{phone} is no longer shown.")


def _opened() -> bool:
    return any(wave.state in _TOLD for wave in waves.every(people()))


def _done(act: str, about: str, said: str) -> Response:
    audit.record(people(), account.logged_in().email, act, about)
    people().commit()
    forget_organisation()
    flash(said, "done")
    return redirect(url_for("office.organisation"))


def _page(
    form: OrganisationForm | None = None,
    *,
    adding: ContactForm | None = None,
    removing: RemoveForm | None = None,
) -> str:
    own = organisation.the(people())
    wrong = form or adding or removing
    filled = {"called": own.names["en"] if own else "", "reply_days": own.reply_days if own else 30}
    return render_template(
        "office/organisation.html",
        own=own,
        form=form or OrganisationForm(formdata=None, data=filled),
        adding=adding or ContactForm(formdata=None),
        removing=RemoveForm(formdata=None),
        errors=problems.of(wrong) if wrong else [],
    )
