"""Sessions: listed, ended one by one and all at once, over when idle or old, and fresh for some minutes only."""

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from pulse import create_app
from pulse.access import staff_session
from pulse.access.account import StaffAccount
from pulse.access.audit import AuditEntry
from pulse.access.permissions import Role
from pulse.access.staff_session import StaffSession, device_of
from surveys import clock
from tests.house_client import HouseClient
from tests.pulse.logged_in import begin_session
from tests.pulse.staff.conftest import Wait
from tests.pulse.staff.forms import PASSWORD, fill, make, token_of, words

EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) AppleWebKit/605 Version/18.0 Safari/604.1"


@pytest.fixture
def person(app: Flask, people: Session, wait: Wait) -> StaffAccount:
    return make(app, people)


@pytest.fixture
def own(client: HouseClient, people: Session, person: StaffAccount) -> HouseClient:
    begin_session(people, client, person)
    return client


@pytest.fixture
def second(app: Flask, people: Session, person: StaffAccount) -> HouseClient:
    """The same person on another device."""
    other = app.test_client()
    assert isinstance(other, HouseClient)
    begin_session(people, other, person)
    return other


def is_in(client: HouseClient) -> bool:
    return client.get("/office/").status_code == 200


@pytest.mark.parametrize(
    ("browser", "name"),
    [
        (EDGE, "Edge on Windows"),
        (IPHONE, "Safari on an iPhone"),
        ("", "A browser"),
        ("<script>", "A browser"),
        ("x" * 10_000, "A browser"),
    ],
)
def test_a_device_has_a_coarse_name(browser: str, name: str) -> None:
    assert device_of(browser) == name


def test_one_device_is_logged_out_by_the_other_at_once_and_in_every_process(
    app: Flask, own: HouseClient, second: HouseClient, people: Session, tmp_path, urls
) -> None:
    elsewhere = create_app(
        {
            "PULSE_DATA": str(tmp_path),
            "PULSE_SECOND_FACTOR": "none",
            "PULSE_DATABASE_URL": urls["people"].render_as_string(hide_password=False),
            "PULSE_BALLOT_URL": urls["ballot"].render_as_string(hide_password=False),
        }
    )
    other = elsewhere.test_client()
    cookie = second.get_cookie("pulse_staff", path="/")
    assert cookie is not None
    other.set_cookie("pulse_staff", cookie.value)
    assert other.get("/office/").status_code == 200
    page = own.get("/staff/account")
    number = people.scalars(select(StaffSession.id).order_by(StaffSession.id)).all()[1]
    people.rollback()
    own.send(page, {}, action=f"/staff/account/sessions/{number}/end")
    assert other.get("/office/").status_code == 302
    assert not is_in(second)
    assert is_in(own)
    elsewhere.extensions["pulse"].dispose()


def test_logging_out_everywhere_ends_this_session_too(
    own: HouseClient, second: HouseClient, people: Session
) -> None:
    page = own.get("/staff/account")
    assert "Firefox on Linux, this one" in words(page)
    said = own.send(page, {}, action="/staff/account/sessions/end")
    assert said.location == "/staff/log-in"
    assert not is_in(own)
    assert not is_in(second)
    assert people.scalars(select(AuditEntry.about)).all() == ["all 2"]


def test_logging_out_here_leaves_the_other_device(own: HouseClient, second: HouseClient) -> None:
    own.post("/staff/log-out", data={"csrf_token": token_of(own)})
    assert not is_in(own)
    assert is_in(second)


def test_nobody_ends_the_session_of_another(
    app: Flask, own: HouseClient, second: HouseClient, people: Session
) -> None:
    stranger = app.test_client()
    begin_session(people, stranger, make(app, people, Role.DIRECTOR))
    token = token_of(stranger)
    said = [
        stranger.post(f"/staff/account/sessions/{n}/end", data={"csrf_token": token})
        for n in (1, 99, 2**40)
    ]
    assert {one.status_code for one in said} == {404}
    assert len({one.data for one in said}) == 1
    assert is_in(second)


def test_a_session_is_over_when_nobody_was_there_for_half_an_hour(
    own: HouseClient, wait: Wait
) -> None:
    for _ in range(3):
        wait(29)
        assert is_in(own)
    wait(31)
    assert not is_in(own)


def test_a_session_is_over_after_some_hours_however_busy(own: HouseClient, wait: Wait) -> None:
    for _ in range(19):
        wait(25)
        assert is_in(own)
    wait(25)
    assert not is_in(own)


def test_a_closed_account_is_out_at_the_next_request(
    own: HouseClient, people: Session, person: StaffAccount
) -> None:
    person.close()
    people.commit()
    assert not is_in(own)


def test_rows_of_old_sessions_go(app: Flask, people: Session, person: StaffAccount, today) -> None:
    staff_session.begin(people, person, "", by_single_sign_on=False)
    with clock.at(today.replace(day=today.day + 3)):
        staff_session.begin(people, person, "", by_single_sign_on=False)
    assert len(staff_session.of(people, person)) == 1


def test_a_session_keeps_no_address_no_time_and_no_token(own: HouseClient, people: Session) -> None:
    own.get("/office/", headers={"X-Forwarded-For": "203.0.113.9"})
    row = people.execute(text("SELECT * FROM staff_session")).mappings().one()
    assert set(row) == {"id", "account_id", "digest", "device", "by_single_sign_on", "started_on"}
    assert row["device"] == "Firefox on Linux"
    cookie = own.get_cookie("pulse_staff", path="/")
    assert cookie is not None
    assert row["digest"] not in cookie.value


def test_the_cookie_is_for_this_site_alone_and_for_no_script(own: HouseClient) -> None:
    own.get("/office/")
    cookie = own.get_cookie("pulse_staff", path="/")
    assert cookie is not None
    assert cookie.http_only
    assert cookie.same_site == "Lax"


def test_what_matters_asks_again_after_five_minutes_and_goes_back(
    own: HouseClient, wait: Wait
) -> None:
    assert own.get("/staff/account/password").status_code == 200
    wait(5)
    asked = own.get("/staff/account/password")
    assert asked.location == "/staff/confirm?next=/staff/account/password"
    page = own.get(asked.location)
    wrong = fill(own, page, password="wrong")
    assert "This is not right" in words(wrong)
    assert "Enter your password" in words(fill(own, page, password=""))
    assert fill(own, page, password=PASSWORD).location == "/staff/account/password"
    assert own.get("/staff/account/password").status_code == 200


def test_nothing_is_done_that_was_not_confirmed(
    own: HouseClient, people: Session, app: Flask, wait: Wait
) -> None:
    other = make(app, people, Role.DIRECTOR)
    address = f"/office/accounts/{other.id}"
    people.rollback()
    page = own.get(address)
    wait(6)
    said = own.send(page, {}, action=f"{address}/close")
    assert said.location == f"/staff/confirm?next={address}"
    people.refresh(other)
    assert other.active


@pytest.mark.parametrize("elsewhere", ["https://evil.example", "//evil.example", "/\\evil"])
def test_a_confirmation_never_leads_elsewhere(own: HouseClient, elsewhere: str) -> None:
    page = own.get("/staff/confirm", query_string={"next": elsewhere})
    assert fill(own, page, password=PASSWORD).location == "/staff/"


def test_a_new_password_logs_out_the_other_devices(
    own: HouseClient, second: HouseClient, people: Session
) -> None:
    page = own.get("/staff/account/password")
    said = fill(own, page, new="lantern ferry orchid seven")
    assert said.location == "/staff/account"
    assert is_in(own)
    assert not is_in(second)


@pytest.mark.parametrize("written", ["0", "4", "481", "ten", "１０", "-5", "1.5"])
def test_a_number_of_minutes_that_is_none_is_refused_at_the_start(written: str, tmp_path) -> None:
    from pulse.config import Unsafe

    with pytest.raises(Unsafe, match="PULSE_SESSION_IDLE must be a whole number from 5 to 480"):
        create_app({"PULSE_DATA": str(tmp_path), "PULSE_SESSION_IDLE": written})
