"""The second step of a log-in: a code of the authenticator app, or a recovery code."""

from flask import redirect, render_template, url_for
from flask import session as cookie
from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovSubmitInput, GovTextInput
from werkzeug.wrappers import Response
from wtforms import StringField, SubmitField
from wtforms.validators import DataRequired, Length

from pulse.access import audit, factor, moment
from pulse.access.account import StaffAccount
from pulse.extensions import people
from pulse.staff.door import door
from pulse.staff.onward import let_in

#: Minutes for which a right password waits for the code.
WAITS = 10
WRONG = "This code is not right, or was used already. Wait for the next one and try again."


def typed_code(typed: str | None) -> str:
    """What was typed, shown again without what no page takes."""
    return (typed or "").replace("\x00", "\ufffd").strip()


class CodeForm(FlaskForm):
    """Six digits, or a recovery code."""

    code = StringField(
        "Code",
        widget=GovTextInput(),
        description="Six digits from your authenticator app. If you do not have it, enter one of your recovery codes.",
        validators=[DataRequired("Enter a code"), Length(max=100, message=WRONG)],
        filters=[typed_code],
    )
    submit = SubmitField("Continue", widget=GovSubmitInput())


@door.route("/log-in/code", methods=["GET", "POST"])
def second_step() -> Response | str | tuple[str, int]:
    """For who has just given the right password; others begin anew."""
    person = _half()
    if person is None:
        cookie.pop("half", None)
        return redirect(url_for("staff.log_in"))
    form = CodeForm()
    if not form.validate_on_submit():
        return _page(form)
    kind = factor.is_right(people(), person, form.code.data)
    if kind == "recovery code":
        left = factor.left(people(), person)
        audit.record(people(), person.email, "recovery code used", f"{left} left")
    people().commit()
    if kind is None:
        form.code.errors = [WRONG]
        return _page(form), 422
    return let_in(person, f"with a password and a {kind}", cookie["half"]["next"])


def _half() -> StaffAccount | None:
    """Who has given a right password in this browser, lately."""
    found = cookie.get("half")
    if not isinstance(found, dict) or moment.minute() - found["minute"] > WAITS:
        return None
    person = people().get(StaffAccount, found["account"])
    return person if person is not None and person.active and person.factor else None


def _page(form: CodeForm) -> str:
    errors = [(name, texts[0]) for name, texts in form.errors.items()]
    return render_template("staff/second_step.html", form=form, errors=errors)
