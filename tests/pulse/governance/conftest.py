"""A council with three accounts that can hold keys, and the office; all logged in."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from pulse.access import account
from pulse.access.account import StaffAccount
from pulse.access.permissions import Role
from surveys.fieldwork import organisation
from surveys.governance import keyholders
from surveys.governance.side import Side
from tests.house_client import HouseClient
from tests.pulse.logged_in import begin_session
from tests.surveys.fieldwork import made_up

Enter = Callable[[Role], HouseClient]
ROLES = {Side.UNION: Role.UNION, Side.EMPLOYER: Role.DIRECTOR, Side.OUTSIDER: Role.KEYHOLDER}
POSTS = {
    Side.UNION: "Branch secretary",
    Side.EMPLOYER: "Director of people",
    Side.OUTSIDER: "Independent chair",
}


@pytest.fixture
def council(people: Session, today: date) -> Session:
    """Units and staff: with ten people a figure two teams of Children are combined."""
    organisation.name(people, {"en": "Westerby"})
    made_up.staffed(people)
    people.commit()
    return people


@pytest.fixture
def staff(app: Flask, council: Session) -> dict[Role, StaffAccount]:
    """One account a role. A second factor is there, and somebody vouches."""
    made = {}
    with app.app_context():
        for role in (Role.OFFICE, Role.PSW, *ROLES.values()):
            person = account.prepare(
                council, email=f"{role}@westerby.example", name=role.title(), role=role
            )
            person.factor, person.vouched_by = "sealed", account.COMMAND_LINE
            made[role] = person
    council.commit()
    return made


@pytest.fixture
def enter(app: Flask, people: Session, staff: dict[Role, StaffAccount]) -> Enter:
    """A client of the account with this role, who has just shown that it is they."""

    def log_in(role: Role) -> HouseClient:
        client = HouseClient(app, app.response_class)
        begin_session(people, client, staff[role])
        return client

    return log_in


@pytest.fixture
def founded(people: Session, staff: dict[Role, StaffAccount]) -> Session:
    """All three have taken their keys."""
    for side, role in ROLES.items():
        named = keyholders.name_first(people, side, staff[role].email, POSTS[side])
        keyholders.accept(people, named.id, named.held_by)
    people.commit()
    return people
