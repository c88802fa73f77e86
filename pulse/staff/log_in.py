"""Logging in. Whoever is refused learns one thing: that it was not right, never whether there is an account."""

from flask import redirect, render_template, request, url_for
from flask import session as cookie
from flask_security import current_user
from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovPasswordInput, GovSubmitInput, GovTextInput
from werkzeug.wrappers import Response
from wtforms import PasswordField, StringField, SubmitField
from wtforms.validators import InputRequired

from pulse.access import account, moment, single_sign_on
from pulse.access.permissions import Role, requires
from pulse.extensions import people
from pulse.staff.door import door
from pulse.staff.onward import HOME, let_in, safe

WRONG = "The e-mail address or the password is not right. Check both and try again."


class LogInForm(FlaskForm):
    """E-mail address and password."""

    email = StringField(
        "E-mail address",
        widget=GovTextInput(),
        validators=[InputRequired("Enter your e-mail address")],
        # No database and no page takes NUL; no address has one.
        filters=[lambda typed: (typed or "").replace("\x00", "\ufffd")],
    )
    password = PasswordField(
        "Password",
        widget=GovPasswordInput(),
        validators=[InputRequired("Enter your password")],
    )
    submit = SubmitField("Log in", widget=GovSubmitInput())


@door.get("/")
def home() -> Response:
    """The first page of whoever is logged in."""
    if not current_user.is_authenticated:
        return redirect(url_for("staff.log_in"))
    return redirect(HOME[current_user.role])


@door.route("/log-in", methods=["GET", "POST"])
def log_in() -> Response | str | tuple[str, int]:
    """The log-in page. A wrong address, a wrong password and an account that rests look, and take, the same."""
    form = LogInForm()
    if not form.validate_on_submit():
        return _page(form)
    person = account.find(people(), form.email.data)
    right = account.is_right(people(), person, form.password.data)
    people().commit()
    if person is None or not right:
        form.password.errors = [WRONG]
        return _page(form), 422
    asked = request.args.get("next")
    if person.factor is None:
        return let_in(person, "with a password", asked)
    cookie["half"] = {"account": person.id, "minute": moment.minute(), "next": safe(asked)}
    return redirect(url_for("staff.second_step"))


@door.get("/told")
@requires(*Role, whole=False)
def told() -> Response | str:
    """What was tried since the last log-in; said once."""
    found, onward = cookie.pop("told", None), safe(request.args.get("next"))
    if not isinstance(found, dict):
        return redirect(onward or url_for("staff.home"))
    return render_template("staff/told.html", told=found, onward=onward or url_for("staff.home"))


def _page(form: LogInForm) -> str:
    return render_template("staff/log_in.html", form=form, provider=single_sign_on.provider())
