"""Keyholders: naming the first three, proposing who follows one, and taking a key that one was named for."""

from flask import flash, redirect, render_template, url_for
from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovSelect, GovSubmitInput, GovTextArea, GovTextInput
from werkzeug.wrappers import Response
from wtforms import SelectField, StringField, SubmitField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from pulse import outbox
from pulse.access import account, audit
from pulse.access.fresh import fresh
from pulse.access.permissions import ROLE_NAMES, Role, requires
from pulse.extensions import people
from pulse.governance import confirming, holder
from pulse.governance.door import door
from surveys.errors import Refusal
from surveys.governance import keyholders, proposals
from surveys.governance.keyholders import LONGEST_POST, BadKeyholder
from surveys.governance.proposal import Naming
from surveys.governance.proposals import LONGEST_REASON
from surveys.governance.side import SIDE_NAMES, Side

Page = str | tuple[str, int] | Response


class NamingForm(FlaskForm):
    """Who holds a side's key."""

    side = SelectField(
        "For whom",
        widget=GovSelect(),
        choices=[SelectChoice(side.value, SIDE_NAMES[side]) for side in Side],
    )
    held_by = SelectField(
        "Whose account",
        widget=GovSelect(),
        description="Union: a union representative. Employer: a director or principal social worker. Outsider: an account with "
        "the role Keyholder.",
        validators=[InputRequired("Choose an account")],
    )
    post = StringField(
        "Their post",
        widget=GovTextInput(),
        description="Everybody reads it: a post, not a name, such as “Branch secretary”.",
        validators=[
            InputRequired("Enter their post"),
            Length(max=LONGEST_POST, message=f"Use at most {LONGEST_POST} characters"),
        ],
        filters=[lambda typed: " ".join((typed or "").replace("\x00", "\ufffd").split())],
    )
    because = TextAreaField(
        "Why",
        widget=GovTextArea(),
        description="Everybody can read it. Name no person.",
        validators=[Length(max=LONGEST_REASON, message=f"Use at most {LONGEST_REASON} characters")],
    )
    submit = SubmitField("Name this keyholder", widget=GovSubmitInput())


@door.get("/keyholders", endpoint="keyholders")
@requires(*Role)
def show_keyholders() -> str:
    """Who holds the keys, who held them, who was named; for those who may, the form."""
    return _page(_form(filled=False))


@door.post("/keyholders")
@requires(*Role)
@fresh(page="governance.keyholders")
def name() -> Page:
    """Name one of the first three, or propose who follows one."""
    person, form = holder.demand_proposer(), _form(filled=True)
    if not form.validate():
        return _page(form), 422
    naming = Naming(Side(form.side.data), form.held_by.data, form.post.data or "")
    reason = holder.why_not(account.named(people(), naming.held_by), naming.side)
    if reason:
        form.held_by.errors = [reason]
        return _page(form), 422
    because = form.because.data if form.because else ""
    try:
        onward = _name(person.email, naming, because or "")
    except BadKeyholder as bad:
        form[bad.field].errors = [str(bad)]
    except Refusal as refusal:
        (form.because or form.post).errors = [str(refusal)]
    if form.errors:
        people().rollback()
        return _page(form), 422
    people().commit()
    return redirect(onward)


@door.post("/keyholders/<int:number>/accept")
@requires(*Role)
@fresh(page="governance.keyholders")
def accept(number: int) -> Response:
    """Take the key that one was named for. Raises NoSuchNaming, Unfit, BadKeyholder."""
    person = account.logged_in()
    # Fit before they hold it: whoever holds a key already has shown that.
    holder.demand_fit(person, keyholders.named_for(people(), number, person.email).side)
    own = keyholders.accept(people(), number, person.email)
    audit.record(people(), person.email, "key taken", f"{own.side}: {own.post}")
    people().commit()
    begun = bool(keyholders.holding(people()))
    flash(
        "You hold a key now."
        if begun
        else "You have accepted. The keys count once all three sides have.",
        "done",
    )
    return redirect(url_for("governance.overview"))


def _name(by: str, naming: Naming, because: str) -> str:
    """Where to go on. The caller commits."""
    if keyholders.holding(people()):
        made = proposals.propose_keyholder(people(), by, naming, because)
        audit.record(people(), by, "keyholder proposed", f"proposal {made.number}")
        outbox.enqueue(people(), "tell_keyholders", str(made.number))
        flash("The keyholders can read this now. Two of them must agree.", "done")
        return url_for("governance.proposal", number=made.number)
    keyholders.name_first(people(), naming.side, naming.held_by, naming.post)
    audit.record(people(), by, "keyholder named", f"{naming.side}: {naming.held_by}")
    flash("Named. They must log in and accept.", "done")
    return url_for("governance.keyholders")


def _form(*, filled: bool) -> NamingForm:
    form = NamingForm() if filled else NamingForm(formdata=None)
    could = {each.email: each for side in Side for each in holder.could_hold(side)}
    form.held_by.choices = [
        SelectChoice("", "Choose"),
        *(
            SelectChoice(email, f"{each.name} ({ROLE_NAMES[each.role]}, {email})")
            for email, each in could.items()
        ),
    ]
    if not keyholders.holding(people()):
        del form.because
    return form


def _page(form: NamingForm) -> str:
    return render_template(
        "governance/keyholders.html",
        form=form if holder.may_propose() else None,
        errors=[(field.id, text) for field in form for text in field.errors],
        keyholders=keyholders.holding(people()),
        early=keyholders.accepted_early(people()),
        named=keyholders.named(people()),
        resting=confirming.resting(),
        every=keyholders.every(people()),
        own=account.logged_in().email,
        side_names=SIDE_NAMES,
    )
