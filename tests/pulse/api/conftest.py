from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from pulse.access import account, api_key
from pulse.access.account import StaffAccount
from pulse.access.permissions import Role
from tests.house_client import HouseClient
from tests.surveys.reports.council import Council, publish_rounds

#: S1: one team that stands alone, two that are counted together; S2: two that stand alone.
SIZES = {"S1T01": 40, "S1T02": 9, "S1T03": 14, "S2T01": 40, "S2T02": 35}

Ask = Callable[..., TestResponse]
MakeKey = Callable[..., str]


@pytest.fixture
def published(people: Session, tmp_path: Path, today: object) -> Session:
    """Two rounds of a small council, and comments."""
    council = Council(services=("North", "South"), teams=0, sizes=dict(SIZES))
    publish_rounds(people, tmp_path, council, 2, share=1.0)
    people.commit()
    return people


@pytest.fixture
def make_owner(app: Flask, people: Session) -> Callable[..., StaffAccount]:
    def make(role: Role = Role.DIRECTOR, email: str | None = None) -> StaffAccount:
        with app.app_context():
            made = account.create(
                people,
                email=email or f"{role}@api.example",
                name="A",
                role=role,
                password="correct horse battery",
            )
        people.commit()
        return made

    return make


@pytest.fixture
def make_key(people: Session, make_owner: Callable[..., StaffAccount], today: object) -> MakeKey:
    """A key's secret, made today for 30 days."""

    def make(role: Role = Role.DIRECTOR, *, scope: str | None = None) -> str:
        email = f"{role}@api.example"
        owner = account.find(people, email) or make_owner(role, email)
        part = None if scope is None else (scope, scope)
        _, secret = api_key.make(people, owner, api_key.Wanted("Power BI", 30, part))
        people.commit()
        return secret

    return make


@pytest.fixture
def ask(client: HouseClient) -> Ask:
    """Asks under /api/v1, with a key or other headers."""

    def get(path: str, key: str | None = None, **headers: str) -> TestResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        own = {} if key is None else {"Authorization": f"Bearer {key}"}
        return client.get(f"/api/v1{path}", headers=own | named)

    return get
