"""Staff log in with an address and a password; nobody learns who has an account."""

from pathlib import Path

import pytest
from flask import Flask
from flask_security import hash_password
from sqlalchemy.orm import Session

from pulse import create_app
from pulse.access import account
from pulse.access.permissions import Role

PASSWORD = "correct horse battery"


@pytest.fixture
def staff(app: Flask, people: Session, today) -> Session:
    """One of each role, and one account that is switched off."""
    with app.app_context():
        for role in Role:
            account.create(
                people, email=f"{role}@x.example", name=role.title(), role=role, password=PASSWORD
            )
        off = account.create(
            people, email="off@x.example", name="Off", role=Role.OFFICE, password=PASSWORD
        )
        off.active = False
    people.commit()
    return people


def log_in(client, email: str, password: str = PASSWORD, **query: str):
    page = client.get("/staff/log-in", query_string=query)
    token = page.text.split('name="csrf_token"', 1)[1].split('value="', 1)[1].split('"', 1)[0]
    return client.post(
        "/staff/log-in",
        query_string=query,
        data={"email": email, "password": password, "csrf_token": token},
    )


@pytest.mark.parametrize(
    ("role", "home"),
    [
        (Role.DIRECTOR, "/director/"),
        (Role.UNION, "/stewards/"),
        (Role.PSW, "/stewards/"),
        (Role.OFFICE, "/office/"),
    ],
)
def test_everybody_begins_at_home(client, staff, role: Role, home: str) -> None:
    answer = log_in(client, f"{role}@x.example")
    assert answer.status_code == 302
    assert answer.location == home
    assert client.get(answer.location).status_code == 200


def test_capitals_and_spaces_in_the_address_do_not_matter(client, staff) -> None:
    assert log_in(client, " Office@X.example ").status_code == 302


@pytest.mark.parametrize(
    ("email", "password"),
    [("office@x.example", "wrong"), ("nobody@x.example", PASSWORD), ("off@x.example", PASSWORD)],
)
def test_a_wrong_password_and_an_unknown_address_read_the_same(
    client, staff, email: str, password: str
) -> None:
    answer = log_in(client, email, password)
    assert answer.status_code == 422
    assert "The e-mail address or the password is not right" in answer.text
    assert f'value="{email}"' in answer.text


def test_empty_fields_are_named(client, staff) -> None:
    answer = log_in(client, "", "")
    assert "Enter your e-mail address" in answer.text
    assert "Enter your password" in answer.text


@pytest.mark.parametrize("email", ["office@x.example", "nobody@x.example", "off@x.example"])
@pytest.mark.parametrize("password", ["wrong", "x" * 1_001, "x" * 5_000, "a\x00b"])
def test_every_refusal_costs_one_hash_and_reads_the_same(
    client, staff, monkeypatch: pytest.MonkeyPatch, email: str, password: str
) -> None:
    hashed = []
    for name in ("hash_password", "verify_and_update_password"):
        real = getattr(account, name)
        monkeypatch.setattr(
            account,
            name,
            lambda said, *more, real=real: (hashed.append(said), real(said, *more))[1],
        )
    answer = log_in(client, email, password)
    assert answer.status_code == 422
    assert "The e-mail address or the password is not right" in answer.text
    assert [len(said) <= 1_000 for said in hashed] == [True]


def test_an_address_that_no_database_takes_is_wrong(client, staff) -> None:
    assert log_in(client, "off\x00ice@x.example").status_code == 422
    assert log_in(client, "x" * 10_000).status_code == 422


def test_a_log_in_goes_on_to_the_page_that_was_asked_for(client, staff) -> None:
    asked = client.get("/office/")
    assert asked.status_code == 302
    assert log_in(client, "office@x.example", next="/office/").location == "/office/"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "/\r\n/evil.example",
        "\t//evil.example",
        "/office/\nSet-Cookie: a=b",
        "/office/\x00",
        "/./\\evil.example",
        "//[",
        "office/",
        "javascript:alert(1)",
    ],
)
def test_a_log_in_never_leads_elsewhere(client, staff, elsewhere: str) -> None:
    assert log_in(client, "office@x.example", next=elsewhere).location == "/office/"


def test_after_logging_out_the_room_is_shut(client, staff) -> None:
    log_in(client, "office@x.example")
    page = client.get("/office/")
    token = page.text.split('name="csrf_token"', 1)[1].split('value="', 1)[1].split('"', 1)[0]
    assert client.post("/staff/log-out", data={"csrf_token": token}).status_code == 302
    assert client.get("/office/").status_code == 302


@pytest.mark.parametrize("asked", ["/%09/evil.example", "/%0A/evil.example", "/%5Cevil.example"])
def test_a_link_that_hides_its_way_leads_home(client, staff, asked: str) -> None:
    page = client.get(f"/staff/log-in?next={asked}")
    assert page.status_code == 200
    token = page.text.split('name="csrf_token"', 1)[1].split('value="', 1)[1].split('"', 1)[0]
    answer = client.post(
        f"/staff/log-in?next={asked}",
        data={"email": "office@x.example", "password": PASSWORD, "csrf_token": token},
    )
    assert answer.location == "/office/"


def test_a_query_comes_along(client, staff) -> None:
    asked = "/director/trends?group=north&x=1"
    assert log_in(client, "office@x.example", next=asked).location == asked


def test_a_cookie_that_was_copied_is_worth_nothing_after_logging_out(
    client, staff, app: Flask
) -> None:
    log_in(client, "office@x.example")
    cookie = client.get_cookie("pulse_staff", path="/")
    assert cookie is not None
    thief = app.test_client()
    thief.set_cookie("pulse_staff", cookie.value)
    assert thief.get("/office/").status_code == 200
    page = client.get("/office/")
    token = page.text.split('name="csrf_token"', 1)[1].split('value="', 1)[1].split('"', 1)[0]
    client.post("/staff/log-out", data={"csrf_token": token})
    assert thief.get("/office/").status_code == 302
    assert log_in(client, "office@x.example").status_code == 302


def test_a_form_without_its_token_is_refused_kindly(client, staff) -> None:
    answer = client.post("/staff/log-in", data={"email": "office@x.example", "password": PASSWORD})
    assert answer.status_code == 400


def test_workers_pages_take_no_notice_of_a_staff_session(client, staff) -> None:
    log_in(client, "office@x.example")
    assert "Set-Cookie" not in client.get("/").headers
    assert "Vary" not in client.get("/answer").headers


ROOMS = {
    "/director/": set(Role),
    "/rules/": set(Role),
    "/stewards/": {Role.UNION, Role.PSW},
    "/office/": {Role.OFFICE},
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("room", ROOMS)
def test_each_role_enters_its_rooms_and_no_other(client, staff, role: Role, room: str) -> None:
    log_in(client, f"{role}@x.example")
    assert client.get(room).status_code == (200 if role in ROOMS[room] else 403)


def test_a_password_is_kept_as_owasp_wants_it(tmp_path: Path) -> None:
    made = create_app({"PULSE_DATA": str(tmp_path)})
    with made.app_context():
        assert hash_password(PASSWORD).startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    made.extensions["pulse"].dispose()
