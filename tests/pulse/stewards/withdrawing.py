"""Two readers of different sides who can speak for them, and what they press to withdraw a comment."""

from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from pulse.access import account
from pulse.access.permissions import Role
from pulse.jobs import runner
from tests.house_client import HouseClient
from tests.pulse.logged_in import begin_session
from tests.pulse.stewards.hands import said, token

LIST = "/stewards/comments/withdrawals"
#: The comments of the fixture ``out``: release and position.
FORMS, PARKING, OURS = (2, 0), (2, 1), (2, 2)


def enter(
    app: Flask,
    people: Session,
    role: Role,
    *,
    name: str = "a",
    scope: str | None = None,
    factor: str | None = "sealed",
) -> HouseClient:
    """A client of an account whose holder was confirmed, and who has just shown that it is they."""
    with app.app_context():
        person = account.prepare(
            people,
            email=f"{role}-{name}@example.org",
            name=f"{role} {name}",
            role=role,
            scope=scope,
        )
    person.vouched_by, person.factor = account.COMMAND_LINE, factor
    people.commit()
    client = app.test_client()
    assert isinstance(client, HouseClient)
    begin_session(people, client, person)
    return client


def asking(release: int, position: int) -> str:
    return f"/stewards/comments/{release}/{position}/withdraw"


def ask(
    client: HouseClient, place: tuple[int, int], reason: str = "points_at_author"
) -> TestResponse:
    """Open the page that asks, choose a reason, send."""
    address = asking(*place)
    return client.send(client.get(address), {"reason": reason}, action=address)


def press(client: HouseClient, number: int, verb: str) -> TestResponse:
    page = client.get(f"{LIST}/{number}")
    return client.send(page, {}, action=f"{LIST}/{number}/{verb}")


def forced(client: HouseClient, address: str, **fields: object) -> TestResponse:
    """Send what no page offers, with a token that holds."""
    return client.post(address, data=token(client) | fields)


def tell(client: HouseClient, address: str) -> str:
    return said(client.get(address))


def work(app: Flask) -> list[str]:
    """Whatever is due, as the runner does it."""
    with app.app_context():
        return list(runner.tick(app.extensions["pulse"]))


def withdraw(
    app: Flask, union: HouseClient, psw: HouseClient, place: tuple[int, int], number: int = 1
) -> list[str]:
    """From asking to the supplement."""
    assert ask(union, place).status_code == 302
    assert press(psw, number, "agree").status_code == 302
    return work(app)
