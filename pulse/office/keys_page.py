"""The keyholders' public keys: which there are, which round has which, and a file with new ones."""

from flask import flash, redirect, render_template, url_for
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from govuk_frontend_wtf.wtforms_widgets import GovFileInput, GovSubmitInput
from werkzeug.wrappers import Response
from wtforms import SubmitField
from wtforms.validators import ValidationError

from pulse.access import account, audit
from pulse.access.permissions import Role, requires
from pulse.extensions import people
from pulse.office import carried, problems
from pulse.office.door import door
from surveys.credentials.key_document import four_words
from surveys.errors import Refusal
from surveys.fieldwork import sealing_keys

Page = str | tuple[str, int] | Response


class KeysForm(FlaskForm):
    """The keyholders' file."""

    file = FileField(
        "The keyholders’ file of public keys",
        widget=GovFileInput(),
        description="Its name begins with pulse-public-keys. It is no secret. Never upload a keyholder’s share.",
        validators=[FileRequired("Choose the keyholders’ file of public keys")],
    )
    submit = SubmitField("Add these keys", widget=GovSubmitInput())


@door.get("/keys")
@requires(Role.OFFICE)
def keys() -> Page:
    """The keys there are, and the form for more."""
    return _page(KeysForm(formdata=None))


@door.post("/keys")
@requires(Role.OFFICE)
def take_keys() -> Page:
    """Take in a file. The same one again adds nothing."""
    form = KeysForm()
    if not form.validate_on_submit():
        return _page(form), 422
    try:
        found = sealing_keys.read(carried.uploaded(form.file.data))
    except (Refusal, ValidationError) as refusal:
        problems.put(form, "file", str(refusal))
        return _page(form), 422
    added = sealing_keys.take_in(people(), found)
    audit.record(people(), account.logged_in().email, "public keys imported", f"{added} keys")
    people().commit()
    flash(f"{added} keys added, {len(found.keys) - added} were here already.", "done")
    return redirect(url_for("office.keys"))


def _page(form: KeysForm) -> str:
    rows = [
        [
            f"Key {key.slot}, made on {key.made_on.day} {key.made_on:%B %Y}",
            four_words(key.public_key),
            "yes" if key.rehearsed else "no: ask the keyholders",
            wave or "not used yet",
        ]
        for key, wave in sealing_keys.every(people())
    ]
    return render_template("office/keys.html", form=form, errors=problems.of(form), rows=rows)
