"""Proposing headcounts: what the office puts before a second person, without whom a round does not open."""

from flask import flash, redirect, render_template, url_for
from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovSubmitInput
from werkzeug.wrappers import Response
from wtforms import SubmitField

from pulse.access import account, audit
from pulse.access.permissions import Role, requires
from pulse.extensions import people
from pulse.office.door import door
from surveys.errors import Refusal
from surveys.fieldwork import headcounts, waves
from surveys.fieldwork.headcounts import Blocks, Standing
from surveys.fieldwork.waves import State


class ProposeForm(FlaskForm):
    """One button: the roster says the rest."""

    propose = SubmitField("Propose these headcounts", widget=GovSubmitInput())


@door.get("/rounds/<code>/headcounts", endpoint="headcounts")
@requires(Role.OFFICE)
def show_headcounts(code: str) -> str:
    """What today's roster gives, beside the last round, and how far its confirmation is."""
    wave = waves.find(people(), code)
    proposed, planned = headcounts.of(people(), wave), wave.state is State.PLANNED
    standing = headcounts.standing(people(), wave) if planned else None
    settled = not planned or standing in (Standing.WAITING, Standing.CONFIRMED)
    blocks, why_not = None, None
    if settled:
        blocks = proposed.blocks if proposed else None
    else:
        blocks, why_not = _foreseen(code)
    return render_template(
        "office/headcounts.html",
        wave=wave,
        proposed=proposed,
        standing=standing,
        blocks=blocks,
        why_not=why_not,
        form=ProposeForm(formdata=None) if blocks and not settled else None,
    )


@door.post("/rounds/<code>/headcounts")
@requires(Role.OFFICE)
def propose(code: str) -> Response:
    """Put today's headcounts before a second person. Raises WrongState, TooFew, NoUnits."""
    wave = waves.find(people(), code)
    by = account.logged_in().email
    blocks = headcounts.propose(people(), wave, by).blocks
    about = f"{code}: {len(blocks.rows)} blocks, {blocks.people} people"
    audit.record(people(), by, "headcounts proposed", about)
    people().commit()
    flash(
        "Proposed. A union representative or principal social worker confirms them under Checks.",
        "done",
    )
    return redirect(url_for("office.headcounts", code=code))


def _foreseen(code: str) -> tuple[Blocks | None, str | None]:
    try:
        return headcounts.foresee(people(), waves.find(people(), code)), None
    except Refusal as refusal:
        return None, str(refusal)
