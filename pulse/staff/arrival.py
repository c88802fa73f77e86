"""Arrival: what becomes of an account when its owner comes from single sign-on. Role and scope are those of the groups, each time."""

from enum import Enum

from sqlalchemy import select
from sqlalchemy.orm import Session

from pulse.access import account, audit, staff_session
from pulse.access.account import StaffAccount
from pulse.access.permissions import STEWARDS, Role
from pulse.access.sign_on import Identity
from pulse.access.single_sign_on import Grant, Provider
from surveys.fieldwork.groups import ReportingGroup

#: Stands in the audit log, and as who vouches for a director.
BY = "single sign-on"


class Refused(Enum):
    """Why somebody whom the provider knows is not let in; the value is said on the page."""

    NO_GROUP = "You are in no group that may use Pulse. Ask your IT service, or the survey office."
    CLOSED = "Your account here is closed. Ask the survey office."
    TAKEN = "An account with your e-mail address logs in with a password. Ask whoever runs Pulse to link the two."
    NO_UNIT = "Your group is for a unit that is not here. Ask the survey office."


def arrive(people: Session, provider: Provider, who: Identity) -> StaffAccount | Refused:
    """The account to log in to, made or changed as the groups say. The caller commits, also when it is refused."""
    grant = provider.grant(who.groups)
    person = people.scalar(
        select(StaffAccount).where(
            StaffAccount.issuer == who.issuer, StaffAccount.subject == who.subject
        )
    )
    if person is not None and person.closed_on is not None:
        return Refused.CLOSED
    if grant is None:
        if person is not None:
            _lose(people, person)
        return Refused.NO_GROUP
    if grant.scope is not None and people.get(ReportingGroup, grant.scope) is None:
        return Refused.NO_UNIT
    if person is not None:
        return _change(people, person, grant, who)
    return Refused.TAKEN if account.find(people, who.email) else _add(people, grant, who)


def _add(people: Session, grant: Grant, who: Identity) -> StaffAccount:
    made = account.prepare(
        people, email=who.email, name=who.name, role=grant.role, scope=grant.scope
    )
    made.issuer, made.subject, made.vouched_by = who.issuer, who.subject, _vouched(grant.role)
    audit.record(people, BY, "account added", f"{made.email}, {_as(made)}")
    return made


def _change(people: Session, person: StaffAccount, grant: Grant, who: Identity) -> StaffAccount:
    person.name = who.name
    if not person.active:
        person.active = True
        audit.record(people, BY, "account opened again", f"{person.email}: in a group again")
    if (person.role, person.scope_code) != (grant.role, grant.scope):
        person.role, person.scope_code = grant.role, grant.scope
        person.vouched_by = _vouched(grant.role)
        staff_session.end_all(people, person)
        audit.record(people, BY, "role changed", f"{person.email}, {_as(person)}")
    return person


def _lose(people: Session, person: StaffAccount) -> None:
    staff_session.end_all(people, person)
    if person.active:
        person.active = False
        audit.record(people, BY, "account suspended", f"{person.email}: in no group any more")


def _vouched(role: Role) -> str | None:
    """The employer keeps the groups, so they do not say who is a comment reader of the union's, a PSW or a keyholder."""
    return None if role in (*STEWARDS, Role.KEYHOLDER) else BY


def _as(person: StaffAccount) -> str:
    return f"{person.role}, {person.scope_code or 'the whole organisation'}"
