"""Who gets in: a key that works today, of somebody who may log in; nothing else, and every refusal is JSON."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from pulse.access import account, api_key
from pulse.access.api_key import ApiKey
from pulse.access.permissions import Role
from pulse.api import guard
from surveys import clock
from tests.house.guards import sql_recorder
from tests.house_client import HouseClient
from tests.pulse.api.conftest import Ask, MakeKey
from tests.pulse.stewards import stock

TABLES = (
    "/releases",
    "/releases/2026-02/groups",
    "/releases/2026-02/figures",
    "/releases/2026-02/themes",
    "/actions",
)
WHOLE = "pulse_" + "a" * 43


def problem(said: TestResponse, status: int) -> str:
    """The sentence of a refusal that is in the form that docs/api.md describes."""
    assert said.status_code == status
    assert said.content_type == "application/problem+json"
    assert said.json is not None
    assert sorted(said.json) == ["detail", "status", "title"]
    assert said.json["status"] == status
    assert "Set-Cookie" not in said.headers
    assert said.headers["Cache-Control"] == "no-store"
    return str(said.json["detail"])


@pytest.mark.parametrize("role", list(Role), ids=str)
@pytest.mark.parametrize("path", TABLES)
def test_every_role_reads_every_table_with_a_key_and_none_without(
    ask: Ask, make_key: MakeKey, published: Session, role: Role, path: str
) -> None:
    key = make_key(role)
    for address in (path, f"{path}.csv"):
        said = ask(address, key)
        assert said.status_code == 200
        assert "Set-Cookie" not in said.headers
        assert "Send a key" in problem(ask(address), 401)
        assert "not valid" in problem(ask(address, WHOLE), 401)


def test_a_log_in_is_no_key(app, people: Session, published: Session) -> None:
    client = stock.log_in(app, people, Role.OFFICE)
    for path in TABLES:
        problem(client.get(f"/api/v1{path}"), 401)


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Bearer",
        "Bearer ",
        "Bearer pulse_",
        f"Bearer {WHOLE[:-1]}",
        f"Bearer {WHOLE}a",
        f"Bearer {WHOLE} {WHOLE}",
        f"Bearer {WHOLE},",
        f"Basic {WHOLE}",
        WHOLE,
        f"Bearer\t{WHOLE}",
        f"Bearer {WHOLE[:-1]}é",
        f"Bearer {WHOLE[:-1]}'",
        "Bearer " + "x" * 6000,
        "Digest username=a",
    ],
)
def test_a_malformed_header_is_no_key(ask: Ask, published: Session, header: str) -> None:
    said = ask("/releases", Authorization=header)
    problem(said, 401)
    assert said.headers["WWW-Authenticate"].startswith("Bearer ")


def test_one_key_at_a_time_and_in_the_header_alone(
    client: HouseClient, ask: Ask, make_key: MakeKey, published: Session
) -> None:
    key = make_key()
    twice = [("Authorization", f"Bearer {key}"), ("Authorization", f"Bearer {key}")]
    problem(client.get("/api/v1/releases", headers=twice), 401)
    problem(ask(f"/releases?key={key}"), 401)
    assert ask("/releases", Authorization=f"bearer  {key}").status_code == 200


def test_a_challenge_says_whether_a_key_came(ask: Ask) -> None:
    assert ask("/releases").headers["WWW-Authenticate"] == "Bearer realm=Pulse"
    said = ask("/releases", WHOLE)
    assert said.headers["WWW-Authenticate"] == "Bearer realm=Pulse, error=invalid_token"


def test_a_key_works_through_its_last_day(ask: Ask, make_key: MakeKey, published: Session) -> None:
    made, key = clock.today(), make_key()
    for day, status in ((30, 200), (31, 401)):
        clock.fix(clock.Hour(made + timedelta(days=day), 12))
        assert ask("/releases", key).status_code == status


def test_over_revoked_and_unknown_keys_get_one_answer(
    ask: Ask, make_key: MakeKey, published: Session, today: date
) -> None:
    over, revoked = make_key(), make_key()
    owner = account.find(published, "director@api.example")
    assert owner is not None
    newest, oldest = api_key.of(published, owner)
    api_key.revoke(published, owner, newest.id)
    oldest.expires_on = today - timedelta(days=1)
    published.commit()
    said = [ask("/releases", key) for key in (over, revoked, WHOLE)]
    assert {(one.status_code, one.data, str(one.headers)) for one in said} == {
        (401, said[0].data, str(said[0].headers))
    }


def test_a_key_ends_with_its_owners_account(
    ask: Ask, make_key: MakeKey, published: Session
) -> None:
    key = make_key()
    owner = account.find(published, "director@api.example")
    assert owner is not None
    owner.active = False
    published.commit()
    assert "closed" in problem(ask("/releases", key), 403)


def test_the_day_of_use_is_written_once_a_day_and_nothing_else(
    ask: Ask, make_key: MakeKey, published: Session, today: date
) -> None:
    key = make_key()
    for day in (today, today + timedelta(days=1)):
        clock.fix(clock.Hour(day, 12))
        with sql_recorder.recorded() as first:
            ask("/releases/2026-02/figures", key)
        with sql_recorder.recorded() as second:
            ask("/releases/2026-02/themes", key)
        (written,) = sql_recorder.writing(first)
        assert written.startswith("UPDATE api_key SET used_on=")
        assert sql_recorder.writing(second) == []
        assert published.scalar(select(ApiKey.used_on)) == day
        published.rollback()


@pytest.mark.both_databases
def test_a_database_that_somebody_writes_to_holds_no_figure_up(
    ask: Ask, make_key: MakeKey, published: Session, database: str
) -> None:
    key = make_key()
    published.execute(text("UPDATE staff_account SET name = 'B'"))  # and does not end
    with sql_recorder.recorded() as statements:
        assert ask("/releases", key).status_code == 200
    assert bool(sql_recorder.writing(statements)) is (database == "postgresql")
    published.rollback()
    assert ask("/releases", key).status_code == 200
    assert published.scalar(select(ApiKey.used_on)) == clock.today()
    published.rollback()


def test_the_database_holds_a_digest_and_no_key(make_key: MakeKey, people: Session) -> None:
    key = make_key()
    (row,) = people.execute(text("SELECT * FROM api_key")).mappings()
    assert key not in str(dict(row))
    assert key.removeprefix("pulse_") not in str(dict(row))
    assert len(row["digest"]) == 64


def test_nobody_has_more_keys_than_they_can_look_after(
    people: Session, make_key: MakeKey, make_owner: Callable[..., object]
) -> None:
    for _ in range(api_key.MOST):
        make_key()
    with pytest.raises(api_key.TooManyKeys, match="Revoke one"):
        make_key()
    make_key(Role.UNION)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_nothing_can_be_written(
    client: HouseClient, make_key: MakeKey, published: Session, method: str
) -> None:
    own = {"Authorization": f"Bearer {make_key()}"}
    said = getattr(client, method)("/api/v1/releases", headers=own)
    problem(said, 405)
    assert "GET" in said.headers["Allow"]


def test_an_address_that_is_none_is_said_in_json(client: HouseClient) -> None:
    problem(client.get("/api/v1/nothing"), 404)
    problem(client.get("/api/v1/releases/"), 404)
    problem(client.get("/api/nothing"), 404)


def test_a_fault_says_nothing_of_itself(
    app, ask: Ask, make_key: MakeKey, published: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("planted-value")

    monkeypatch.setattr(guard.api_key, "find", broken)
    assert "planted" not in problem(ask("/releases", WHOLE), 500)

    def away(*_: object) -> None:
        raise OperationalError("SELECT planted", {}, Exception("planted"))

    monkeypatch.setattr(guard.api_key, "find", away)
    assert "planted" not in problem(ask("/releases", WHOLE), 503)


def test_plain_http_is_refused_in_json(client: HouseClient) -> None:
    said = client.get("/api/v1/releases", base_url="http://pulse.example")
    assert "secure connection" in problem(said, 400)
