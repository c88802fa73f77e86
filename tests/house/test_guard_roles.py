"""The truth table of roles and routes: what is written down is what is tried, for looking and for doing alike."""

from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from pulse.access import account
from pulse.access.demands import Demands
from pulse.access.permissions import COMMENT_READERS, Role
from tests.house.guards import matrix, routes, sql_recorder
from tests.house.route_census import BY_KEY, CENSUS, EVERYONE, OWN
from tests.house_client import HouseClient
from tests.pulse.logged_in import begin_session

ROUTES = Path(__file__).resolve().parents[2] / "docs" / "routes.md"


def logged_in(app: Flask, people: Session, role: Role, *, vouched: bool = True) -> HouseClient:
    person = account.prepare(people, email=f"{role}@t.example", name=role.title(), role=role)
    person.vouched_by = "somebody" if vouched else None
    client = app.test_client()
    assert isinstance(client, HouseClient)
    begin_session(people, client, person)
    return client


def test_the_table_in_the_docs_is_the_census(app: Flask) -> None:
    """Made anew by: python -m tests.house.guards.matrix."""
    written = ROUTES.read_text(encoding="utf-8").partition(matrix.BEGIN)[2]
    assert written.partition(matrix.END)[0] == matrix.table(app)


def test_a_planted_route_is_a_line_of_its_own() -> None:
    site = Flask("planted", static_folder=None)
    site.add_url_rule("/new/<x>", "new", lambda x: "", methods=["POST"])
    assert matrix.table(site, {"new": frozenset({Role.PSW})}).splitlines()[-1] == (
        "| `/new/<x>` | POST | – | – | – | yes | – | – |"
    )


@pytest.mark.parametrize("role", list(Role), ids=str)
def test_a_role_does_nothing_that_is_not_its_own(
    app: Flask, people: Session, today: date, role: Role
) -> None:
    """With every form's token taken for right, so that it is the role that is refused."""
    app.config["WTF_CSRF_ENABLED"] = False
    client, tried = logged_in(app, people, role), 0
    for endpoint, address in routes.addresses(app, "POST"):
        who = CENSUS[endpoint]
        if who is EVERYONE or role in who:
            continue
        with sql_recorder.recorded() as statements:
            assert client.post(address).status_code == 403, f"{role} at {endpoint}"
        assert sql_recorder.writing(statements) == [], endpoint
        tried += 1
    assert tried > 10


@pytest.mark.parametrize("role", COMMENT_READERS, ids=str)
def test_whoever_waits_for_a_second_person_sees_their_own_account_and_nothing_else(
    app: Flask, people: Session, today: date, role: Role
) -> None:
    _goes_nowhere_but(app, logged_in(app, people, role, vouched=False), role, "/staff/account")


@pytest.mark.parametrize("role", list(Role), ids=str)
def test_whoever_lacks_a_second_factor_sets_it_up_before_anything_else(
    app: Flask, people: Session, today: date, role: Role
) -> None:
    app.extensions["pulse_demands"] = Demands(frozenset(Role), 30, 600)
    client = logged_in(app, people, role)
    _goes_nowhere_but(app, client, role, "/staff/account/second-factor")


def _goes_nowhere_but(app: Flask, client: HouseClient, role: Role, place: str) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    for method in ("GET", "POST"):
        for endpoint, address in routes.addresses(app, method):
            who = CENSUS[endpoint]
            if who is EVERYONE or who is OWN or endpoint in BY_KEY or role not in who:
                continue
            answer = client.open(address, method=method)
            assert (answer.status_code, answer.location) == (302, place), f"{method} {endpoint}"
