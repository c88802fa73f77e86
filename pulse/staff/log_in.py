"""Logging in."""

from flask import redirect, render_template, request, url_for
from flask_security import current_user, hash_password, login_user, verify_and_update_password
from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovPasswordInput, GovSubmitInput, GovTextInput
from werkzeug.wrappers import Response
from wtforms import PasswordField, StringField, SubmitField
from wtforms.validators import InputRequired

from pulse.access import account
from pulse.access.permissions import Role
from pulse.extensions import people
from pulse.staff.door import door

WRONG = "The e-mail address or the password is not right. Check both and try again."
RESTING = "There were too many wrong passwords today. Ask the survey office, or try again tomorrow."

#: Where each role begins.
HOME = {
    Role.DIRECTOR: "director.standing",
    Role.UNION: "stewards.queue",
    Role.PSW: "stewards.queue",
    Role.OFFICE: "office.overview",
}


class LogInForm(FlaskForm):
    """E-mail address and password."""

    email = StringField(
        "E-mail address",
        widget=GovTextInput(),
        validators=[InputRequired("Enter your e-mail address")],
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
    return redirect(url_for(HOME[current_user.role]))


@door.route("/log-in", methods=["GET", "POST"])
def log_in() -> Response | str | tuple[str, int]:
    """The log-in page. A wrong address and a wrong password look, and take, the same."""
    form = LogInForm()
    if not form.validate_on_submit():
        return render_template("staff/log_in.html", form=form)
    person = account.find(people(), form.email.data)
    problem = _problem(person, form.password.data)
    people().commit()
    if problem is not None or person is None:
        form.password.errors = [problem or WRONG]
        return render_template("staff/log_in.html", form=form), 422
    login_user(person)
    return redirect(_next(request.args.get("next")) or url_for(HOME[person.role]))


def _problem(person: account.StaffAccount | None, password: str) -> str | None:
    if person is None or not person.active:
        hash_password(password)  # as slow as a real check, so that nobody learns who has an account
        return WRONG
    if person.resting:
        return RESTING
    if not verify_and_update_password(password, person):
        person.miss()
        return WRONG
    person.hit()
    return None


def _next(asked: str | None) -> str | None:
    """Where the person was going, if that is a page of this site."""
    if asked and asked.startswith("/") and not asked.startswith(("//", "/\\")):
        return asked
    return None
