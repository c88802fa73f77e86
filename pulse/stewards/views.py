"""A reader's saved views: the list, opening one, saving, renaming and deleting. Nobody else sees them."""

from urllib.parse import urlencode

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from pulse.access import account
from pulse.access.permissions import STEWARDS, requires
from pulse.extensions import people
from pulse.stewards import saved_view
from pulse.stewards.choices import choices, in_words
from pulse.stewards.comments import readable
from pulse.stewards.door import door
from pulse.stewards.saved_view import LONGEST, MOST, NotSaved
from pulse.stewards.selection import Selection
from surveys.exports.package import sayable
from surveys.reports import rounds

Page = Response | str | tuple[str, int]


@door.get("/comments/views")
@requires(*STEWARDS)
def views() -> str:
    """Each with what it chooses, and how many comments that is now."""
    ours, known = readable(), rounds.load(people())
    listed = []
    for view in saved_view.of(people(), _me()):
        offered = choices(ours, view.selection, known)
        listed.append(
            {
                "view": view,
                "said": in_words(offered, view.selection),
                "gone": [choice.gone for choice in offered if choice.gone],
                "number": sum(map(view.selection.admits, ours)),
            }
        )
    return render_template("stewards/views.html", listed=listed, most=MOST)


@door.get("/comments/views/<int:number>")
@requires(*STEWARDS)
def view(number: int) -> Response:
    """The comments it chooses today. Raises NoSuchView."""
    found = saved_view.find(people(), _me(), number)
    address = url_for("stewards.comments")
    return redirect(f"{address}?{urlencode(found.selection.given)}")


@door.get("/comments/views/new")
@requires(*STEWARDS)
def name_view() -> str:
    """A name for a selection."""
    return _new_page(Selection.asked(request.args))


@door.post("/comments/views/new")
@requires(*STEWARDS)
def save_view() -> Page:
    """Keep it; what is wrong with the name stands at its field."""
    selection, name = Selection.asked(request.form), request.form.get("name", "")
    try:
        view = saved_view.save(people(), _me(), name, selection)
    except NotSaved as refusal:
        return _new_page(selection, name, str(refusal)), 422
    people().commit()
    flash(f"Saved as “{view.name}”.", "done")
    return redirect(url_for("stewards.views"))


@door.get("/comments/views/<int:number>/edit")
@requires(*STEWARDS)
def edit_view(number: int) -> str:
    """Rename or delete it. Raises NoSuchView."""
    return _edit_page(number)


@door.post("/comments/views/<int:number>/rename")
@requires(*STEWARDS)
def rename_view(number: int) -> Page:
    """Give it another name. Raises NoSuchView."""
    name = request.form.get("name", "")
    try:
        view = saved_view.rename(people(), _me(), number, name)
    except NotSaved as refusal:
        people().rollback()
        return _edit_page(number, name, str(refusal)), 422
    people().commit()
    flash(f"Renamed to “{view.name}”.", "done")
    return redirect(url_for("stewards.views"))


@door.post("/comments/views/<int:number>/delete")
@requires(*STEWARDS)
def delete_view(number: int) -> Response:
    """Delete it; comments are not touched. Raises NoSuchView."""
    name = saved_view.delete(people(), _me(), number)
    people().commit()
    flash(f"Deleted “{name}”. The comments are still there.", "done")
    return redirect(url_for("stewards.views"))


def _new_page(selection: Selection, name: str = "", problem: str = "") -> str:
    return render_template(
        "stewards/new_view.html",
        selection=selection,
        said=_said(selection),
        typed={"name": sayable(name)},
        errors=[("name", problem)] if problem else [],
        longest=LONGEST,
    )


def _edit_page(number: int, name: str | None = None, problem: str = "") -> str:
    view = saved_view.find(people(), _me(), number)
    return render_template(
        "stewards/edit_view.html",
        view=view,
        said=_said(view.selection),
        typed={"name": view.name if name is None else sayable(name)},
        errors=[("name", problem)] if problem else [],
        longest=LONGEST,
    )


def _said(selection: Selection) -> dict[str, str]:
    return in_words(choices(readable(), selection, rounds.load(people())), selection)


def _me() -> int:
    return account.logged_in().id
