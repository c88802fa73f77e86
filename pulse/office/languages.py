"""Languages: what there is of Welsh, what is missing of it, and who stands for it.

Workers are offered Welsh from the moment a named person has signed off exactly these texts, and no longer than until
one of them changes.
"""

from collections import Counter

from flask import flash, redirect, render_template, url_for
from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovSubmitInput, GovTextInput
from werkzeug.wrappers import Response
from wtforms import HiddenField, StringField, SubmitField
from wtforms.validators import InputRequired, Length

from pulse import catalogue, language
from pulse.access import account, audit
from pulse.access.fresh import fresh
from pulse.access.permissions import Role, requires
from pulse.extensions import people
from pulse.office import language_preview, problems
from pulse.office.door import door
from pulse.office.language_texts import OWN
from surveys.errors import Refusal
from surveys.fieldwork import sign_off, welsh_names
from surveys.fieldwork.sign_off import LONGEST
from surveys.speech import WELSH

Page = str | tuple[str, int] | Response

_TOO_LONG = f"Use at most {LONGEST} characters"


class SignForm(FlaskForm):
    """Who stands for the texts. ``seen``: the fingerprint of those that the page listed."""

    seen = HiddenField()
    name = StringField(
        "Name of who has read them",
        widget=GovTextInput(),
        description="Somebody who speaks Welsh. It is kept with the sign-off, for staff.",
        validators=[
            InputRequired("Enter the name of who has read them"),
            Length(max=LONGEST, message=_TOO_LONG),
        ],
    )
    role = StringField(
        "Their role",
        widget=GovTextInput(),
        description="Such as “Welsh language officer”.",
        validators=[InputRequired("Enter their role"), Length(max=LONGEST, message=_TOO_LONG)],
    )
    submit = SubmitField("They have read all of it: offer Welsh", widget=GovSubmitInput())


@door.get("/languages", endpoint="languages")
@requires(Role.OFFICE)
def show_languages() -> Page:
    """How Welsh stands."""
    return _page(SignForm(formdata=None))


@door.post("/languages")
@requires(Role.OFFICE)
@fresh(page="office.languages")
def sign_language() -> Page:
    """Somebody stands for the texts that the page listed."""
    form = SignForm()
    if not form.validate_on_submit():
        return _page(form), 422
    mark = catalogue.fingerprint()
    try:
        if form.seen.data != mark:
            raise Refusal("Texts have changed since this page was opened. Read them again.")
        sign_off.sign(
            people(),
            WELSH,
            fingerprint=mark,
            name=form.name.data or "",
            role=form.role.data or "",
            missing=len(catalogue.missing()) + len(welsh_names.missing(people())),
        )
    except Refusal as refusal:
        problems.put(form, "", str(refusal))
        return _page(form), 422
    about = f"{form.name.data}, {form.role.data}: {mark[:16]}"
    return _done("Welsh signed off", about, "offered")


@door.post("/languages/off")
@requires(Role.OFFICE)
def withdraw_language() -> Response:
    """Offer it no more."""
    sign_off.withdraw(people(), WELSH)
    return _done("Welsh switched off", "", "no longer offered")


def _done(act: str, about: str, said: str) -> Response:
    audit.record(people(), account.logged_in().email, act, about)
    people().commit()
    language.forget()
    flash(f"Welsh is {said} to workers. Every process knows within half a minute.", "done")
    return redirect(url_for("office.languages"))


def _page(form: SignForm) -> str:
    signed, mark = sign_off.standing(people(), WELSH), catalogue.fingerprint()
    if not form.errors:
        form.seen.data = mark
    return render_template(
        "office/languages.html",
        form=form,
        errors=problems.of(form),
        signed=signed,
        offered=signed is not None and signed.fingerprint == mark,
        parts=_parts(),
        missing=catalogue.missing(),
        lacking=welsh_names.missing(people()),
        pages=language_preview.served(),
    )


def _parts() -> list[tuple[str, int, int]]:
    """Part, how many texts, how many without Welsh; the modules of questions are one part."""
    lacking = Counter(text.where.partition(":")[0] for text in catalogue.missing())
    own = (OWN, len(welsh_names.every(people())), len(welsh_names.missing(people())))
    return [*((part, n, lacking[part]) for part, n in catalogue.counts().items()), own]
