"""Changing one's own password."""

from flask import flash, redirect, render_template, url_for
from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovPasswordInput, GovSubmitInput
from werkzeug.wrappers import Response
from wtforms import PasswordField, SubmitField
from wtforms.validators import InputRequired

from pulse.access import account, audit, password, password_rules, session
from pulse.access.account import StaffAccount
from pulse.access.demands import wants_factor
from pulse.access.fresh import fresh
from pulse.access.password_rules import WeakPassword
from pulse.access.permissions import Role, requires
from pulse.extensions import people
from pulse.look import the_organisation
from pulse.staff.door import door
from surveys.errors import Refusal


class ElsewhereKept(Refusal):
    """Who comes by single sign-on has no password here."""


class PasswordForm(FlaskForm):
    """A new password. It is typed once: a button shows it."""

    new = PasswordField(
        "New password",
        widget=GovPasswordInput(),
        validators=[InputRequired("Enter a new password")],
    )
    submit = SubmitField("Save the password", widget=GovSubmitInput())


@door.route("/account/password", methods=["GET", "POST"])
@requires(*Role, whole=False)
@fresh()
def own_password() -> Response | str | tuple[str, int]:
    """A new password for oneself; other devices are logged out."""
    person = account.logged_in()
    if person.by_single_sign_on:
        raise ElsewhereKept(
            "You log in with your organisation’s account. Its password is changed there."
        )
    form = PasswordForm()
    if not form.validate_on_submit():
        return _page(form, person)
    if not put(form, person, but=session.this()):
        return _page(form, person), 422
    audit.record(people(), person.email, "password changed", "other sessions ended")
    people().commit()
    flash("Your password is changed. Other devices are logged out.", "done")
    return redirect(url_for("staff.own_account"))


def put(form: PasswordForm, person: StaffAccount, *, but: str | None = None) -> bool:
    """Set the password if the rules let it; else the form says what is wrong with it."""
    named = str(the_organisation()["organisation"])
    try:
        password.put(people(), person, form.new.data, organisation=named, but=but)
    except WeakPassword as weak:
        form.new.errors = [str(weak)]
        return False
    return True


def least(person: StaffAccount) -> int:
    """Characters that a password of this person must have."""
    alone = person.factor is None and not wants_factor(person)
    return password_rules.LEAST_ALONE if alone else password_rules.LEAST


def _page(form: PasswordForm, person: StaffAccount) -> str:
    errors = [(name, texts[0]) for name, texts in form.errors.items()]
    return render_template("staff/password.html", form=form, errors=errors, least=least(person))
