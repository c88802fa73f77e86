"""Every route is listed under who may see it; nobody else gets in; looking changes nothing."""

from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from pulse.access.permissions import Role, requires
from pulse.extensions import people as people_of_request
from tests.house.guards import routes, sql_recorder
from tests.house.route_census import BY_KEY, CENSUS, DIRECTORS, EVERYONE, OFFICE
from tests.house_client import HouseClient
from tests.pulse.respond.open_round import open_round
from tests.pulse.stewards import stock

#: Rooms whose pages read what is published and nothing else.
PUBLISHED = ("director.", "results.", "stewards.", "pages.", "api.")


@pytest.fixture
def visitor(request: pytest.FixtureRequest, app: Flask, people: Session) -> HouseClient:
    """A client logged in with the test's role, or nobody in particular."""
    role: Role | None = getattr(request, "param", None)
    if role is not None:
        return stock.log_in(app, people, role)
    return HouseClient(app, app.response_class)


def test_every_route_is_listed_and_guarded_as_listed(app: Flask) -> None:
    assert routes.unlisted(app, CENSUS) == []
    assert routes.misguarded(app, CENSUS) == []


def test_a_planted_route_is_caught() -> None:
    site = Flask("planted")
    site.add_url_rule("/new", "new", lambda: "")
    site.add_url_rule("/open", "open", lambda: "")
    site.add_url_rule("/wide", "wide", requires(Role.OFFICE, Role.DIRECTOR)(lambda: ""))
    census = {"static": EVERYONE, "open": OFFICE, "wide": DIRECTORS, "gone": EVERYONE}
    assert routes.unlisted(site, census) == ["not in the census: new", "no such route: gone"]
    assert routes.misguarded(site, census) == [
        "open lets in everyone, the census says office",
        "wide lets in director, office, the census says director",
    ]


def test_nobody_enters_a_staff_page_without_logging_in(app: Flask, visitor: HouseClient) -> None:
    for endpoint, address in routes.addresses(app):
        if endpoint in BY_KEY:
            assert visitor.get(address).status_code == 401, endpoint
        elif CENSUS.get(endpoint) is not EVERYONE:
            answer = visitor.get(address)
            assert answer.status_code == 302, f"{endpoint} answered {answer.status_code}"
            assert answer.location.startswith("/staff/log-in"), endpoint


def test_nothing_is_done_for_somebody_who_has_not_logged_in(
    app: Flask, visitor: HouseClient
) -> None:
    for endpoint, address in routes.addresses(app, "POST"):
        if CENSUS.get(endpoint) is not EVERYONE:
            with sql_recorder.recorded() as statements:
                answer = visitor.post(address)
            assert answer.status_code in {302, 400, 401, 403}, endpoint
            assert sql_recorder.writing(statements) == [], endpoint


@pytest.mark.parametrize("visitor", list(Role), ids=str, indirect=True)
def test_each_role_enters_its_own_pages_and_no_others(
    app: Flask, visitor: HouseClient, request: pytest.FixtureRequest
) -> None:
    role = request.node.callspec.params["visitor"]
    for endpoint, address in routes.addresses(app):
        who = CENSUS.get(endpoint)
        if endpoint in BY_KEY:  # a log-in is no key
            assert visitor.get(address).status_code == 401, endpoint
        elif who is not None:
            refused = visitor.get(address).status_code == 403
            assert refused == (role not in who), f"{role} at {endpoint}"


@pytest.mark.parametrize("visitor", [None, *Role], ids=str, indirect=True)
def test_looking_changes_nothing_and_touches_no_raw_table(
    app: Flask,
    visitor: HouseClient,
    people: Session,
    ballot: Session,
    tmp_path: Path,
    today: date,
) -> None:
    open_round(people, ballot, tmp_path / "keys", wave="2026-12")
    stock.release(people, tmp_path / "keys", stock.comment(0, "The forms are endless"))
    stock.fill(people, stock.waits("a", "Too many cases"))
    for endpoint, address in routes.addresses(app):
        with sql_recorder.recorded() as statements:
            answer = visitor.get(address)
        assert answer.status_code < 500, f"{endpoint} answered {answer.status_code}"
        assert sql_recorder.writing(statements) == [], endpoint
        if endpoint.startswith(PUBLISHED):
            assert sql_recorder.touching_raw(statements) == [], endpoint


def test_a_get_that_writes_is_refused_by_the_database_itself(app: Flask) -> None:
    @app.get("/planted")
    def planted() -> str:
        people_of_request().execute(text("DELETE FROM reporting_group"))
        return ""

    app.testing = False
    with sql_recorder.recorded() as statements:
        answer = app.test_client().get("/planted")
    assert sql_recorder.writing(statements) == ["DELETE FROM reporting_group"]
    assert answer.status_code >= 500
