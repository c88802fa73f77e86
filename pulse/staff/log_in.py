"""Logging in. Whoever is refused learns one thing: that it was not right, never whether there is an account."""

from urllib.parse import urlsplit

from flask import redirect, render_template, request, url_for
from flask_security import current_user, login_user
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

#: Where each role begins: plain addresses, because another process may serve the room.
HOME = {
    Role.DIRECTOR: "/director/",
    Role.UNION: "/stewards/",
    Role.PSW: "/stewards/",
    Role.OFFICE: "/office/",
}


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
        return render_template("staff/log_in.html", form=form)
    person = account.find(people(), form.email.data)
    right = account.is_right(person, form.password.data)
    people().commit()
    if person is None or not right:
        form.password.errors = [WRONG]
        return render_template("staff/log_in.html", form=form), 422
    login_user(person)
    return redirect(_next(request.args.get("next")) or HOME[person.role])


def _next(asked: str | None) -> str | None:
    """Where the person was going, if that is a page of this site.

    Browsers drop tabs and line ends from an address and take a backslash for a slash.
    """
    if not asked or not asked.startswith("/") or not asked.isprintable():
        return None
    if "\\" in asked or "//" in asked:
        return None
    parts = urlsplit(asked)
    return None if parts.scheme or parts.netloc else asked
