"""Setting a password: by its rules, and with the end of every session that was begun with the old one."""

from flask_security import hash_password
from sqlalchemy.orm import Session

from pulse.access import lockout, password_rules, staff_session
from pulse.access.account import StaffAccount
from pulse.access.demands import wants_factor


def put(
    people: Session,
    person: StaffAccount,
    password: str,
    *,
    organisation: str = "",
    but: str | None = None,
) -> None:
    """Give this account a new password. Raises WeakPassword.

    ``organisation``: its name, which is no part of a good password. ``but``: what the cookie of the session holds that
    stays; all others end.
    """
    alone = person.factor is None and not wants_factor(person)
    about = (person.name, person.email, organisation)
    password_rules.demand_strong(password, about, alone=alone)
    person.password = hash_password(password)
    lockout.wipe(person)
    staff_session.end_all(people, person, but=but)
