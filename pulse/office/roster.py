"""The roster: upload HR's file, choose its columns, see every line's fate, confirm."""

from collections.abc import Iterable
from dataclasses import asdict, fields

from flask import flash, redirect, render_template, url_for
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from govuk_frontend_wtf.wtforms_widgets import GovFileInput, GovSelect, GovSubmitInput
from werkzeug.wrappers import Response
from wtforms import HiddenField, SelectField, SubmitField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from pulse.access import account, audit
from pulse.access.permissions import Role, requires
from pulse.extensions import people
from pulse.office import carried, forecast, problems
from pulse.office.carried import CarriedField
from pulse.office.door import door
from surveys.errors import Refusal
from surveys.fieldwork import groups, roster_file, roster_import
from surveys.fieldwork import roster as people_on_it
from surveys.fieldwork.roster_file import Columns, Sheet
from surveys.fieldwork.roster_import import NobodyLeft
from surveys.fieldwork.roster_plan import Fate, RosterPlan
from surveys.fieldwork.roster_row import COUNTED, FateKind

Page = str | tuple[str, int] | Response
NONE = ""
FIRST_LINES = 3


class RosterForm(FlaskForm):
    """A file to look at."""

    file = FileField(
        "HR’s file",
        widget=GovFileInput(),
        description="CSV, as HR exports it. A title above the header, semicolons or tabs do no harm.",
        validators=[FileRequired("Choose HR’s file")],
    )
    submit = SubmitField("Read the file", widget=GovSubmitInput())


def _column(label: str, hint: str = "") -> SelectField:
    return SelectField(label, widget=GovSelect(), description=hint)


class ColumnsForm(FlaskForm):
    """Which column holds what."""

    carried = CarriedField()
    staff_number = _column("Staff number", "HR’s own key. It must stay the same from file to file.")
    name = _column("Name")
    team = _column("Team", "The unit’s name or its unit_id.")
    email = _column("Work e-mail")
    mobile = _column("Mobile")
    job_title = _column("Job title")
    submit = SubmitField("Show what happens to every line", widget=GovSubmitInput())

    def offer(self, sheet: Sheet) -> None:
        """Put the file's own columns into every list."""
        none = SelectChoice(NONE, "No column")
        columns = [SelectChoice(str(number), title) for number, title in enumerate(_titles(sheet))]
        for field in fields(Columns):
            self[field.name].choices = [none, *columns]

    def chosen(self) -> Columns:
        """What was chosen; a choice that is no column counts as none."""
        typed = {field.name: self[field.name].data for field in fields(Columns)}
        return Columns(**{name: int(text) if text else None for name, text in typed.items()})


class ConfirmForm(ColumnsForm):
    """The same file and columns, looked at."""

    fingerprint = HiddenField()


@door.get("/roster")
@requires(Role.OFFICE)
def roster() -> Page:
    """How many people each unit has, and the form for a file. It lists nobody."""
    return _page(RosterForm(formdata=None))


@door.post("/roster")
@requires(Role.OFFICE)
def read_roster() -> Page:
    """Read an uploaded file and offer its columns. Nothing is written."""
    form = RosterForm()
    if not form.validate_on_submit():
        return _page(form), 422
    try:
        content = carried.uploaded(form.file.data)
        sheet = roster_file.read(content)
    except (Refusal, ValidationError) as refusal:
        problems.put(form, "file", str(refusal))
        return _page(form), 422
    guessed = asdict(roster_file.guess(sheet.header))
    start = {name: NONE if column is None else str(column) for name, column in guessed.items()}
    chooser = ColumnsForm(formdata=None, carried=carried.out(content), **start)
    return _columns(chooser, sheet)


@door.post("/roster/look")
@requires(Role.OFFICE)
def look_at_roster() -> Page:
    """Show every line's fate. Nothing is written."""
    form = ColumnsForm()
    sheet = roster_file.read(carried.back(form.carried.data or ""))
    form.offer(sheet)
    if not form.validate_on_submit():
        return _columns(form, sheet), 422
    _require(form)
    if form.errors:
        return _columns(form, sheet), 422
    plan = roster_import.plan(people(), sheet, form.chosen())
    return _preview(form, plan), 422 if _refusal(plan) else 200


@door.post("/roster/confirm")
@requires(Role.OFFICE)
def take_roster() -> Page:
    """Write what the preview showed; when the roster has changed meanwhile, show it again first."""
    form = ConfirmForm()
    sheet = roster_file.read(carried.back(form.carried.data or ""))
    form.offer(sheet)
    if not form.validate_on_submit():
        return _columns(form, sheet), 422
    plan = roster_import.plan(people(), sheet, form.chosen())
    if plan.fingerprint != form.fingerprint.data:
        return _preview(form, plan, again=True), 409
    roster_import.apply(people(), plan)
    audit.record(people(), account.logged_in().email, "roster imported", plan.summary()[:500])
    people().commit()
    flash(f"The roster is written: {plan.staying} people.", "done")
    return redirect(url_for("office.roster"))


def _require(form: ColumnsForm) -> None:
    columns = form.chosen()
    for name in columns.missing:
        problems.put(form, name, f"Choose the column of the {form[name].label.text.lower()}")
    for name in columns.repeated:
        problems.put(form, name, "This column is chosen twice. Choose another, or none.")


def _page(form: RosterForm) -> str:
    units = groups.whole(people())
    counts = people_on_it.headcounts(people())
    open_units = {unit.code for unit in units}
    return render_template(
        "office/roster.html",
        form=form,
        errors=problems.of(form),
        units=units,
        rows=[[unit.names["en"], counts[unit.code]] for unit in units if unit.code in counts],
        total=sum(counts.values()),
        forecast=forecast.of(),
        in_closed=sum(count for code, count in counts.items() if code not in open_units),
    )


def _columns(form: ColumnsForm, sheet: Sheet) -> str:
    form.offer(sheet)
    return render_template(
        "office/roster_columns.html",
        form=form,
        sheet=sheet,
        errors=problems.of(form),
        head=["Line", *_titles(sheet)],
        rows=[
            [row.line, *(row.cell(number) for number in range(len(sheet.header)))]
            for row in sheet.rows[:FIRST_LINES]
        ],
    )


def _titles(sheet: Sheet) -> list[str]:
    return [title or f"Column {number}" for number, title in enumerate(sheet.header, start=1)]


def _refusal(plan: RosterPlan) -> str:
    """Why the plan cannot be confirmed; empty when it can."""
    try:
        roster_import.check(plan)
    except NobodyLeft as refusal:
        return str(refusal)
    return ""


def _preview(form: ColumnsForm, plan: RosterPlan, *, again: bool = False) -> str:
    names = {unit.code: unit.names["en"] for unit in groups.whole(people())}
    return render_template(
        "office/roster_preview.html",
        carried_fields={
            name: form[name].data for name in ("carried", *(f.name for f in fields(Columns)))
        },
        plan=plan,
        again=again,
        refusal=_refusal(plan),
        counted=[(words, plan.counts[kind]) for kind, words in COUNTED.items()],
        look=_lines(plan.needing_a_look),
        changed=_lines(fate for fate in plan.fates if fate.kind is FateKind.CHANGED),
        every=_lines(plan.fates),
        leavers=[
            [each.staff_number, each.name, names.get(each.group_code, each.group_code)]
            for each in plan.leavers
        ],
    )


def _lines(fates: Iterable[Fate]) -> list[list[object]]:
    return [[f.line, f.staff_number or "none", f.name or "none", f.message] for f in fates]
