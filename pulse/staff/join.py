"""Joining: somebody who was invited, or has lost their password, sets one by a link from the office. Once."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from pulse.access import audit, joining
from pulse.access.account import StaffAccount
from pulse.extensions import people
from pulse.staff.door import door
from pulse.staff.own_password import PasswordForm, least, put


@door.route("/join/<secret>", methods=["GET", "POST"])
def join(secret: str) -> Response | str | tuple[str, int]:
    """Looking uses nothing up: mail filters open links too. Afterwards one logs in as always, with the second factor."""
    person = joining.find(people(), secret)
    form = PasswordForm()
    if not form.validate_on_submit():
        return _page(form, person, secret)
    if not put(form, person):
        return _page(form, person, secret), 422
    joining.use(people(), secret)
    audit.record(people(), person.email, "password set", "by a joining link")
    people().commit()
    flash("Your password is set. Log in with it.", "done")
    return redirect(url_for("staff.log_in"))


def _page(form: PasswordForm, person: StaffAccount, secret: str) -> str:
    return render_template(
        "staff/join.html",
        form=form,
        errors=[(name, texts[0]) for name, texts in form.errors.items()],
        least=least(person),
        person=person,
        secret=secret,
    )
