"""One round: where it stands, its blocks, its slips, and stopping it."""

from collections.abc import Sequence

from flask import Response as Download
from flask import current_app, flash, redirect, render_template, url_for
from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovSelect, GovSubmitInput, GovTextArea
from werkzeug.wrappers import Response
from wtforms import SelectField, SubmitField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from pulse import language
from pulse.access import account, audit
from pulse.access.permissions import Role, requires
from pulse.extensions import ballot, people
from pulse.office import forecast, hand_over, letters, participation, problems
from pulse.office.door import door
from surveys.credentials import links, printing
from surveys.errors import Refusal
from surveys.fieldwork import (
    freeze,
    headcounts,
    organisation,
    tree,
    waves,
)
from surveys.fieldwork.tree import WaveGroup
from surveys.fieldwork.waves import LONGEST_REASON, TRANSITIONS, State, Wave
from surveys.instruments import minutes
from surveys.responses import box

Page = str | tuple[str, int] | Response
ALL = ""
NEW, AGAIN = "new", "again"
LARGE = "large"


class SlipsForm(FlaskForm):
    """Which slips to print."""

    block = SelectField("For whom", widget=GovSelect())
    kind = SelectField(
        "Which slips",
        widget=GovSelect(),
        choices=[
            SelectChoice(NEW, "First print"),
            SelectChoice(AGAIN, "Replace a sheet that was lost before it was handed out"),
        ],
        default=NEW,
    )
    size = SelectField(
        "Size of the print",
        widget=GovSelect(),
        choices=[
            SelectChoice("", "Small: 24 slips a page, 12 in two languages"),
            SelectChoice(LARGE, "Large print, 18 points: 3 slips a page, 2 in two languages"),
        ],
        default="",
        description="All slips of a block alike: a large one among small ones would say whose it is.",
    )
    print_slips = SubmitField("Make the PDF of slips", widget=GovSubmitInput())


class StopForm(FlaskForm):
    """Why a round ends without results."""

    because = TextAreaField(
        "Why is the round stopped?",
        widget=GovTextArea(),
        description="The people who were asked will read this. It cannot be undone: there will be no results.",
        validators=[
            InputRequired("Enter why the round is stopped"),
            Length(max=LONGEST_REASON, message=f"Use at most {LONGEST_REASON} characters"),
        ],
    )
    stop = SubmitField("Stop this round for good", widget=GovSubmitInput())


@door.get("/rounds/<code>", endpoint="wave")
@requires(Role.OFFICE)
def show_round(code: str) -> Page:
    """Where the round stands."""
    return _page(waves.find(people(), code))


@door.post("/rounds/<code>/slips")
@requires(Role.OFFICE)
def print_slips(code: str) -> Page:
    """Make codes and send them as a PDF: the only time they can be read. Not a GET, since it makes codes."""
    wave = waves.find(people(), code)
    form = _slips_form(wave)
    if not form.validate_on_submit():
        return _page(wave, slips=form), 422
    try:
        printed = printing.print_slips(
            ballot(),
            wave=code,
            block=form.block.data or None,
            again=form.kind.data == AGAIN,
            moved=links.on_paper(people(), code),
            organisation=_organisation(),
            address=current_app.config["PULSE_ADDRESS"],
            languages=language.spoken(people()),
            large=form.size.data == LARGE,
        )
    except Refusal as refusal:
        problems.put(form, "block", str(refusal))
        return _page(wave, slips=form), 409
    about = f"{code}, {form.block.data or 'all blocks'}: {printed.slips}"
    audit.record(people(), account.logged_in().email, "slips printed", about)
    ballot().commit()
    people().commit()
    name = f"slips-{code}{'-' + form.block.data if form.block.data else ''}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Download(printed.pdf, mimetype="application/pdf", headers=headers)


@door.post("/rounds/<code>/stop")
@requires(Role.OFFICE)
def stop(code: str) -> Page:
    """End the round and take no more answers, at once; the job runner then destroys what was sent."""
    wave = waves.find(people(), code)
    form = StopForm()
    if not form.validate_on_submit():
        return _page(wave, stop=form), 422
    had_opened = wave.state is not State.PLANNED
    waves.stop(people(), wave, form.because.data or "")
    audit.record(people(), account.logged_in().email, "round stopped", code)
    if had_opened:
        box.close(ballot(), code)
        ballot().commit()
    people().commit()
    flash(f"{wave.names['en']} is stopped. What was sent is being destroyed.", "done")
    return redirect(url_for("office.wave", code=code))


def _page(wave: Wave, *, slips: SlipsForm | None = None, stop: StopForm | None = None) -> str:
    frozen = tree.of(people(), wave)
    foreseen, why_not = _foreseen(wave) if not frozen else (frozen, None)
    is_open = wave.state is State.OPEN
    return render_template(
        "office/round.html",
        wave=wave,
        rows=_rows(foreseen),
        frozen=bool(frozen),
        forecast=forecast.of_tree(foreseen, wave.pledge, why_not),
        minutes=minutes.of(wave.instrument),
        asked=foreseen[0].headcount if foreseen else 0,
        answered=participation.so_far(wave) if is_open else None,
        slips=(slips or _slips_form(wave)) if is_open else None,
        letters=letters.standing(wave),
        waits=headcounts.why_waiting(people(), wave) if wave.state is State.PLANNED else None,
        keyholders=hand_over.standing(wave),
        stop=(stop or StopForm(formdata=None))
        if State.STOPPED in TRANSITIONS[wave.state]
        else None,
        errors=problems.of(slips or stop) if slips or stop else [],
    )


def _foreseen(wave: Wave) -> tuple[tuple[WaveGroup, ...], str | None]:
    try:
        return freeze.foresee(people(), wave), None
    except Refusal as refusal:
        return (), str(refusal)


def _rows(groups: Sequence[WaveGroup]) -> list[list[object]]:
    names = {group.code: group.names["en"] for group in groups}
    blocks = [group for group in groups if group.is_block]
    return [
        [each.names["en"], names.get(each.parent_code or ""), each.headcount] for each in blocks
    ]


def _slips_form(wave: Wave) -> SlipsForm:
    form = SlipsForm()
    blocks = [group for group in tree.of(people(), wave) if group.is_block]
    form.block.choices = [SelectChoice(ALL, "All blocks, a cover page for each")] + [
        SelectChoice(group.code, f"{group.names['en']} ({group.headcount} people)")
        for group in blocks
    ]
    return form


def _organisation() -> dict[str, str]:
    found = organisation.the(people())
    return found.names if found else {"en": "Pulse"}
