from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from pulse.access import account
from pulse.access.permissions import Role
from surveys.fieldwork.groups import ReportingGroup
from tests.house_client import HouseClient
from tests.surveys.reports.council import Council, publish_rounds

PASSWORD = "correct horse battery"
SIZES = {"S1T01": 40, "S1T02": 9, "S1T03": 14, "S2T01": 40, "S2T02": 35}

LogIn = Callable[..., HouseClient]
Publish = Callable[..., None]


@pytest.fixture
def log_in(app: Flask, people: Session) -> LogIn:
    """A client logged in with a role, perhaps for one service."""

    def enter(role: Role = Role.DIRECTOR, *, scope: str | None = None) -> HouseClient:
        if scope is not None:
            people.add(ReportingGroup(code=scope, names={"en": scope}, position=1))
            people.flush()
        with app.app_context():
            account.create(
                people, email="a@example.org", name="A", role=role, password=PASSWORD, scope=scope
            )
        people.commit()
        client = app.test_client()
        assert isinstance(client, HouseClient)
        page = client.get("/staff/log-in")
        said = client.send(page, {"email": "a@example.org", "password": PASSWORD})
        assert said.status_code == 302
        return client

    return enter


@pytest.fixture
def publish(people: Session, tmp_path: Path) -> Publish:
    """Puts rounds of a small council on the shelf."""

    def write(rounds: int = 4, *, sizes: dict[str, int] | None = None) -> None:
        names = ("North", "South")[: len({team[:2] for team in sizes or SIZES})]
        council = Council(services=names, teams=0, sizes=dict(sizes or SIZES))
        publish_rounds(people, tmp_path, council, rounds, share=1.0)
        people.commit()

    return write
