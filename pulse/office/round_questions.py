"""What one planned round asks, where it is not what its turn would ask."""

from flask import flash, redirect, render_template, url_for
from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovCheckboxesInput, GovSubmitInput
from werkzeug.wrappers import Response
from wtforms import SelectMultipleField, SubmitField
from wtforms.fields.choices import SelectChoice

from pulse.access import account, audit
from pulse.access.permissions import Role, requires
from pulse.extensions import people
from pulse.office import problems
from pulse.office.door import door
from surveys.errors import Refusal
from surveys.fieldwork import programme, rotation, waves
from surveys.fieldwork.waves import State, Wave
from surveys.instruments import minutes

Page = str | tuple[str, int] | Response


class TopicsForm(FlaskForm):
    """The topics beside the core."""

    topics = SelectMultipleField(
        "Topics of this round",
        widget=GovCheckboxesInput(),
        description="Beside the core, one open comment and who is answering, which every round asks.",
    )
    save = SubmitField("Save these topics", widget=GovSubmitInput())


@door.get("/rounds/<code>/questions", endpoint="round_questions")
@requires(Role.OFFICE)
def show_topics(code: str) -> Page:
    """The topics of a round that has not opened."""
    wave = waves.find(people(), code)
    return _page(wave, _form(wave))


@door.post("/rounds/<code>/questions")
@requires(Role.OFFICE)
def save_topics(code: str) -> Page:
    """This round alone; the turns stay as they are."""
    wave = waves.find(people(), code)
    form = _form(wave, sent=True)
    if not form.validate_on_submit():
        return _page(wave, form), 422
    try:
        programme.ask(people(), wave, tuple(form.topics.data or ()))
    except Refusal as refusal:
        people().rollback()
        problems.put(form, "topics", str(refusal))
        return _page(waves.find(people(), code), form), 422
    about = f"{code}: {', '.join(form.topics.data or ()) or 'core alone'}"
    audit.record(people(), account.logged_in().email, "questions of a round chosen", about[:500])
    people().commit()
    flash(f"{wave.names['en']} asks these topics.", "done")
    return redirect(url_for("office.round_questions", code=code))


def _form(wave: Wave, *, sent: bool = False) -> TopicsForm:
    asked = list(rotation.chosen(wave.instrument))
    form = TopicsForm() if sent else TopicsForm(formdata=None, topics=asked)
    form.topics.choices = [
        SelectChoice(module.code, f"{module.title['en']} ({_brings(rotation.asked_by(module))})")
        for module in rotation.choices()
    ]
    return form


def _brings(counts: dict[str, int]) -> str:
    some = f"{counts['questions']} question{'s' * (counts['questions'] != 1)}"
    return f"{some}, a comment" if counts["comments"] else some


def _page(wave: Wave, form: TopicsForm) -> str:
    return render_template(
        "office/round_questions.html",
        wave=wave,
        form=form if wave.state is State.PLANNED else None,
        minutes=minutes.of(wave.instrument),
        errors=problems.of(form),
    )
