"""Handing over: the sealed box goes to its keyholders, what they have opened comes back (custody level 2)."""

from dataclasses import dataclass

from flask import Response as Download
from flask import flash, redirect, url_for
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from govuk_frontend_wtf.wtforms_widgets import GovFileInput, GovSubmitInput
from werkzeug.wrappers import Response
from wtforms import SubmitField

from pulse import outbox
from pulse.access import account, audit
from pulse.access.permissions import Role, requires
from pulse.extensions import ballot, people
from pulse.office.door import door
from surveys.credentials.key_document import four_words
from surveys.errors import Refusal
from surveys.fieldwork import sealing_keys, waves
from surveys.fieldwork.waves import State, Wave
from surveys.responses import box, box_file, result_file


@dataclass(frozen=True)
class Standing:
    """Where a round with keyholders stands, for its page. ``form``: when a result can be uploaded."""

    slot: int
    made: str
    words: str
    form: "ResultForm | None"
    cast: int
    has_come: bool


class ResultForm(FlaskForm):
    """The keyholders' result."""

    file = FileField(
        "The keyholders’ result file",
        widget=GovFileInput(),
        description="Its name begins with pulse-result. Only this server can read it.",
        validators=[FileRequired("Choose the keyholders’ result file")],
    )
    submit = SubmitField("Take this result", widget=GovSubmitInput())


@door.post("/rounds/<code>/box")
@requires(Role.OFFICE)
def give_box(code: str) -> Response:
    """The box file. Not a GET: who gave it out is written down."""
    waves.find(people(), code)
    content = b"".join(box_file.lines(ballot(), code))
    audit.record(people(), account.logged_in().email, "box given out", code)
    people().commit()
    headers = {"Content-Disposition": f'attachment; filename="{box_file.name(code)}"'}
    return Download(content, mimetype="text/plain", headers=headers)


@door.post("/rounds/<code>/result")
@requires(Role.OFFICE)
def take_result(code: str) -> Response:
    """Keep the result, sealed as it is; the job runner takes it. A refusal says what is wrong with the file."""
    wave = waves.find(people(), code)
    form = ResultForm()
    if not form.validate_on_submit():
        raise NoFile("Choose the keyholders’ result file, then upload it.")
    result_file.keep(ballot(), code, form.file.data.read())
    ballot().commit()
    outbox.enqueue(people(), "take_result", code, again=True)
    audit.record(people(), account.logged_in().email, "result handed over", code)
    people().commit()
    flash(f"The result of {wave.names['en']} has come. The job runner takes it now.", "done")
    return redirect(url_for("office.wave", code=code))


class NoFile(Refusal):
    """The form came without a file."""


def standing(wave: Wave) -> Standing | None:
    """Where it stands; None for a round whose key the server holds."""
    key = sealing_keys.of(people(), wave)
    if key is None:
        return None
    waits = wave.state is State.CLOSED and result_file.is_awaited(ballot(), wave.code)
    return Standing(
        slot=key.slot,
        made=f"{key.made_on.day} {key.made_on:%B %Y}",
        words=four_words(key.public_key),
        form=ResultForm(formdata=None) if waits else None,
        cast=box.count(ballot(), wave.code) if waits else 0,
        has_come=waits and result_file.has_come(ballot(), wave.code),
    )
