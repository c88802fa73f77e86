"""A union representative and a principal social worker, each logged in."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from pulse.access.permissions import Role
from tests.house_client import HouseClient
from tests.pulse.stewards import stock


@pytest.fixture
def union(app: Flask, people: Session, today: date) -> HouseClient:
    return stock.log_in(app, people, Role.UNION)


@pytest.fixture
def psw(app: Flask, people: Session, today: date) -> HouseClient:
    return stock.log_in(app, people, Role.PSW)
