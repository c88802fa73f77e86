"""The programme: how often rounds are held, the calendar that follows from it, and what keeps it from going on."""

from datetime import date
from typing import cast

from flask import flash, redirect, render_template, url_for
from govuk_frontend_wtf.wtforms_widgets import GovSelect, GovSubmitInput, GovTextArea, GovTextInput
from werkzeug.wrappers import Response
from wtforms import SelectField, SubmitField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from pulse.access import account, audit
from pulse.access.permissions import Role, requires
from pulse.extensions import people
from pulse.number_field import NumberField
from pulse.office import forecast, problems
from pulse.office.day_field import DayField
from pulse.office.door import door
from pulse.office.rules_form import LINKS, SLIPS, TEXTS, RulesForm
from pulse.office.week_list import read, write
from surveys import clock
from surveys.errors import Refusal
from surveys.fieldwork import cadence, sealing_keys, visibility, waves
from surveys.fieldwork.cadence import (
    EVERY_OTHER_MONTH,
    LONGEST,
    MONTHLY,
    QUARTERLY,
    SHORTEST,
    BadCadence,
    Cadence,
)
from surveys.fieldwork.pledge import KEYHOLDERS, Pledge
from surveys.fieldwork.waves import State
from surveys.governance import in_force, rounds

Page = str | tuple[str, int] | Response
#: How many rounds the calendar looks ahead.
IN_SIGHT = 6
#: Below so many staff a round a quarter that is open for three weeks is what we advise.
SMALL = 100
YES, NO = "yes", "no"
#: What has not been seen through; everything else is past.
COMING = (State.PLANNED, State.OPEN, State.CLOSED, State.PREPARED)


class ProgrammeForm(RulesForm):
    """How rounds are held."""

    runs = SelectField(
        "Does the programme run?",
        widget=GovSelect(),
        choices=[
            SelectChoice(YES, "Yes: rounds are planned by themselves"),
            SelectChoice(NO, "No: you plan each round yourself"),
        ],
        default=YES,
    )
    begins_on = DayField("The first day from which rounds are held")
    months = SelectField(
        "How often",
        widget=GovSelect(),
        description="A round opens on the first Monday of its month.",
        choices=[
            SelectChoice(MONTHLY, "Every month"),
            SelectChoice(EVERY_OTHER_MONTH, "Every other month"),
            SelectChoice(QUARTERLY, "Every quarter"),
        ],
        coerce=int,
    )
    open_days = NumberField(
        "Days for which a round is open",
        widget=GovTextInput(),
        description="14 reaches people on leave; 21 brings more answers.",
        validators=[
            InputRequired("Enter the days for which a round is open"),
            NumberRange(SHORTEST, LONGEST, f"This must be a number from {SHORTEST} to {LONGEST}"),
        ],
    )
    results_after = NumberField(
        "Days from the last day to the results",
        widget=GovTextInput(),
        description="7 or more are usual: time to open the answers, and to try again what failed.",
        validators=[
            InputRequired("Enter the days from the last day to the results"),
            NumberRange(1, 60, "This must be a number from 1 to 60"),
        ],
    )
    avoided = TextAreaField(
        "Weeks in which no round is open",
        widget=GovTextArea(),
        description="One day of each week, a line each, such as 21 December 2026. A round that would be open then begins later.",
        validators=[Optional()],
    )
    submit = SubmitField("Save the programme", widget=GovSubmitInput())

    def validate_avoided(self, field: TextAreaField) -> None:
        """Every line must be a day."""
        _, wrong = read(field.data or "")
        if wrong:
            raise ValidationError(
                f"“{wrong[:40]}” is no day. Write it as 21 December 2026, a line each"
            )

    def put_into(self, row: Cadence) -> None:
        """Only after the form was found valid."""
        row.runs = self.runs.data == YES
        row.begins_on = cast("date", self.begins_on.data)
        row.months, row.open_days = self.months.data, cast("int", self.open_days.data)
        row.results_after = cast("int", self.results_after.data)
        row.release_hour = self.release_hour.data
        row.invites, row.texts = self.asks_by_link, self.asks_by_text
        row.reminders = self.days_of_reminders()
        row.avoided = read(self.avoided.data or "")[0]
        row.pledge_document = self.pledge(in_force.now(people()).rules).document()


@door.get("/programme", endpoint="programme")
@requires(Role.OFFICE)
def show_programme() -> str:
    """The calendar: rounds there are, and those that will be planned."""
    rhythm = cadence.the(people())
    coming = cadence.coming(rhythm, IN_SIGHT) if rhythm and rhythm.runs else ()
    known = {wave.code: wave for wave in waves.every(people())}
    return render_template(
        "office/programme.html",
        rhythm=rhythm,
        pledge=rhythm.pledge if rhythm else None,
        coming=[wave for wave in reversed(known.values()) if wave.state in COMING],
        past=[wave for wave in known.values() if wave.state not in COMING],
        later=[slot for slot in coming if slot.code not in known],
        today=clock.today(),
        forecast=forecast.of(),
    )


@door.get("/programme/change", endpoint="change_programme")
@requires(Role.OFFICE)
def show_form() -> str:
    """The form, with what holds or what is usual."""
    return _page(_filled(cadence.the(people())))


@door.post("/programme/change")
@requires(Role.OFFICE)
def save_programme() -> Page:
    """Rounds that are planned already stay as they are; the next ones follow the new rules."""
    form = ProgrammeForm()
    if not form.validate_on_submit():
        return _page(form), 422
    row = cadence.the(people()) or Cadence(id=1)
    rules = in_force.now(people()).rules
    for problem in rounds.problems(form.pledge(rules), rules):
        problems.put(form, problem.field, problem.message)
    if form.errors:
        return _page(form), 422
    try:
        with people().no_autoflush:
            form.put_into(row)
            cadence.check(row)
            people().add(row)
        planned = rounds.plan_next(people())
    except BadCadence as bad:
        problems.put(form, bad.field, str(bad))
    except Refusal as refusal:
        problems.put(form, "", str(refusal))
    if form.errors:
        people().rollback()
        return _page(form), 422
    about = ", ".join(wave.code for wave in planned) or "nothing new to plan"
    audit.record(people(), account.logged_in().email, "programme saved", about)
    people().commit()
    flash("The programme is saved. " + _said([wave.names["en"] for wave in planned]), "done")
    return redirect(url_for("office.programme"))


def _said(names: list[str]) -> str:
    if not names:
        return "Rounds that are planned stay as they are."
    return f"Planned by it: {', '.join(names)}."


def _filled(row: Cadence | None) -> ProgrammeForm:
    if row is None:
        rules = in_force.now(people()).rules.pledge
        small = visibility.staff(people()) < SMALL
        return ProgrammeForm(
            formdata=None,
            begins_on=clock.today(),
            months=QUARTERLY if small else MONTHLY,
            open_days=21 if small else 14,
            results_after=14,
            release_hour=9,
            threshold=rules.threshold,
            keep_days=rules.keep_days,
            custody=KEYHOLDERS if sealing_keys.unused(people()) else rules.custody,
            results_for=rules.results_for,
        )
    return ProgrammeForm(
        formdata=None,
        runs=YES if row.runs else NO,
        begins_on=row.begins_on,
        months=row.months,
        open_days=row.open_days,
        results_after=row.results_after,
        release_hour=row.release_hour,
        invites=TEXTS if row.texts else LINKS if row.invites else SLIPS,
        reminders=", ".join(map(str, row.reminders)),
        avoided=write(row.avoided),
        threshold=row.pledge.threshold,
        keep_days=row.pledge.keep_days,
        custody=row.pledge.custody,
        results_for=row.pledge.results_for,
    )


def _page(form: ProgrammeForm) -> str:
    return render_template(
        "office/change_programme.html",
        form=form,
        errors=problems.of(form),
        forecast=forecast.of(_meant(form)),
    )


def _meant(form: ProgrammeForm) -> Pledge | None:
    """What the form says, once it says something that can be promised."""
    if form.errors or not form.threshold.data:
        return None
    return form.pledge(in_force.now(people()).rules)
