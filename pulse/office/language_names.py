"""Language names: the Welsh of what the council itself has named: the organisation, who helps, groups."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from pulse.access import account, audit
from pulse.access.permissions import Role, requires
from pulse.extensions import people
from pulse.look import forget_organisation
from pulse.office.door import door
from surveys.fieldwork import welsh_names


@door.get("/languages/names", endpoint="language_names")
@requires(Role.OFFICE)
def show_names() -> str:
    """Every name with a field for its Welsh; those without it first."""
    names = sorted(welsh_names.every(people()), key=lambda name: bool(name.welsh))
    return render_template(
        "office/language_names.html",
        names=names,
        lacking=sum(not name.welsh for name in names),
        longest=welsh_names.LONGEST,
    )


@door.post("/languages/names")
@requires(Role.OFFICE)
def give_welsh_names() -> Response:
    """What was typed; a blank field leaves its name as it is."""
    done = welsh_names.give(people(), request.form.to_dict())
    audit.record(people(), account.logged_in().email, "Welsh names given", str(done))
    people().commit()
    forget_organisation()
    flash(f"{done} Welsh {'name is' if done == 1 else 'names are'} saved.", "done")
    return redirect(url_for("office.languages"))
