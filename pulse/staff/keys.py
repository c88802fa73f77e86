"""Keys for programs: somebody makes one, sees it once, and revokes it. Everybody has their own, and sees no other."""

from typing import cast

from flask import flash, redirect, render_template, url_for
from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovSelect, GovSubmitInput, GovTextInput
from werkzeug.wrappers import Response
from wtforms import SelectField, StringField, SubmitField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length

from pulse.access import account, api_key, audit
from pulse.access.api_key import LIVES, ApiKey, Wanted
from pulse.access.permissions import Role, requires
from pulse.extensions import people
from pulse.staff.door import door
from surveys.reports import rounds as published
from surveys.reports.rounds import Round

WHOLE = ""
_LIFE_NAMES = {30: "30 days", 90: "90 days", 365: "A year"}


class KeyForm(FlaskForm):
    """What a key is for, for which part, for how long."""

    name = StringField(
        "What the key is for",
        widget=GovTextInput(),
        description="Such as “Power BI, monthly report”. One key for each program: then you can revoke one alone.",
        validators=[
            DataRequired("Enter what the key is for"),
            Length(max=80, message="Use at most 80 characters"),
        ],
        # No database takes NUL; line ends would break the list.
        filters=[lambda typed: " ".join((typed or "").replace("\x00", "\ufffd").split())],
    )
    scope = SelectField("Which figures it may read", widget=GovSelect())
    days = SelectField(
        "How long it works",
        widget=GovSelect(),
        choices=[SelectChoice(days, _LIFE_NAMES[days]) for days in LIVES],
        coerce=int,
        default=90,
    )
    submit = SubmitField("Make a key", widget=GovSubmitInput())


@door.get("/keys")
@requires(*Role)
def keys() -> str:
    """One's own keys, and the form that makes one."""
    return _page(_form(_newest(), filled=False))


@door.post("/keys")
@requires(*Role)
def make_key() -> tuple[str, int]:
    """Make a key and show it, this once: no address shows it again, and no cookie carries it."""
    newest = _newest()
    form = _form(newest, filled=True)
    if not form.validate():
        return _page(form), 422
    owner = account.logged_in()
    key, secret = api_key.make(people(), owner, _wanted(form, newest))
    audit.record(people(), owner.email, "api key made", _about(key))
    people().commit()
    return render_template("staff/key_made.html", key=key, secret=secret), 201


@door.post("/keys/<int:number>/revoke")
@requires(*Role)
def revoke_key(number: int) -> Response:
    """End one of one's own keys."""
    owner = account.logged_in()
    key = api_key.revoke(people(), owner, number)
    audit.record(people(), owner.email, "api key revoked", _about(key))
    people().commit()
    flash(f"The key “{key.name}” is revoked.", "done")
    return redirect(url_for("staff.keys"))


def _page(form: KeyForm) -> str:
    return render_template(
        "staff/keys.html",
        form=form,
        keys=api_key.of(people(), account.logged_in()),
        errors=[(name, texts[0]) for name, texts in form.errors.items()],
    )


def _newest() -> Round | None:
    rounds = published.load(people())
    return rounds[-1] if rounds else None


def _form(newest: Round | None, *, filled: bool) -> KeyForm:
    form = KeyForm() if filled else KeyForm(formdata=None)
    groups = [group for group in newest.shown if group.parent is not None] if newest else []
    form.scope.choices = [
        SelectChoice(WHOLE, "The whole organisation"),
        *(SelectChoice(group.code, group.name_in("en")) for group in groups),
    ]
    return form


def _wanted(form: KeyForm, newest: Round | None) -> Wanted:
    """What a valid form asks for."""
    code, scope = cast("str", form.scope.data), None
    if code != WHOLE and newest is not None:
        scope = code, newest.by_code[code].name_in("en")[:300]
    return Wanted(cast("str", form.name.data), form.days.data, scope)


def _about(key: ApiKey) -> str:
    part = key.scope_code or "the whole organisation"
    return f"number {key.id}, “{key.name}”, {part}, until {key.expires_on.isoformat()}"
