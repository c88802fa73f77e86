"""Languages: what there is of Welsh, what is missing, how pages look in it, and who stands for it.

Workers are offered Welsh from the moment a named person has signed off exactly these texts, and no longer than until
one of them changes.
"""

import csv
from collections import Counter
from io import StringIO

from flask import abort, current_app, flash, make_response, redirect, render_template, url_for
from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovSubmitInput, GovTextInput
from werkzeug.wrappers import Response
from wtforms import HiddenField, StringField, SubmitField
from wtforms.validators import InputRequired, Length

from pulse import catalogue, headers, language
from pulse.access import account, audit
from pulse.access.fresh import fresh
from pulse.access.permissions import Role, requires
from pulse.extensions import people
from pulse.office import problems
from pulse.office.door import door
from surveys.errors import Refusal
from surveys.fieldwork import sign_off
from surveys.speech import WELSH

Page = str | tuple[str, int] | Response

#: name -> what it is called, where it is, and the room that serves it: the pages that a worker meets, but for those of a
#: code.
PAGES = {
    "home": ("First page", "/", "pages"),
    "answer": ("Typing a code", "/answer", "respond"),
    "promise": ("What we promise", "/promise", "pages"),
    "results": ("Results", "/results", "results"),
    "protected": ("How numbers are protected", "/how-numbers-are-protected", "pages"),
    "help": ("Where to get help", "/help", "pages"),
    "whistleblowing": ("Whistleblowing", "/whistleblowing", "pages"),
    "accessibility": ("Accessibility", "/accessibility", "pages"),
}


class SignForm(FlaskForm):
    """Who stands for the texts. ``seen``: the fingerprint of those that the page listed."""

    seen = HiddenField()
    name = StringField(
        "Name of who has read them",
        widget=GovTextInput(),
        description="Somebody who speaks Welsh. It is kept with the sign-off, for staff.",
        validators=[
            InputRequired("Enter the name of who has read them"),
            Length(max=sign_off.LONGEST, message=f"Use at most {sign_off.LONGEST} characters"),
        ],
    )
    role = StringField(
        "Their role",
        widget=GovTextInput(),
        description="Such as “Welsh language officer”.",
        validators=[
            InputRequired("Enter their role"),
            Length(max=sign_off.LONGEST, message=f"Use at most {sign_off.LONGEST} characters"),
        ],
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
            missing=len(catalogue.missing()),
        )
    except Refusal as refusal:
        problems.put(form, "", str(refusal))
        return _page(form), 422
    return _done("Welsh signed off", f"{form.name.data}, {form.role.data}: {mark[:16]}", "offered")


@door.post("/languages/off")
@requires(Role.OFFICE)
def withdraw_language() -> Response:
    """Offer it no more."""
    sign_off.withdraw(people(), WELSH)
    return _done("Welsh switched off", "", "no longer offered")


@door.get("/languages.csv", endpoint="language_texts")
@requires(Role.OFFICE)
def texts_to_read() -> Response:
    """Every text in both languages, for whoever reads them."""
    made = StringIO()
    rows = csv.writer(made)
    rows.writerow(["part", "English", "Welsh"])
    rows.writerows([text.where, text.english, text.welsh] for text in catalogue.texts())
    response = make_response("\ufeff" + made.getvalue())
    response.headers["Content-Type"] = "text/csv; charset=utf-8"
    response.headers["Content-Disposition"] = 'attachment; filename="pulse-welsh.csv"'
    return response


@door.get("/languages/preview/<name>", endpoint="language_preview")
@requires(Role.OFFICE)
def show_page(name: str) -> Response:
    """A worker's page in Welsh, in a frame as wide as a phone, whether it is offered or not."""
    here = _served()
    if name not in here:
        abort(404)
    made = render_template("office/language_preview.html", name=name, pages=here)
    return headers.frames_own(make_response(made))


@door.get("/languages/preview/<name>/page", endpoint="language_sheet")
@requires(Role.OFFICE)
def show_sheet_in_welsh(name: str) -> Response:
    """What stands in the frame: the very page, asked for as a worker would, by a request that carries no cookie."""
    if name not in _served():
        abort(404)
    worker = current_app.test_client(use_cookies=False)
    got = worker.get(
        PAGES[name][1], query_string={"lang": WELSH}, environ_overrides={language.PREVIEW: True}
    )
    response = make_response(got.get_data())
    response.headers["Content-Type"] = "text/html; charset=utf-8"
    return headers.framed_by_own(response)


def _served() -> dict[str, str]:
    """Name -> what it is called, of the pages whose room this process serves: another may serve the workers' rooms."""
    return {
        name: called for name, (called, _, room) in PAGES.items() if room in current_app.blueprints
    }


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
    parts = Counter(text.where.partition(":")[0] for text in catalogue.texts())
    lacking = Counter(text.where.partition(":")[0] for text in catalogue.missing())
    return render_template(
        "office/languages.html",
        form=form,
        errors=problems.of(form),
        signed=signed,
        offered=signed is not None and signed.fingerprint == mark,
        parts=[(part, count, lacking[part]) for part, count in parts.items()],
        missing=catalogue.missing(),
        pages=_served(),
    )
