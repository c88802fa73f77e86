"""Setting up one's own second factor, and new recovery codes."""

from typing import cast

import segno
from flask import flash, redirect, render_template, url_for
from flask import session as cookie
from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovSubmitInput, GovTextInput
from werkzeug.wrappers import Response
from wtforms import StringField, SubmitField
from wtforms.validators import DataRequired

from pulse.access import account, audit, demands, factor, session, staff_session
from pulse.access.account import StaffAccount
from pulse.access.fresh import fresh
from pulse.access.permissions import Role, requires
from pulse.extensions import people
from pulse.look import the_organisation
from pulse.staff.door import door
from pulse.staff.second_step import typed_code
from surveys.errors import Refusal

WRONG = "This code is not right. Check that the clock of your phone is, and enter the newest code."


class NotYours(Refusal):
    """There is no second factor here to be changed, or one is demanded."""


class FactorForm(FlaskForm):
    """The first code of the app, which shows that it has the secret."""

    code = StringField(
        "Code from the app",
        widget=GovTextInput(),
        description="Six digits.",
        validators=[DataRequired("Enter the code that your app shows")],
        filters=[typed_code],
    )
    submit = SubmitField("Turn it on", widget=GovSubmitInput())


@door.route("/account/second-factor", methods=["GET", "POST"])
@requires(*Role, whole=False)
@fresh()
def own_factor() -> str | tuple[str, int]:
    """Show a new secret, and keep it once a code of it was typed. Replaces the one there was."""
    person = _local()
    secret = cast("str", cookie.setdefault("secret", factor.new_secret()))
    form = FactorForm()
    if not form.validate_on_submit():
        return _page(form, person, secret)
    codes = factor.set_up(people(), person, secret, form.code.data)
    if codes is None:
        form.code.errors = [WRONG]
        return _page(form, person, secret), 422
    cookie.pop("secret")
    staff_session.end_all(people(), person, but=session.this())
    audit.record(people(), person.email, "second factor set up", "other sessions ended")
    people().commit()
    return render_template("staff/recovery_codes.html", codes=codes), 201


@door.post("/account/recovery-codes")
@requires(*Role, whole=False)
@fresh(page="staff.own_account")
def renew_recovery() -> tuple[str, int]:
    """Ten new recovery codes; the old ones are over."""
    person = _local()
    if person.factor is None:
        raise NotYours("You have no second factor yet. Set one up first.")
    codes = factor.renew_recovery(people(), person)
    audit.record(people(), person.email, "recovery codes renewed", f"{len(codes)} codes")
    people().commit()
    return render_template("staff/recovery_codes.html", codes=codes), 201


@door.post("/account/second-factor/remove")
@requires(*Role, whole=False)
@fresh(page="staff.own_account")
def remove_factor() -> Response:
    """Do without, where nobody demands one."""
    person = _local()
    if demands.wants_factor(person):
        raise NotYours("Your role needs a second factor. You can set up another in its place.")
    factor.remove(people(), person)
    audit.record(people(), person.email, "second factor removed", "by its owner")
    people().commit()
    flash("You log in with your password alone now.", "done")
    return redirect(url_for("staff.own_account"))


def _local() -> StaffAccount:
    """Who asks, if they log in here. Raises NotYours."""
    person = account.logged_in()
    if person.by_single_sign_on:
        raise NotYours("You log in with your organisation’s account, which sees to second factors.")
    return person


def _page(form: FactorForm, person: StaffAccount, secret: str) -> str:
    said = factor.address(secret, person.email, str(the_organisation()["organisation"]))
    return render_template(
        "staff/factor.html",
        form=form,
        errors=[(name, texts[0]) for name, texts in form.errors.items()],
        picture=segno.make(said, error="m").svg_data_uri(scale=5, border=4),
        typed=" ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
        demanded=demands.lacks_factor(person),
        replaces=person.factor is not None,
    )
