"""Questions: the core, the topics that take turns, which month each comes round, and how long a round takes."""

from flask import flash, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from pulse.access import account, audit
from pulse.access.permissions import Role, requires
from pulse.extensions import people
from pulse.office import problems
from pulse.office.door import door
from surveys.fieldwork import cadence, programme, rotation, waves
from surveys.fieldwork.cadence import MONTHLY
from surveys.fieldwork.rotation import MOST_TURNS, BadTurn, Turns
from surveys.fieldwork.waves import State
from surveys.instruments import minutes
from surveys.instruments.instrument import Instrument

Page = str | tuple[str, int] | Response

#: Rounds that the table of topics looks ahead.
AHEAD = 6
_PLACES = ("Next", "Second", "Third", "Fourth", "Fifth", "Sixth")


class TurnsForm(FlaskForm):
    """The ticks themselves are read as they stand: a column a turn, a row a topic."""


@door.get("/questions", endpoint="questions")
@requires(Role.OFFICE)
def show_questions() -> Page:
    """As it is, or with as many turns as were asked for."""
    own = rotation.of(people())
    wanted = request.args.get("rounds", len(own), type=int)
    number = max(1, min(wanted, MOST_TURNS))
    return _page((*own, *((),) * MOST_TURNS)[:number])


@door.post("/questions")
@requires(Role.OFFICE)
def save_questions() -> Page:
    """From the next round to be planned on; those that are planned keep their questions."""
    form = TurnsForm()
    number = max(1, min(request.form.get("rounds", 1, type=int), MOST_TURNS))
    turns = tuple(tuple(request.form.getlist(f"turn-{place}")) for place in range(number))
    if not form.validate_on_submit():
        return _page(turns, form), 422
    try:
        rotation.save(people(), turns, months=_months())
    except BadTurn as refusal:
        problems.put(form, "", f"Round {refusal.turn + 1} of the turns: {refusal}")
        return _page(turns, form, wrong=refusal.turn), 422
    about = "; ".join(", ".join(turn) or "core alone" for turn in turns)
    audit.record(people(), account.logged_in().email, "questions chosen", about[:500])
    people().commit()
    flash("Saved. Rounds that are planned keep their questions; the next ones follow this.", "done")
    return redirect(url_for("office.questions"))


def _months() -> int:
    rhythm = cadence.the(people())
    return rhythm.months if rhythm else MONTHLY


def _page(turns: Turns, form: TurnsForm | None = None, *, wrong: int | None = None) -> str:
    heads, asked = _ahead()
    return render_template(
        "office/questions.html",
        form=form or TurnsForm(formdata=None),
        errors=[(f"turn-{wrong}", said) for _, said in problems.of(form)] if form else [],
        turns=turns,
        most=MOST_TURNS,
        wrong=wrong,
        core=rotation.core(),
        topics=[(module, rotation.asked_by(module)) for module in rotation.choices()],
        times=[_minutes(place, turn) for place, turn in enumerate(turns)],
        never=rotation.never_asked(rotation.of(people())),
        heads=heads,
        rows=_calendar(asked),
    )


def _minutes(place: int, turn: tuple[str, ...]) -> str:
    """How long a turn takes, or nothing where it cannot be asked as it stands."""
    try:
        return minutes.of(rotation.instrument(place, turn)).words
    except BadTurn:
        return ""


def _ahead() -> tuple[list[str], list[Instrument]]:
    """The next rounds by name, with what each asks: those that are planned, then those that will be."""
    coming = [wave for wave in reversed(waves.every(people())) if wave.state is State.PLANNED]
    rhythm = cadence.the(people())
    known = {wave.code for wave in waves.every(people())}
    slots = cadence.coming(rhythm, AHEAD + len(known)) if rhythm and rhythm.runs else ()
    later = [slot.names["en"] for slot in slots if slot.code not in known]
    later = later or [f"{place} round" for place in _PLACES]
    later = later[: max(0, AHEAD - len(coming))]
    heads = [wave.names["en"] for wave in coming] + later
    asked = [wave.instrument for wave in coming]
    asked += [programme.coming_instrument(people(), n) for n in range(1, len(later) + 1)]
    return heads[:AHEAD], asked[:AHEAD]


def _calendar(asked: list[Instrument]) -> list[list[str]]:
    """A row a topic that any of these rounds asks, the core first; a cell a round."""
    chosen = [rotation.chosen(each) for each in asked]
    rows = [
        [module.title["en"], *("asked" if module.code in own else "–" for own in chosen)]
        for module in rotation.choices()
        if any(module.code in own for own in chosen)
    ]
    core = [
        "Core: caseload, supervision and what else is asked every time",
        *("asked" for _ in asked),
    ]
    times = ["Minutes to answer", *(minutes.of(each).words for each in asked)]
    return [core, *rows, times]
