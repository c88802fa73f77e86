"""A union representative and a principal social worker, each logged in."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from pulse.access.permissions import Role
from surveys.comments.readers import Reader
from tests.house_client import HouseClient
from tests.pulse.stewards import stock
from tests.pulse.stewards.stock import waits


@pytest.fixture
def union(app: Flask, people: Session, today: date) -> HouseClient:
    return stock.log_in(app, people, Role.UNION)


@pytest.fixture
def psw(app: Flask, people: Session, today: date) -> HouseClient:
    return stock.log_in(app, people, Role.PSW)


@pytest.fixture
def waiting(people: Session) -> Session:
    """Three comments; the last is for the union alone."""
    themes = {"caseload": stock.CASELOAD}
    stock.fill(
        people,
        waits("a", "I hold too many cases, ask Joan Smith & <b>Joan</b>", themes=themes),
        waits("b", "My [name] cancels\nsupervision"),
        waits("c", "For the union", reader=Reader.UNION),
    )
    return people
