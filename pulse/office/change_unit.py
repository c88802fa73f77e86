"""Changing one unit: its page and history, what a change would do, and doing it once that was looked at."""

from dataclasses import dataclass

from flask import abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from pulse.access import account, audit
from pulse.access.permissions import Role, requires
from pulse.extensions import people
from pulse.office import forecast, placing, problems
from pulse.office.door import door
from pulse.office.forecast import Forecast
from pulse.office.unit_forms import FORMS, ChangeForm, SplitForm
from surveys.fieldwork import groups, headcounts, restructure, roster, unit_change, waves
from surveys.fieldwork.groups import ReportingGroup
from surveys.fieldwork.headcounts import Standing
from surveys.fieldwork.restructure import BadChange
from surveys.fieldwork.unit_change import Kind, UnitChange
from surveys.fieldwork.waves import State, Wave

Page = str | tuple[str, int] | Response
MERGE = "merge"
SURE = "yes"


@dataclass(frozen=True)
class Consequences:
    """What a change does, in words and numbers; nothing of it is written yet."""

    kind: Kind
    about: str
    #: people who move with it, by themselves
    moved: int
    #: people whom the next roster must place anew
    to_place: int
    before: Forecast
    after: Forecast
    #: rounds whose headcounts must be proposed and confirmed again
    again: tuple[str, ...]
    is_open: str | None


@door.get("/units/of/<code>", endpoint="unit")
@requires(Role.OFFICE)
def show_unit(code: str) -> Page:
    """Where it stands, what became of it, and what can be done to it."""
    return _unit_page(restructure.find(people(), code))


@door.get("/units/merge", endpoint="merge")
@requires(Role.OFFICE)
def show_merge() -> Page:
    """Which teams, and what the new one is called."""
    return _merge_page(_form(MERGE))


@door.post("/units/merge")
@requires(Role.OFFICE)
def merge_teams() -> Page:
    """Shown first, written when it was looked at."""
    return _change(MERGE, "")


@door.post("/units/of/<code>/<what>")
@requires(Role.OFFICE)
def change_unit(code: str, what: str) -> Page:
    """Shown first, written when it was looked at."""
    restructure.find(people(), code)
    if what not in FORMS or what == MERGE:
        abort(404)
    return _change(what, code)


@door.post("/units/changes/<int:number>/undo")
@requires(Role.OFFICE)
def undo_change(number: int) -> Response:
    """Take a change back, while no round has opened on it. Raises CannotUndo."""
    change = unit_change.find(people(), number)
    unit_change.undo(people(), change)
    audit.record(people(), account.logged_in().email, "unit change taken back", change.about)
    people().commit()
    flash(f"Taken back: {change.about}.", "done")
    return redirect(url_for("office.units"))


def _change(what: str, code: str) -> Page:
    form = FORMS[what]()
    form.offer(people())
    if not form.validate_on_submit():
        return _again(what, code, form)
    sure = form.sure.data == SURE and form.was_shown
    before, standing = (None, None) if sure else (forecast.of(), _standing())
    try:
        with people().no_autoflush:
            change = form.apply(people(), code)
    except BadChange as refusal:
        people().rollback()
        problems.put(form, refusal.field, str(refusal))
        return _again(what, code, form)
    if before is None or standing is None:
        return _write(change)
    found = _consequences(change, before, standing)
    people().rollback()  # it was only looked at
    return render_template(
        "office/unit_change.html",
        found=found,
        form=form,
        what=what,
        code=code,
        sure=SURE,
        places=placing.of(form, code, change) if isinstance(form, SplitForm) else None,
    )


def _write(change: UnitChange) -> Response:
    audit.record(people(), account.logged_in().email, "units changed", change.about)
    people().commit()
    flash(f"Written: {change.about}.", "done")
    return redirect(url_for("office.units"))


def _consequences(
    change: UnitChange, before: Forecast, standing: dict[str, Standing]
) -> Consequences:
    counts = roster.headcounts(people())
    left = (code for code, state in change.after.items() if state and not state["active"])
    to_place = sum(counts.get(code, 0) for code in left)
    if change.kind is Kind.SPLIT:
        to_place = sum(counts.get(code, 0) for code, was in change.before.items() if was)
    now = _standing()
    settled = (Standing.WAITING, Standing.CONFIRMED)
    open_now = waves.current(people())
    return Consequences(
        kind=change.kind,
        about=change.about,
        moved=len(change.placed),
        to_place=to_place,
        before=before,
        after=forecast.of(),
        again=tuple(
            wave.names["en"]
            for wave in _planned()
            if standing[wave.code] in settled and now[wave.code] not in settled
        ),
        is_open=open_now.names["en"] if open_now else None,
    )


def _planned() -> list[Wave]:
    return [wave for wave in waves.every(people()) if wave.state is State.PLANNED]


def _standing() -> dict[str, Standing]:
    return {wave.code: headcounts.standing(people(), wave) for wave in _planned()}


def _again(what: str, code: str, form: ChangeForm) -> Page:
    """The page the form stands on, with what is wrong and what was typed."""
    if what == MERGE:
        return _merge_page(form), 422
    return _unit_page(restructure.find(people(), code), what, form), 422


def _form(what: str, **filled: object) -> ChangeForm:
    form = FORMS[what](formdata=None, **filled)
    form.offer(people())
    return form


def _merge_page(form: ChangeForm) -> str:
    return render_template("office/merge.html", form=form, errors=problems.of(form))


def _unit_page(
    unit: ReportingGroup, wrong: str | None = None, form: ChangeForm | None = None
) -> str:
    team = unit in restructure.teams(people())
    offered = ["rename"] * unit.active
    offered += ["move"] * (unit.active and unit.parent_code is not None)
    offered += ["split", "close"] * team
    forms = {what: _form(what, name=unit.names["en"], parent=unit.parent_code) for what in offered}
    if wrong and form:
        forms[wrong] = form
    return render_template(
        "office/unit.html",
        unit=unit,
        above=groups.name_of(people(), unit.parent_code) if unit.parent_code else None,
        placed=roster.headcounts(people()).get(unit.code, 0),
        history=unit_change.history(people(), unit.code),
        forms=forms,
        errors=problems.of(form) if form else [],
    )
