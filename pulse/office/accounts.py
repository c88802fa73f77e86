"""Accounts of staff: who has one, and inviting somebody by a link that works once."""

from dataclasses import dataclass
from secrets import token_hex
from typing import TypeVar

from flask import current_app, render_template
from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovSelect, GovSubmitInput, GovTextInput
from wtforms import SelectField, StringField, SubmitField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Email, Length

from pulse.access import account, audit, joining
from pulse.access.account import NO_PASSWORD, AccountExists, StaffAccount
from pulse.access.fresh import fresh
from pulse.access.permissions import ROLE_NAMES, Role, requires
from pulse.extensions import people
from pulse.look import the_organisation
from pulse.message import BadAddress, Message, NotDelivered, NotNow
from pulse.office import problems
from pulse.office.door import door
from pulse.postbox import postbox
from pulse.wording import day
from surveys.fieldwork import groups

WHOLE = ""
#: What can become of a letter that did not go out.
UNSENT = (NotDelivered, BadAddress, NotNow)


@dataclass(frozen=True)
class Sent:
    """What became of a new link: mailed, or to be shown this once."""

    person: StaffAccount
    #: None when it was mailed: then the office does not see it
    link: str | None
    until: str


class RoleForm(FlaskForm):
    """What somebody does, and for which part of the organisation."""

    role = SelectField(
        "Role",
        widget=GovSelect(),
        choices=[SelectChoice(role.value, ROLE_NAMES[role]) for role in Role],
    )
    scope = SelectField(
        "Stands for",
        widget=GovSelect(),
        description="Whose comments they read and whose actions they write. Figures are the same for everybody.",
    )
    submit = SubmitField("Save", widget=GovSubmitInput())


class InviteForm(RoleForm):
    """Who is invited."""

    name = StringField(
        "Name",
        widget=GovTextInput(),
        validators=[
            DataRequired("Enter a name"),
            Length(max=200, message="Use at most 200 characters"),
        ],
        # No database takes NUL; line ends would break the list.
        filters=[lambda typed: " ".join((typed or "").replace("\x00", "\ufffd").split())],
    )
    email = StringField(
        "E-mail address",
        widget=GovTextInput(),
        validators=[
            DataRequired("Enter an e-mail address"),
            Length(max=254, message="Use at most 254 characters"),
            Email("Enter an e-mail address, such as name@council.example"),
        ],
        filters=[lambda typed: (typed or "").replace("\x00", "\ufffd").strip()],
    )
    submit = SubmitField("Invite", widget=GovSubmitInput())


F = TypeVar("F", bound=RoleForm)


@door.get("/accounts")
@requires(Role.OFFICE)
def accounts() -> str:
    """Everybody who has an account, and the form that invites."""
    return _page(form_for(InviteForm, filled=False))


@door.post("/accounts")
@requires(Role.OFFICE)
@fresh(page="office.accounts")
def invite() -> str | tuple[str, int]:
    """Prepare an account and give its owner a link. Comment readers wait for somebody to vouch for them."""
    form = form_for(InviteForm, filled=True)
    if not form.validate():
        return _page(form), 422
    try:
        made = account.prepare(
            people(),
            email=form.email.data,
            name=form.name.data,
            role=Role(form.role.data),
            scope=form.scope.data or None,
        )
    except AccountExists as exists:
        problems.put(form, "email", str(exists))
        return _page(form), 422
    try:
        sent = send_link(made)
    except UNSENT as fault:
        people().rollback()
        problems.put(form, "", str(fault))
        return _page(form), 422
    audit.record(people(), account.logged_in().email, "account invited", in_words(made))
    people().commit()
    return render_template("office/link.html", sent=sent), 201


def send_link(person: StaffAccount) -> Sent:
    """A new joining link, mailed where there is a mail server. Raises UNSENT; the caller commits."""
    secret = joining.make(people(), person)
    link = f"{current_app.config['PULSE_ADDRESS']}/staff/join/{secret}"
    expires = joining.until(people(), person)
    until = day(expires) if expires else ""
    if current_app.extensions["pulse_postbox"] is None:
        return Sent(person, link, until)
    text = current_app.jinja_env.get_template("letters/joining.txt").render(
        link=link, until=until, organisation=the_organisation()["organisation"]
    )
    with postbox().open() as line:
        line.hand_over(Message(token_hex(16), person.email, "Your account at Pulse", text.lstrip()))
    return Sent(person, None, until)


def form_for(kind: type[F], *, filled: bool, person: StaffAccount | None = None) -> F:
    """The form with the units there are; of an account, with what it is now."""
    now = {} if person is None else {"role": person.role.value, "scope": person.scope_code or WHOLE}
    form = kind(data=now) if filled else kind(formdata=None, data=now)
    own = person.scope_code if person is not None else None
    form.scope.choices = [
        SelectChoice(WHOLE, "The whole organisation"),
        *(
            SelectChoice(unit.code, unit.names["en"])
            for unit in groups.whole(people())
            if unit.parent_code is not None or unit.code == own
        ),
    ]
    return form


def in_words(person: StaffAccount) -> str:
    """For the audit log."""
    return f"{person.email}, {person.role}, {person.scope_code or 'the whole organisation'}"


def standing(person: StaffAccount) -> str:
    """How an account stands, in a word or two."""
    if person.closed_on is not None:
        return "Closed"
    if not person.active:
        return "In no group any more"
    if person.password == NO_PASSWORD and not person.by_single_sign_on:
        return "Invited"
    return "Waits for a second person" if person.waits else "Open"


def _page(form: InviteForm) -> str:
    return render_template(
        "office/accounts.html",
        form=form,
        errors=problems.of(form),
        everybody=[
            (each, standing(each), groups.name_of(people(), each.scope_code))
            for each in account.every(people())
        ],
        role_names=ROLE_NAMES,
    )
