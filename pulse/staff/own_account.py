"""One's own account: what it may do, how one logs in, where one is logged in now."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from pulse.access import account, audit, demands, factor, session, single_sign_on, staff_session
from pulse.access.permissions import ROLE_NAMES, Role, requires
from pulse.extensions import people
from pulse.staff.door import door
from surveys.fieldwork import groups


@door.get("/account")
@requires(*Role, whole=False)
def own_account() -> str:
    """Everything about one's own account."""
    person = account.logged_in()
    return render_template(
        "staff/account.html",
        person=person,
        role=ROLE_NAMES[person.role],
        reads=groups.name_of(people(), person.scope_code),
        wants_factor=demands.wants_factor(person),
        recovery_left=factor.left(people(), person),
        sessions=staff_session.of(people(), person),
        is_this=lambda found: staff_session.is_this(found, session.this()),
        provider=single_sign_on.provider(),
        errors=[],
    )


@door.post("/account/sessions/<int:number>/end")
@requires(*Role, whole=False)
def end_session(number: int) -> Response:
    """Log out one device."""
    person = account.logged_in()
    ended = staff_session.end(people(), person, number)
    audit.record(people(), person.email, "session ended", ended.device)
    people().commit()
    flash(f"{ended.device} is logged out.", "done")
    return redirect(url_for("staff.own_account"))


@door.post("/account/sessions/end")
@requires(*Role, whole=False)
def end_sessions() -> Response:
    """Log out everywhere, here too."""
    person = account.logged_in()
    ended = staff_session.end_all(people(), person)
    audit.record(people(), person.email, "sessions ended", f"all {ended}")
    session.log_out()
    people().commit()
    flash("You are logged out everywhere.", "done")
    return redirect(url_for("staff.log_in"))
