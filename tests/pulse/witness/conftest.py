"""A staffed council with a planned round, and members of staff who are logged in."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from pulse.access.permissions import Role
from surveys.fieldwork.waves import Wave
from tests.house_client import HouseClient
from tests.pulse.stewards import stock
from tests.surveys.fieldwork import made_up

Enter = Callable[..., HouseClient]


@pytest.fixture
def wave(people: Session, today: date) -> Wave:
    made_up.staffed(people)
    made = made_up.wave(people)
    people.commit()
    return made


@pytest.fixture
def enter(app: Flask, people: Session, wave: Wave) -> Enter:
    """A client of this role, perhaps for one part of the organisation only."""

    def log_in(role: Role, scope: str | None = None) -> HouseClient:
        client = stock.log_in(app, people, role, scope=scope)
        people.rollback()
        return client

    return log_in
