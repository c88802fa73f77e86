"""Inviting staff, and doing things to their accounts, as the office does it."""

from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from pulse.access import account
from pulse.access.audit import AuditEntry
from pulse.access.permissions import Role
from tests.house_client import HouseClient
from tests.pulse.logged_in import begin_session

GOOD = "lantern ferry orchid seven"
PAGE = "/office/accounts"


def invited(office: HouseClient, **other: str) -> TestResponse:
    fields = {"name": "Una Reed", "email": "una@union.example", "role": "union", "scope": ""}
    return office.send(office.get(PAGE), fields | other, action=PAGE)


def link_on(said: TestResponse) -> str:
    field = BeautifulSoup(said.data, "html.parser").find(id="link")
    assert field is not None
    return str(field["value"]).removeprefix("http://localhost:8000")


def number_of(people: Session, email: str) -> int:
    number = account.named(people, email).id
    people.rollback()
    return number


def act(office: HouseClient, number: int, what: str, **fields: str) -> TestResponse:
    page = office.get(f"{PAGE}/{number}")
    return office.send(page, fields, action=f"{PAGE}/{number}/{what}")


def log(people: Session) -> list[tuple[str, str, str]]:
    people.rollback()
    rows = people.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    found = [(row.actor, row.act, row.about) for row in rows]
    people.rollback()
    return found


def reader(
    app: Flask, people: Session, role: Role, *, vouched: bool = True, **more: str
) -> HouseClient:
    """A comment reader who is logged in."""
    person = account.prepare(people, email=f"{role}@u.example", name=role.title(), role=role)
    person.password, person.vouched_by = "none", "somebody" if vouched else None
    client = app.test_client()
    assert isinstance(client, HouseClient)
    begin_session(people, client, person)
    return client
