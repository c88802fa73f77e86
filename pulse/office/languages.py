"""Languages: the Welsh of everything that workers read, what is missing of it, and who has signed it off.

Until somebody has, workers are offered no Welsh; a text changed afterwards takes it away again.
"""

from flask import flash, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovSubmitInput, GovTextInput
from werkzeug.wrappers import Response
from wtforms import HiddenField, StringField, SubmitField
from wtforms.validators import InputRequired, Length

from pulse import catalogue, language
from pulse.access import account, audit
from pulse.access.permissions import Role, requires
from pulse.extensions import people
from pulse.look import forget_organisation
from pulse.office import problems
from pulse.office.door import door
from pulse.office.welsh_preview import pages
from surveys.fieldwork import sign_off, welsh_names
from surveys.fieldwork.sign_off import LONGEST
from surveys.speech import WELSH

Page = str | tuple[str, int] | Response

#: Names asked for on one page; the file of units takes all of them at once.
AT_ONCE = 40
_TOO_LONG = f"Use at most {LONGEST} characters"


class SignForm(FlaskForm):
    """Who stands for the texts."""

    who = StringField(
        "Name",
        widget=GovTextInput(),
        description="Somebody who reads Welsh and has read all of it, not whoever is logged in.",
        validators=[InputRequired("Enter a name"), Length(max=LONGEST, message=_TOO_LONG)],
    )
    role = StringField(
        "Role",
        widget=GovTextInput(),
        description="Such as “Welsh language officer”.",
        validators=[InputRequired("Enter a role"), Length(max=LONGEST, message=_TOO_LONG)],
    )
    fingerprint = HiddenField()
    sign = SubmitField("Sign off the Welsh", widget=GovSubmitInput())


class PlainForm(FlaskForm):
    """A button and what stands beside it."""


@door.get("/languages", endpoint="languages")
@requires(Role.OFFICE)
def show_languages() -> Page:
    """What there is, what is missing, who has signed."""
    return _page()


@door.get("/languages/texts", endpoint="language_texts")
@requires(Role.OFFICE)
def show_texts() -> str:
    """Every text in both languages, for whoever is to sign them off."""
    return render_template(
        "office/language_texts.html",
        texts=catalogue.texts(),
        names=welsh_names.every(people()),
        fingerprint=catalogue.fingerprint(),
    )


@door.post("/languages/names", endpoint="give_welsh_names")
@requires(Role.OFFICE)
def give_names() -> Page:
    """Welsh names of the organisation, of who helps and of groups."""
    if not PlainForm().validate_on_submit():
        return _page(), 422
    done = welsh_names.give(people(), request.form.to_dict())
    return _done("Welsh names given", str(done), f"{done} names are saved.")


@door.post("/languages/sign", endpoint="sign_language")
@requires(Role.OFFICE)
def sign() -> Page:
    """A named person stands for exactly the texts that were shown."""
    form = SignForm()
    if not form.validate_on_submit():
        return _page(form), 422
    if form.fingerprint.data != catalogue.fingerprint():
        problems.put(
            form, "who", "The texts have changed since this page was loaded. Read them again."
        )
        return _page(form), 409
    who, role = form.who.data or "", form.role.data or ""
    try:
        sign_off.sign(
            people(),
            WELSH,
            fingerprint=catalogue.fingerprint(),
            name=who,
            role=role,
            missing=len(catalogue.missing()) + len(welsh_names.missing(people())),
        )
    except (sign_off.NotComplete, sign_off.NobodyNamed) as refusal:
        problems.put(form, "who", str(refusal))
        return _page(form), 409
    about = f"cy {catalogue.fingerprint()[:16]}: {who}, {role}"
    return _done("Welsh signed off", about, "The Welsh is signed off. Workers are offered it now.")


@door.post("/languages/withdraw", endpoint="withdraw_language")
@requires(Role.OFFICE)
def withdraw() -> Page:
    """Offer no Welsh any more."""
    if not PlainForm().validate_on_submit():
        return _page(), 422
    sign_off.withdraw(people(), WELSH)
    return _done("Welsh switched off", "cy", "Workers are offered no Welsh any more.")


def _done(act: str, about: str, said: str) -> Response:
    audit.record(people(), account.logged_in().email, act, about)
    people().commit()
    language.forget()
    forget_organisation()
    flash(said, "done")
    return redirect(url_for("office.languages"))


def _page(form: SignForm | None = None) -> str:
    signed, lacking = sign_off.standing(people(), WELSH), welsh_names.missing(people())
    form = form or SignForm(formdata=None)
    form.fingerprint.data = catalogue.fingerprint()
    return render_template(
        "office/languages.html",
        signed=signed,
        holds=signed is not None and signed.fingerprint == catalogue.fingerprint(),
        fingerprint=catalogue.fingerprint(),
        counts=catalogue.counts(),
        missing=catalogue.missing(),
        names=welsh_names.every(people()),
        lacking=lacking[:AT_ONCE],
        lacking_in_all=len(lacking),
        pages=pages(),
        sign=form,
        plain=PlainForm(formdata=None),
        errors=problems.of(form) if form.errors or form.form_errors else [],
    )
