"""Proposing other rules: the form, what would follow from them, and only then the proposal itself."""

from typing import cast

from flask import flash, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import (
    GovCheckboxesInput,
    GovSelect,
    GovSubmitInput,
    GovTextArea,
    GovTextInput,
)
from werkzeug.wrappers import Response
from wtforms import (
    SelectField,
    SelectMultipleField,
    SubmitField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange

from pulse import outbox
from pulse.access import audit
from pulse.access.permissions import Role, requires
from pulse.extensions import people
from pulse.governance import holder
from pulse.governance.door import door
from pulse.number_field import NumberField
from surveys.errors import Refusal
from surveys.fieldwork.pledge import (
    EVERYONE,
    FLOOR,
    KEYHOLDERS,
    NETWORK,
    SERVER,
    Pledge,
    WeakPledge,
)
from surveys.governance import consequences, in_force, proposals, rules
from surveys.governance.proposals import LONGEST_REASON
from surveys.governance.rules import MOST_DAYS, MOST_PEOPLE, BadRules, Rules

Page = str | tuple[str, int] | Response


def _people_field(label: str, description: str) -> NumberField:
    return NumberField(
        label,
        widget=GovTextInput(),
        description=description,
        validators=[
            InputRequired("Enter a number of people"),
            NumberRange(FLOOR, MOST_PEOPLE, f"This must be a number from {FLOOR} to {MOST_PEOPLE}"),
        ],
    )


class ProposeForm(FlaskForm):
    """A whole set of rules, and why."""

    threshold = _people_field(
        "Fewest people behind a figure", f"Never fewer than {FLOOR}, whoever agrees."
    )
    comment_threshold = _people_field(
        "Fewest people whose comments are shown together",
        "A comment is shown with the smallest part of the organisation from which so many have written.",
    )
    sensitive_threshold = _people_field(
        "Fewest people behind a sensitive figure", "Such as those about bullying."
    )
    keep_days = NumberField(
        "Days until raw answers are destroyed",
        widget=GovTextInput(),
        description="Counted from the last day of a round.",
        validators=[
            InputRequired("Enter a number of days"),
            NumberRange(1, MOST_DAYS, f"This must be a number from 1 to {MOST_DAYS}"),
        ],
    )
    custody = SelectField(
        "Who can open the answers",
        widget=GovSelect(),
        description="With keyholders every round needs a key that they have made.",
        choices=[
            SelectChoice(SERVER, "The server may; a round can still choose keyholders"),
            SelectChoice(KEYHOLDERS, "Two of three keyholders, in every round"),
        ],
        coerce=int,
    )
    results_for = SelectField(
        "Who can open the results",
        widget=GovSelect(),
        choices=[
            SelectChoice(EVERYONE, "Everyone, without a log-in"),
            SelectChoice(NETWORK, "The organisation’s network alone, without a log-in"),
        ],
    )
    breakdowns = SelectMultipleField(
        "What people may be asked about themselves",
        widget=GovCheckboxesInput(),
        description="Figures may be split by these answers, for the whole organisation.",
    )
    because = TextAreaField(
        "Why",
        widget=GovTextArea(),
        description="The keyholders read it, and so can everybody. Name no person.",
        validators=[
            InputRequired("Write why"),
            Length(max=LONGEST_REASON, message=f"Use at most {LONGEST_REASON} characters"),
        ],
    )
    look = SubmitField("Show what would follow", widget=GovSubmitInput())
    submit = SubmitField("Put this before the keyholders", widget=GovSubmitInput())

    def rules(self) -> Rules:
        """Raises WeakPledge."""
        pledge = Pledge(
            threshold=cast("int", self.threshold.data),
            comment_threshold=cast("int", self.comment_threshold.data),
            sensitive_threshold=cast("int", self.sensitive_threshold.data),
            keep_days=cast("int", self.keep_days.data),
            custody=self.custody.data,
            results_for=self.results_for.data,
        )
        return Rules(pledge, tuple(self.breakdowns.data or ()))


@door.get("/propose", endpoint="propose")
@requires(*Role)
def show_form() -> Page:
    """The rules that hold, to be changed."""
    holder.demand_proposer()
    return _page(_form(in_force.now(people()).rules))


@door.post("/propose")
@requires(*Role)
def make_proposal() -> Page:
    """First what would follow; the proposal itself when that has been read."""
    person, form = holder.demand_proposer(), _form()
    if not form.validate():
        return _page(form), 422
    try:
        after = form.rules()
        proposed = proposals.propose(people(), person.email, after, form.because.data or "")
    except BadRules as bad:
        _put(form, bad.aspect, str(bad))
    except WeakPledge as weak:
        _put(form, "sensitive_threshold", str(weak))
    except Refusal as refusal:
        _put(form, "because", str(refusal))
    if form.errors:
        people().rollback()
        return _page(form), 422
    if not form.submit.data:
        people().rollback()
        return _page(form, after)
    audit.record(people(), person.email, "rules proposed", f"proposal {proposed.number}")
    outbox.enqueue(people(), "tell_keyholders", str(proposed.number))
    people().commit()
    flash("The keyholders can read this now. Tell them that it waits.", "done")
    return redirect(url_for("governance.proposal", number=proposed.number))


def _form(now: Rules | None = None) -> ProposeForm:
    if now is None:
        form = ProposeForm()
    else:
        data = now.pledge.document() | {"breakdowns": list(now.breakdowns)}
        form = ProposeForm(formdata=None, data=data)
    form.breakdowns.choices = [(code, consequences.question(code)) for code in rules.attributes()]
    return form


def _put(form: ProposeForm, name: str, message: str) -> None:
    form[name].errors = [*form[name].errors, message]


def _page(form: ProposeForm, after: Rules | None = None) -> str:
    holds = in_force.now(people()).rules
    return render_template(
        "governance/propose.html",
        form=form,
        errors=[(field.id, text) for field in form for text in field.errors],
        follows=consequences.of(people(), holds, after) if after else (),
        weaker=after is not None and rules.weakens(holds, after),
        notice=in_force.notice(people()),
        looked=after is not None and request.method == "POST",
    )
