"""Confirming: whoever is logged in shows again that it is they, before something that matters (``pulse.access.fresh``)."""

from flask import redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovPasswordInput, GovSubmitInput, GovTextInput
from werkzeug.wrappers import Response
from wtforms import PasswordField, StringField, SubmitField
from wtforms.validators import DataRequired, InputRequired

from pulse.access import account, factor, lockout, session, single_sign_on
from pulse.access.permissions import Role, requires
from pulse.extensions import people
from pulse.staff.door import door
from pulse.staff.onward import safe
from pulse.staff.second_step import typed_code

WRONG = "This is not right. Check it and try again."


class ConfirmForm(FlaskForm):
    """The password, and the code where there is a second factor."""

    password = PasswordField(
        "Password", widget=GovPasswordInput(), validators=[InputRequired("Enter your password")]
    )
    code = StringField(
        "Code",
        widget=GovTextInput(),
        description="Six digits from your authenticator app, or a recovery code.",
        validators=[DataRequired("Enter a code")],
        filters=[typed_code],
    )
    submit = SubmitField("Continue", widget=GovSubmitInput())


@door.route("/confirm", methods=["GET", "POST"])
@requires(*Role, whole=False)
def confirm() -> Response | str | tuple[str, int]:
    """Ask for password and code; wrong ones count as they do at a log-in."""
    person, onward = account.logged_in(), safe(request.args.get("next"))
    form = ConfirmForm()
    if person.factor is None:
        del form.code
    if person.by_single_sign_on or not form.validate_on_submit():
        return _page(form)
    right = account.is_right(people(), person, form.password.data)
    if right and person.factor is not None:
        right = factor.is_right(people(), person, form.code.data) is not None
    if right:
        lockout.wipe(person)
    people().commit()
    if not right:
        form.password.errors = [WRONG]
        return _page(form), 422
    session.confirm()
    return redirect(onward or url_for("staff.home"))


def _page(form: ConfirmForm) -> str:
    return render_template(
        "staff/confirm.html",
        form=form,
        errors=[(name, texts[0]) for name, texts in form.errors.items()],
        onward=safe(request.args.get("next")),
        person=account.logged_in(),
        provider=single_sign_on.provider(),
    )
