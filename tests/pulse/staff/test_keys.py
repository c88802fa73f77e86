"""The page of keys: made, shown once, listed, revoked; each person's own alone."""

import re
from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from pulse.access import api_key
from pulse.access.api_key import ApiKey
from pulse.access.audit import AuditEntry
from pulse.access.permissions import Role
from tests.house_client import HouseClient
from tests.pulse.stewards import stock
from tests.surveys.reports.council import Council, publish_rounds

WANTED = {"name": "Power BI", "scope": "", "days": "90"}
REVOKE = "/staff/keys/{}/revoke"


@pytest.fixture
def own(app: Flask, people: Session, today: date) -> HouseClient:
    return stock.log_in(app, people, Role.DIRECTOR)


def made(client: HouseClient, **other: str) -> TestResponse:
    return client.send(client.get("/staff/keys"), WANTED | other, action="/staff/keys")


def secret_in(said: TestResponse) -> str:
    field = BeautifulSoup(said.data, "html.parser").find(id="key")
    assert field is not None
    return str(field["value"])


def words(said: TestResponse) -> str:
    return " ".join(BeautifulSoup(said.data, "html.parser").get_text(" ").split())


def acts(people: Session) -> list[tuple[str, str]]:
    found = people.scalars(select(AuditEntry).order_by(AuditEntry.id))
    return [(entry.act, entry.about) for entry in found if entry.act.startswith("api key")]


@pytest.mark.parametrize("role", list(Role), ids=str)
def test_everybody_with_an_account_makes_a_key_and_reads_with_it(
    app: Flask, people: Session, today: date, role: Role
) -> None:
    client = stock.log_in(app, people, role)
    said = made(client)
    assert said.status_code == 201
    key = secret_in(said)
    assert re.fullmatch(r"pulse_[\w-]{43}", key)
    answer = client.get("/api/v1/releases", headers={"Authorization": f"Bearer {key}"})
    assert answer.json == {"release": None, "rows": []}
    assert "Last used 16 November 2026" in words(client.get("/staff/keys"))


def test_a_key_is_shown_once_and_carried_by_no_cookie(own: HouseClient, people: Session) -> None:
    said = made(own)
    key = secret_in(said)
    assert "shown this once" in words(said)
    assert key not in str(said.headers)
    for page in (own.get("/staff/keys"), own.get("/director/")):
        assert key not in page.get_data(as_text=True)
    assert key not in str(acts(people))


def test_a_key_is_listed_with_what_it_reads_and_how_long(own: HouseClient) -> None:
    assert "No key yet" in words(own.get("/staff/keys"))
    made(own, name="  Intranet <b>“front”</b>\nwidget ")
    said = words(own.get("/staff/keys"))
    assert "Intranet <b>“front”</b> widget State In use Reads The whole organisation" in said
    assert "Made 16 November 2026 Works until 14 February 2027 Last used Never" in said


def test_a_revoked_key_stays_on_the_list_and_never_works_again(
    own: HouseClient, people: Session
) -> None:
    key, page = secret_in(made(own)), own.get("/staff/keys")
    said = own.send(page, {}, action=REVOKE.format(1))
    assert said.location == "/staff/keys"
    listed = words(own.get("/staff/keys"))
    assert "The key “Power BI” is revoked." in listed
    assert "Revoked on 16 November 2026" in listed
    headers = {"Authorization": f"Bearer {key}"}
    assert own.get("/api/v1/releases", headers=headers).status_code == 401
    own.send(page, {}, action=REVOKE.format(1))
    assert people.scalar(select(ApiKey.revoked_on)) == date(2026, 11, 16)


def test_both_are_written_down_without_the_key(own: HouseClient, people: Session) -> None:
    made(own)
    own.send(own.get("/staff/keys"), {}, action=REVOKE.format(1))
    about = "number 1, “Power BI”, the whole organisation, until 2027-02-14"
    assert acts(people) == [("api key made", about), ("api key revoked", about)]


def test_nobody_sees_or_revokes_the_key_of_another(
    app: Flask, own: HouseClient, people: Session
) -> None:
    made(own, name="Mine alone")
    other = stock.log_in(app, people, Role.OFFICE)
    assert "Mine alone" not in words(other.get("/staff/keys"))
    made(other)
    page = other.get("/staff/keys")
    token = {"csrf_token": BeautifulSoup(page.data, "html.parser").find("input")["value"]}
    said = [other.post(REVOKE.format(n), data=token) for n in (1, 99, 2**40)]
    assert [one.status_code for one in said] == [404, 404, 404]
    assert len({one.data for one in said}) == 1
    assert people.scalars(select(ApiKey.revoked_on)).all() == [None, None]


def test_a_key_can_be_for_a_part_that_is_shown(own: HouseClient, people: Session, tmp_path) -> None:
    council = Council(services=("North", "South"), teams=0, sizes={"S1T01": 40, "S2T01": 9})
    publish_rounds(people, tmp_path, council, 1, share=1.0)
    people.commit()
    offered = BeautifulSoup(own.get("/staff/keys").data, "html.parser").find(id="scope")
    assert offered is not None
    values = [option["value"] for option in offered.find_all("option")]
    assert values[:3] == ["", "S1", "S1T01"]
    assert "S2T01" not in values
    assert "ALL" not in values
    assert not [value for value in values if "=" in value]
    made(own, scope="S1")
    assert people.scalar(select(ApiKey.scope_code)) == "S1"
    people.rollback()
    assert "Reads North" in words(own.get("/staff/keys"))
    assert made(own, scope="S2T01").status_code == 422


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"name": " "}, "Enter what the key is for"),
        ({"name": "x" * 81}, "Use at most 80 characters"),
        ({"days": "3650"}, "Not a valid choice"),
        ({"scope": "nowhere"}, "Not a valid choice"),
    ],
    ids=str,
)
def test_what_is_wrong_is_said_and_nothing_made(
    own: HouseClient, people: Session, fields: dict[str, str], message: str
) -> None:
    said = made(own, **fields)
    assert said.status_code == 422
    assert message in words(said)
    assert people.scalars(select(ApiKey)).all() == []


def test_a_name_with_a_sign_that_no_database_takes_is_taken(
    own: HouseClient, people: Session
) -> None:
    assert made(own, name="Excel\x00=1+1").status_code == 201
    assert people.scalar(select(ApiKey.name)) == "Excel\ufffd=1+1"


def test_too_many_keys_are_refused_in_plain_words(
    own: HouseClient, people: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api_key, "MOST", 1)
    made(own)
    said = made(own)
    assert said.status_code == 409
    assert "Revoke one that you no longer need" in words(said)


def test_the_query_to_copy_is_that_of_the_document_and_asks_this_host(own: HouseClient) -> None:
    """Whoever builds a report has the pages, not the repository; docs/api.md is tested against the tables."""
    page = (Path(__file__).resolve().parents[3] / "docs" / "api.md").read_text(encoding="utf-8")
    example = page.split("```m\n")[1].split("```")[0]
    copied = BeautifulSoup(own.get("/staff/keys").data, "html.parser").find(id="power-query")
    host = "http://localhost"
    assert copied.get_text().strip() == example.replace("https://staff.pulse.example", host).strip()


def test_every_staff_page_leads_to_the_keys(own: HouseClient) -> None:
    assert 'href="/staff/keys"' in own.get("/director/").get_data(as_text=True)
