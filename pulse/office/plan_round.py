"""Planning a round: its days and its pledge, with what it will ask and what it could show."""

from datetime import date, timedelta
from typing import cast

from flask import flash, redirect, render_template, url_for
from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovSelect, GovSubmitInput, GovTextInput
from werkzeug.wrappers import Response
from wtforms import IntegerField, SelectField, StringField, SubmitField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, ValidationError

from pulse.access import account, audit
from pulse.access.permissions import Role, requires
from pulse.extensions import people
from pulse.notify import notify
from pulse.office import problems
from pulse.office.day_field import DayField
from pulse.office.door import door
from surveys import clock
from surveys.errors import Refusal
from surveys.fieldwork import freeze, groups, plan, programme, sealing_keys, visibility
from surveys.fieldwork.plan import BadPlan, Details
from surveys.fieldwork.pledge import EVERYONE, FLOOR, KEYHOLDERS, NETWORK, SERVER, Pledge
from surveys.fieldwork.visibility import Visibility

Page = str | tuple[str, int] | Response
LINKS, TEXTS, SLIPS = "links", "texts", "slips"


class PlanForm(FlaskForm):
    """What the office decides about a round."""

    names = StringField(
        "Name of the round",
        widget=GovTextInput(),
        description="What people call it, such as “November 2026”.",
        validators=[InputRequired("Enter the name of the round"), Length(max=80)],
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
    release_hour = SelectField(
        "Hour of the results",
        widget=GovSelect(),
        description="Everybody sees the results at this hour, London time.",
        choices=[SelectChoice(hour, f"{hour:02}:00") for hour in range(24)],
        coerce=int,
    )
    invites = SelectField(
        "How people are asked",
        widget=GovSelect(),
        description="Nobody can tell whose answers are whose, whichever way they come.",
        choices=[
            SelectChoice(
                LINKS, "A personal link by e-mail; a paper slip where there is no address"
            ),
            SelectChoice(
                TEXTS,
                "The same, and a text message where there is a mobile number and no e-mail address",
            ),
            SelectChoice(SLIPS, "Paper slips for everybody"),
        ],
        default=LINKS,
    )
    reminders = StringField(
        "Reminders",
        widget=GovTextInput(),
        description="Days after the first day, such as 5, 10. At most two; everybody gets the same. Empty for none.",
        default="5, 10",
    )
    threshold = IntegerField(
        "Fewest people behind a figure",
        widget=GovTextInput(),
        description=f"10 or more protects better. Never fewer than {FLOOR}.",
        validators=[
            InputRequired("Enter the fewest people behind a figure"),
            NumberRange(FLOOR, 100, f"This must be a number from {FLOOR} to 100"),
        ],
    )
    keep_days = IntegerField(
        "Days until raw answers are destroyed",
        widget=GovTextInput(),
        description="Counted from the last day.",
        validators=[
            InputRequired("Enter the days until raw answers are destroyed"),
            NumberRange(1, 365, "This must be a number from 1 to 365"),
        ],
    )
    custody = SelectField(
        "Who can open the answers",
        widget=GovSelect(),
        description="Workers are told which. Keyholders protect better: then no key to what was sent lies on the server.",
        choices=[
            SelectChoice(SERVER, "This server, after the close"),
            SelectChoice(KEYHOLDERS, "Two of three keyholders: union, employer, outsider"),
        ],
        coerce=int,
        default=SERVER,
    )
    results_for = SelectField(
        "Who can open the results",
        widget=GovSelect(),
        description="Workers are told which. Your proxy keeps others out: set it there too.",
        choices=[
            SelectChoice(EVERYONE, "Everyone, without a log-in"),
            SelectChoice(NETWORK, "The organisation’s network alone, without a log-in"),
        ],
        default=EVERYONE,
    )
    submit = SubmitField("Plan this round", widget=GovSubmitInput())

    def pledge(self) -> Pledge:
        """What workers are promised. Raises WeakPledge."""
        threshold = cast("int", self.threshold.data)
        return Pledge(
            threshold=threshold,
            comment_threshold=max(Pledge.comment_threshold, threshold),
            sensitive_threshold=max(Pledge.sensitive_threshold, threshold),
            keep_days=cast("int", self.keep_days.data),
            results_for=self.results_for.data,
            custody=self.custody.data,
        )

    def validate_reminders(self, field: StringField) -> None:
        """Numbers, or nothing."""
        if not all(part.isdecimal() for part in _parts(field.data)):
            raise ValidationError("Write days as numbers, such as 5, 10")

    def validate_invites(self, field: SelectField) -> None:
        """Text messages need a way to send them."""
        account = notify()
        if field.data == TEXTS and not (account and account.text_template):
            raise ValidationError(
                "No way for text messages is set. Choose another way, or set up GOV.UK Notify first"
            )

    def days_of_reminders(self) -> list[int]:
        """As they were typed; none where nobody has a link."""
        return (
            []
            if self.invites.data == SLIPS
            else [int(part) for part in _parts(self.reminders.data)]
        )

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
            pledge=self.pledge(),
            invites=self.invites.data != SLIPS,
            texts=self.invites.data == TEXTS,
            reminders=self.days_of_reminders(),
        )


def _parts(typed: str | None) -> list[str]:
    return (typed or "").replace(",", " ").split()


@door.get("/rounds/plan", endpoint="plan")
@requires(Role.OFFICE)
def show_plan() -> Page:
    """The form, filled with what is usual."""
    monday = clock.today() + timedelta(days=7 - clock.today().weekday())
    form = PlanForm(
        formdata=None,
        opens_on=monday,
        closes_on=monday + timedelta(days=13),
        releases_on=monday + timedelta(days=28),
        release_hour=9,
        threshold=Pledge.threshold,
        keep_days=Pledge.keep_days,
        custody=KEYHOLDERS if sealing_keys.unused(people()) else SERVER,
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
        wave = plan.plan(people(), **form.details())
    except BadPlan as bad:
        for problem in bad.problems:
            problems.put(form, problem.field, problem.message)
        return _page(form), 422
    audit.record(people(), account.logged_in().email, "round planned", wave.code)
    people().commit()
    flash(f"{wave.names['en']} is planned. It opens by itself on its first day.", "done")
    return redirect(url_for("office.wave", code=wave.code))


def _page(form: PlanForm) -> str:
    pledge = Pledge()
    expected: tuple[Visibility, ...] = ()
    why_not = None
    if not form.errors and form.threshold.data:
        pledge = form.pledge()
    try:
        tree = freeze.preview(people(), pledge)
        expected = visibility.expected(tree, groups.whole(people()), pledge)
    except Refusal as refusal:
        why_not = str(refusal)
    return render_template(
        "office/plan.html",
        form=form,
        errors=problems.of(form),
        instrument=programme.next_instrument(people()),
        pledge=pledge,
        expected=expected,
        why_not=why_not,
        advice=visibility.advice(visibility.staff(people()), pledge),
    )
