"""One account of staff: its role and part, a new link, its second factor and sessions, closing it.

The office lets nobody into comments by itself: whatever would let somebody new into a comment reader's account makes
that account wait until a union representative or principal social worker says who holds it (``pulse.witness.accounts``).
"""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from pulse.access import account, audit, demands, factor, joining, lockout, staff_session
from pulse.access.account import StaffAccount
from pulse.access.fresh import fresh
from pulse.access.permissions import ROLE_NAMES, Role, requires
from pulse.extensions import people
from pulse.office import problems
from pulse.office.accounts import RoleForm, form_for, in_words, send_link, standing
from pulse.office.door import door
from surveys.errors import Refusal
from surveys.fieldwork import groups


class NotHere(Refusal):
    """One's own account, or one that single sign-on keeps: not changed on this page."""


@door.get("/accounts/<int:number>")
@requires(Role.OFFICE)
def account_of(number: int) -> str:
    """What is known of an account and can be done with it."""
    person = account.numbered(people(), number)
    return _page(person, form_for(RoleForm, filled=False, person=person))


@door.post("/accounts/<int:number>/role")
@requires(Role.OFFICE)
@fresh(page="office.account_of")
def change_role(number: int) -> Response | tuple[str, int]:
    """Another role, or another part of the organisation."""
    person = _local(number)
    form = form_for(RoleForm, filled=True, person=person)
    if not form.validate():
        return _page(person, form), 422
    before = in_words(person)
    person.role, person.scope_code = Role(form.role.data), form.scope.data or None
    if in_words(person) == before:
        return _done(person, "Nothing was changed.")
    person.vouched_by = None
    staff_session.end_all(people(), person)
    _write("role changed", f"{before} is now {person.role}, {_part(person)}")
    return _done(person, "Role and part are changed, and every device is logged out.")


@door.post("/accounts/<int:number>/link")
@requires(Role.OFFICE)
@fresh(page="office.account_of")
def new_link(number: int) -> Response | tuple[str, int]:
    """A link to set a password: the old one ends, and so do its sessions."""
    person = _local(number)
    person.password = account.NO_PASSWORD
    if person.factor is None:
        person.vouched_by = None
    lockout.wipe(person)
    staff_session.end_all(people(), person)
    sent = send_link(person)
    _write("joining link made", in_words(person))
    people().commit()
    return render_template("office/link.html", sent=sent), 201


@door.post("/accounts/<int:number>/second-factor")
@requires(Role.OFFICE)
@fresh(page="office.account_of")
def reset_factor(number: int) -> Response:
    """Take the second factor away: its owner lost the phone and the recovery codes."""
    person = _local(number)
    factor.remove(people(), person)
    person.vouched_by = None
    staff_session.end_all(people(), person)
    _write("second factor reset", in_words(person))
    return _done(person, "The second factor is gone. A new one is set up at the next log-in.")


@door.post("/accounts/<int:number>/sessions")
@requires(Role.OFFICE)
@fresh(page="office.account_of")
def end_all_sessions(number: int) -> Response:
    """Log an account out everywhere, at once."""
    person = _others(number)
    ended = staff_session.end_all(people(), person)
    _write("sessions ended", f"{person.email}: {ended}")
    return _done(person, "Every device is logged out.")


@door.post("/accounts/<int:number>/unlock")
@requires(Role.OFFICE)
@fresh(page="office.account_of")
def unlock(number: int) -> Response:
    """Let an account that rests try again."""
    person = _others(number)
    lockout.wipe(person)
    _write("account unlocked", person.email)
    return _done(person, "The account can be tried again.")


@door.post("/accounts/<int:number>/close")
@requires(Role.OFFICE)
@fresh(page="office.account_of")
def close(number: int) -> Response:
    """Nobody logs in to it any more; what it did stays in the log."""
    person = _others(number)
    person.close()
    joining.revoke(people(), person)
    staff_session.end_all(people(), person)
    _write("account closed", in_words(person))
    return _done(
        person, "The account is closed, its devices are logged out, and its keys have ended."
    )


@door.post("/accounts/<int:number>/open")
@requires(Role.OFFICE)
@fresh(page="office.account_of")
def open_again(number: int) -> Response:
    """Open a closed account. A comment reader waits again for somebody who vouches."""
    person = _others(number)
    person.reopen()
    person.vouched_by = None
    _write("account opened again", in_words(person))
    return _done(person, "The account is open again.")


def _others(number: int) -> StaffAccount:
    """An account that is not one's own. Raises NotHere."""
    person = account.numbered(people(), number)
    if person.id == account.logged_in().id:
        raise NotHere("This is your own account. Somebody else of the survey office changes it.")
    return person


def _local(number: int) -> StaffAccount:
    """The same, and it logs in here. Raises NotHere."""
    person = _others(number)
    if person.by_single_sign_on:
        raise NotHere(
            "This account comes from single sign-on. Its role, password and second factor are kept there."
        )
    return person


def _write(act: str, about: str) -> None:
    audit.record(people(), account.logged_in().email, act, about)


def _done(person: StaffAccount, said: str) -> Response:
    people().commit()
    waits = " It waits until a comment reader confirms who holds it." if person.waits else ""
    flash(said + waits, "done")
    return redirect(url_for("office.account_of", number=person.id))


def _part(person: StaffAccount) -> str:
    return person.scope_code or "the whole organisation"


def _page(person: StaffAccount, form: RoleForm) -> str:
    return render_template(
        "office/account.html",
        person=person,
        form=form,
        errors=problems.of(form),
        role=ROLE_NAMES[person.role],
        reads=groups.name_of(people(), person.scope_code),
        standing=standing(person),
        rests=lockout.rests(person),
        lacks=demands.lacks_factor(person),
        link_until=joining.until(people(), person),
        sessions=len(staff_session.of(people(), person)),
        own=person.id == account.logged_in().id,
    )
