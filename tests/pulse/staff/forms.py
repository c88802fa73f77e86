"""Filling in the staff room's forms, as somebody at a browser does."""

import re

from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from pulse.access import account
from pulse.access.account import StaffAccount
from pulse.access.permissions import Role
from tests.house_client import HouseClient

PASSWORD = "correct horse battery"


def make(app: Flask, people: Session, role: Role = Role.OFFICE, **more: str) -> StaffAccount:
    """An account that works, on its own."""
    email = more.pop("email", f"{role}@x.example")
    with app.app_context():
        made = account.create(
            people, email=email, name=role.title(), role=role, password=PASSWORD, **more
        )
    people.commit()
    return made


def log_in(client: HouseClient, email: str, password: str = PASSWORD, **query: str) -> TestResponse:
    page = client.get("/staff/log-in", query_string=query)
    return client.send(page, {"email": email, "password": password})


def enter_code(client: HouseClient, code: str) -> TestResponse:
    return client.send(client.get("/staff/log-in/code"), {"code": code})


def words(said: TestResponse) -> str:
    """What stands on a page, without its code."""
    return " ".join(BeautifulSoup(said.data, "html.parser").get_text(" ").split())


def bare(said: TestResponse, email: str) -> str:
    """A page without what differs for a reason: the form's token, and the address that was typed."""
    text = re.sub(r'(name="csrf_token"[^>]*value=")[^"]+', r"\1", said.text)
    return text.replace(email, "")


def token_of(client: HouseClient, address: str = "/staff/account") -> str:
    """The token of any form on a page, for requests that no form makes."""
    field = BeautifulSoup(client.get(address).data, "html.parser").find(
        attrs={"name": "csrf_token"}
    )
    assert field is not None
    return str(field["value"])


def fill(client: HouseClient, page: TestResponse, **fields: str) -> TestResponse:
    """Fill in the first form of the page's own content, and send it."""
    form = BeautifulSoup(page.data, "html.parser").select_one("main form")
    assert form is not None
    return client.send(page, fields, action=str(form["action"]))
