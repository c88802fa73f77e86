"""Units: the organisation's services and teams; upload a file, see what would change, confirm."""

from collections.abc import Mapping

from flask import current_app, flash, redirect, render_template, url_for
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from govuk_frontend_wtf.wtforms_widgets import GovFileInput, GovSubmitInput
from werkzeug.wrappers import Response
from wtforms import SubmitField
from wtforms.validators import ValidationError

from pulse.access import account, audit
from pulse.access.permissions import Role, requires
from pulse.extensions import people
from pulse.office import carried, forecast, problems
from pulse.office.carried import CarriedField
from pulse.office.door import door
from surveys.errors import Refusal
from surveys.fieldwork import groups, restructure, roster, unit_change
from surveys.fieldwork.groups import GroupPlan, ReportingGroup
from surveys.fieldwork.units_file import Unit

#: Changes that the page lists.
SHOWN = 10
Page = str | tuple[str, int] | Response


class UnitsForm(FlaskForm):
    """A file to look at."""

    file = FileField(
        "File of units",
        widget=GovFileInput(),
        description="CSV with the columns unit_id, parent_id and name. Leave the parent_id of the whole organisation empty.",
        validators=[FileRequired("Choose the file of units")],
    )
    submit = SubmitField("Show what would change", widget=GovSubmitInput())


class ConfirmForm(FlaskForm):
    """The same file, looked at."""

    carried = CarriedField()


@door.get("/units")
@requires(Role.OFFICE)
def units() -> Page:
    """The units there are, how many people each has, and the form for a file."""
    return _page(UnitsForm(formdata=None))


@door.post("/units")
@requires(Role.OFFICE)
def look_at_units() -> Page:
    """Show what a file would change. Nothing is written."""
    form = UnitsForm()
    if not form.validate_on_submit():
        return _page(form), 422
    try:
        content = carried.uploaded(form.file.data)
        plan = groups.plan_import(people(), content)
    except (Refusal, ValidationError) as refusal:
        problems.put(form, "file", str(refusal))
        return _page(form), 422
    if plan.problems:
        return _page(form, plan), 422
    return _preview(content, plan)


@door.post("/units/confirm")
@requires(Role.OFFICE)
def take_units() -> Page:
    """Write what the preview showed."""
    form = ConfirmForm()
    content = carried.back(form.carried.data or "")
    plan = groups.plan_import(people(), content)
    restructure.take_file(people(), plan, demonstration=current_app.config["PULSE_DEMONSTRATION"])
    done = f"{len(plan.added)} added, {len(plan.changed)} changed, {len(plan.closed)} closed"
    audit.record(people(), account.logged_in().email, "units imported", done)
    people().commit()
    flash(f"The units are written: {done}.", "done")
    return redirect(url_for("office.units"))


def _preview(content: bytes, plan: GroupPlan) -> str:
    names = {unit.code: unit.name for unit in (*plan.added, *plan.unchanged)}
    names |= {change.unit.code: change.unit.name for change in plan.changed}
    counts = roster.headcounts(people())
    return render_template(
        "office/units_preview.html",
        plan=plan,
        form=ConfirmForm(formdata=None, carried=carried.out(content)),
        closed=[_closed(group, counts.get(group.code, 0)) for group in plan.closed],
        changed=[f"{each.unit.name}: {', '.join(each.what)}" for each in plan.changed],
        added=[_added(unit, names) for unit in plan.added],
    )


def _closed(group: ReportingGroup, staff: int) -> str:
    note = f". {staff} people are still placed there: import the roster next" if staff else ""
    return f"{group.names['en']} ({group.code}){note}"


def _added(unit: Unit, names: Mapping[str, str]) -> str:
    return f"{unit.name} ({unit.code})" + (f", in {names[unit.parent]}" if unit.parent else "")


def _page(form: UnitsForm, plan: GroupPlan | None = None) -> str:
    found = groups.whole(people())
    return render_template(
        "office/units.html",
        form=form,
        errors=problems.of(form),
        plan=plan,
        forecast=forecast.of() if found else None,
        units=[(unit, _depth(unit, found)) for unit in found],
        headcounts=roster.headcounts(people()),
        changes=[
            (each, unit_change.why_not(people(), each))
            for each in unit_change.latest(people(), SHOWN)
        ],
    )


def _depth(unit: ReportingGroup, found: tuple[ReportingGroup, ...]) -> int:
    parents = {each.code: each.parent_code for each in found}
    depth, above = 0, unit.parent_code
    while above in parents:
        depth, above = depth + 1, parents[above]
    return depth
