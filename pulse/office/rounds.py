"""The list of rounds."""

from flask import render_template

from pulse.access.permissions import Role, requires
from pulse.extensions import people
from pulse.office.door import door
from surveys.fieldwork import waves as all_waves


@door.get("/rounds")
@requires(Role.OFFICE)
def waves() -> str:
    """Every round, the latest first."""
    return render_template("office/rounds.html", waves=all_waves.every(people()))
