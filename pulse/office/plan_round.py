"""Planning a round: its days and its pledge, with what it will ask and what it could show."""

from datetime import date, timedelta
from typing import cast

from flask import flash, redirect, render_template, url_for
from govuk_frontend_wtf.wtforms_widgets import GovSubmitInput, GovTextInput
from werkzeug.wrappers import Response
from wtforms import StringField, SubmitField
from wtforms.validators import InputRequired, Length

from pulse.access import account, audit
from pulse.access.permissions import Role, requires
from pulse.extensions import people
from pulse.office import forecast, problems
from pulse.office.day_field import DayField
from pulse.office.door import door
from pulse.office.rules_form import RulesForm
from surveys import clock
from surveys.fieldwork import programme, sealing_keys
from surveys.fieldwork.plan import BadPlan, Details
from surveys.fieldwork.pledge import KEYHOLDERS
from surveys.governance import in_force, rounds
from surveys.instruments import minutes

Page = str | tuple[str, int] | Response


class PlanForm(RulesForm):
    """What the office decides about a round."""

    names = StringField(
        "Name of the round",
        widget=GovTextInput(),
        description="What people call it, such as “November 2026”.",
        validators=[
            InputRequired("Enter the name of the round"),
            Length(max=80, message="Use at most 80 characters"),
        ],
    )
    code = StringField(
        "Code of the round",
        widget=GovTextInput(),
        description="Short and never used before, such as 2026-11.",
        validators=[InputRequired("Enter the code of the round")],
    )
    opens_on = DayField("The first day")
    closes_on = DayField("The last day on which people can answer")
    releases_on = DayField("The day of the results")
    submit = SubmitField("Plan this round", widget=GovSubmitInput())

    def details(self) -> Details:
        """Everything that ``plan.plan`` wants; only after the form was found valid."""
        return Details(
            code=(self.code.data or "").strip(),
            names={"en": " ".join((self.names.data or "").split())},
            opens_on=cast("date", self.opens_on.data),
            closes_on=cast("date", self.closes_on.data),
            releases_on=cast("date", self.releases_on.data),
            release_hour=self.release_hour.data,
            instrument=programme.next_instrument(people()),
            pledge=self.pledge(in_force.on(people(), cast("date", self.opens_on.data)).rules),
            invites=self.asks_by_link,
            texts=self.asks_by_text,
            reminders=self.days_of_reminders(),
        )


@door.get("/rounds/plan", endpoint="plan")
@requires(Role.OFFICE)
def show_plan() -> Page:
    """The form, filled with what is usual."""
    monday = clock.today() + timedelta(days=7 - clock.today().weekday())
    rules = in_force.on(people(), monday).rules.pledge
    form = PlanForm(
        formdata=None,
        opens_on=monday,
        closes_on=monday + timedelta(days=13),
        releases_on=monday + timedelta(days=28),
        release_hour=9,
        threshold=rules.threshold,
        keep_days=rules.keep_days,
        custody=KEYHOLDERS if sealing_keys.unused(people()) else rules.custody,
        results_for=rules.results_for,
    )
    return _page(form)


@door.post("/rounds/plan")
@requires(Role.OFFICE)
def make_plan() -> Page:
    """Plan the round, or say beside each field what is wrong."""
    form = PlanForm()
    if not form.validate_on_submit():
        return _page(form), 422
    try:
        wave = rounds.plan_one(people(), **form.details())
    except BadPlan as bad:
        for problem in bad.problems:
            problems.put(form, problem.field, problem.message)
        return _page(form), 422
    audit.record(people(), account.logged_in().email, "round planned", wave.code)
    people().commit()
    flash(f"{wave.names['en']} is planned. It opens by itself on its first day.", "done")
    return redirect(url_for("office.wave", code=wave.code))


def _page(form: PlanForm) -> str:
    asked = programme.next_instrument(people())
    rules = in_force.now(people()).rules
    meant = form.pledge(rules) if not form.errors and form.threshold.data else rules.pledge
    return render_template(
        "office/plan.html",
        form=form,
        errors=problems.of(form),
        instrument=asked,
        minutes=minutes.of(asked),
        forecast=forecast.of(meant),
    )
