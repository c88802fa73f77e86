"""Where somebody goes once they are let in, and how they are let in."""

from urllib.parse import urlencode, urlsplit

from flask import redirect, url_for
from flask import session as cookie
from werkzeug.wrappers import Response

from pulse.access import audit, session
from pulse.access.account import StaffAccount
from pulse.access.permissions import Role
from pulse.extensions import people
from pulse.wording import day

#: Where each role begins: plain addresses, because another process may serve the room.
HOME = {
    Role.DIRECTOR: "/director/",
    Role.UNION: "/stewards/",
    Role.PSW: "/stewards/",
    Role.OFFICE: "/office/",
    Role.KEYHOLDER: "/rules/",
}


def let_in(person: StaffAccount, how: str, asked: str | None) -> Response:
    """Begin a session and go on; past what was tried meanwhile, if anything was. ``how``: for the audit log."""
    told = _told(person)
    session.log_in(person, by_single_sign_on=person.by_single_sign_on)
    audit.record(people(), person.email, "logged in", how)
    people().commit()
    onward = safe(asked) or HOME[person.role]
    if told is None:
        return redirect(onward)
    cookie["told"] = told
    return redirect(f"{url_for('staff.told')}?{urlencode({'next': onward}, safe='/?')}")


def safe(asked: str | None) -> str | None:
    """Where the person was going, if that is a page of this site.

    Browsers drop tabs and line ends from an address and take a backslash for a slash.
    """
    if not asked or not asked.startswith("/") or not asked.isprintable():
        return None
    if "\\" in asked or "//" in asked:
        return None
    parts = urlsplit(asked)
    return None if parts.scheme or parts.netloc else asked


def _told(person: StaffAccount) -> dict[str, str | int] | None:
    """What the owner of an account is told: that others tried, and when last."""
    if not person.failures or person.failed_on is None:
        return None
    return {"tries": person.failures, "last": day(person.failed_on)}
