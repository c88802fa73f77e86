"""Codes of an app beside the password: set up, used once, replaced by recovery codes, demanded where a setting says so."""

import base64
import re

import pytest
from bs4 import BeautifulSoup
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from pulse.access import account, factor, moment
from pulse.access.audit import AuditEntry
from pulse.access.demands import Demands
from pulse.access.lockout import FREE
from pulse.access.permissions import STEWARDS, Role
from tests.house_client import HouseClient
from tests.pulse.logged_in import begin_session
from tests.pulse.staff.conftest import Wait
from tests.pulse.staff.forms import bare, enter_code, fill, log_in, make, words

EMAIL = "office@x.example"
SET_UP = "/staff/account/second-factor"


def code_of(secret: str, steps: int = 0) -> str:
    """What an app shows now, or some half minutes from now."""
    now = moment.minute() * 60 + moment.now().second
    key = base64.b32decode(secret)
    return TOTP(key, 6, SHA1(), 30).generate(now + 30 * steps).decode()  # noqa: S303


@pytest.fixture
def secret(app: Flask, people: Session, client: HouseClient, wait: Wait) -> str:
    """An account with an app, set up on its page; the client is logged out again."""
    person = make(app, people)
    begin_session(people, client, person)
    page = client.get(SET_UP)
    shown = secret_on(page.text)
    said = fill(client, page, code=code_of(shown))
    assert said.status_code == 201
    client.delete_cookie("pulse_staff", path="/")
    wait(5)
    return shown


def secret_on(page: str) -> str:
    field = BeautifulSoup(page, "html.parser").select_one("dd code")
    assert field is not None
    return field.get_text().replace(" ", "")


def recovery_on(page: str) -> list[str]:
    return re.findall(r"<code>([a-z2-7-]{19})</code>", page)


def acts(people: Session) -> list[str]:
    return list(people.scalars(select(AuditEntry.act).order_by(AuditEntry.id)))


def test_the_published_example_of_the_standard_comes_out_right(monkeypatch) -> None:
    """RFC 6238, appendix B, at 59 seconds; six of its eight digits."""
    secret = base64.b32encode(b"12345678901234567890").decode()
    codes = factor._codes(secret)
    assert codes.generate(59) == b"287082"


def test_a_password_alone_lets_nobody_in(client: HouseClient, secret: str) -> None:
    said = log_in(client, EMAIL, next="/office/accounts")
    assert said.location == "/staff/log-in/code"
    assert client.get("/office/").status_code == 302
    said = enter_code(client, code_of(secret))
    assert said.location == "/office/accounts"
    assert client.get("/office/accounts").status_code == 200


def test_nobody_gets_to_the_second_step_without_the_first(
    client: HouseClient, secret: str, wait: Wait
) -> None:
    assert client.get("/staff/log-in/code").location == "/staff/log-in"
    log_in(client, EMAIL)
    wait(11)
    assert client.get("/staff/log-in/code").location == "/staff/log-in"


def test_a_code_counts_once_and_no_older_one_after_it(
    client: HouseClient, secret: str, wait: Wait, people: Session
) -> None:
    earlier, now = code_of(secret, -1), code_of(secret)
    log_in(client, EMAIL)
    assert enter_code(client, now).status_code == 302
    other = client.application.test_client()
    log_in(other, EMAIL)
    for code in (now, earlier):
        said = enter_code(other, code)
        assert said.status_code == 422
        assert "used already" in words(said)
    wait(0.5)
    assert enter_code(other, code_of(secret)).status_code == 302


def test_a_clock_that_is_half_a_minute_wrong_is_forgiven_and_no_more(
    client: HouseClient, secret: str
) -> None:
    log_in(client, EMAIL)
    assert enter_code(client, code_of(secret, 2)).status_code == 422
    assert enter_code(client, code_of(secret, -2)).status_code == 422
    assert enter_code(client, code_of(secret, 1)).status_code == 302


@pytest.mark.parametrize(
    "typed", ["12345", "1234567", "abcdef", "１２３４５６", "12\x00456", "x" * 90]
)
def test_what_is_no_code_is_refused(client: HouseClient, secret: str, typed: str) -> None:
    log_in(client, EMAIL)
    assert enter_code(client, typed).status_code == 422
    assert "Enter a code" in words(enter_code(client, " "))


def test_wrong_codes_make_the_account_rest_and_a_right_password_does_not_wipe_the_count(
    client: HouseClient, secret: str, wait: Wait
) -> None:
    for _ in range(FREE + 1):
        log_in(client, EMAIL)
        assert enter_code(client, "000000").status_code == 422
    assert enter_code(client, code_of(secret)).status_code == 422
    resting = log_in(client, EMAIL)
    assert bare(resting, EMAIL) == bare(log_in(client, "no@x.example"), "no@x.example")
    wait(1)
    log_in(client, EMAIL)
    assert enter_code(client, code_of(secret)).status_code == 302


def test_each_recovery_code_lets_in_once_however_it_is_written(
    app: Flask, people: Session, client: HouseClient, wait: Wait
) -> None:
    person = make(app, people)
    begin_session(people, client, person)
    page = client.get(SET_UP)
    codes = recovery_on(fill(client, page, code=code_of(secret_on(page.text))).text)
    assert len(set(codes)) == factor.CODES == 10
    for typed in (codes[3], codes[4].upper().replace("-", " ")):
        other = app.test_client()
        log_in(other, EMAIL)
        assert enter_code(other, typed).status_code == 302
        again = app.test_client()
        log_in(again, EMAIL)
        assert enter_code(again, typed).status_code == 422
    assert "8 recovery codes left" in words(client.get("/staff/account"))
    assert acts(people).count("recovery code used") == 2
    assert factor.left(people, person) == 8
    kept = str(people.execute(text("SELECT * FROM staff_recovery")).all())
    assert not any(code in kept or code.replace("-", "") in kept for code in codes)


def test_new_recovery_codes_end_the_old_ones(
    app: Flask, people: Session, client: HouseClient, wait: Wait
) -> None:
    begin_session(people, client, make(app, people))
    page = client.get(SET_UP)
    old = recovery_on(fill(client, page, code=code_of(secret_on(page.text))).text)
    page = client.get("/staff/account")
    new = recovery_on(client.send(page, {}, action="/staff/account/recovery-codes").text)
    other = app.test_client()
    log_in(other, EMAIL)
    assert enter_code(other, old[0]).status_code == 422
    assert enter_code(other, new[0]).status_code == 302


def test_a_wrong_first_code_keeps_nothing(
    app: Flask, people: Session, client: HouseClient, wait: Wait
) -> None:
    person = make(app, people)
    begin_session(people, client, person)
    page = client.get(SET_UP)
    said = fill(client, page, code="000000")
    assert said.status_code == 422
    assert secret_on(said.text) == secret_on(page.text)  # an app that scanned it can go on
    people.refresh(person)
    assert person.factor is None
    people.rollback()
    assert "Enter the code" in words(fill(client, page, code=""))


def test_the_secret_is_sealed_in_the_database_and_another_key_opens_nothing(
    app: Flask, people: Session, client: HouseClient, secret: str
) -> None:
    person = account.named(people, EMAIL)
    assert secret not in str(people.execute(text("SELECT * FROM staff_account")).all())
    app.config["SECRET_KEY"] = "another"
    with app.app_context():
        assert factor.is_right(people, person, code_of(secret)) is None


def test_the_picture_says_what_the_key_says(
    app: Flask, people: Session, client: HouseClient, wait: Wait
) -> None:
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    said = factor.address(secret, EMAIL, "North: moor")
    assert said.startswith("otpauth://totp/Pulse%20North%20%20moor:office%40x.example?")
    assert f"secret={secret}" in said


@pytest.mark.parametrize("role", list(Role), ids=str)
def test_without_a_setting_a_real_survey_demands_it_of_the_office_and_of_who_stands_for_a_round(
    app: Flask, people: Session, client: HouseClient, wait: Wait, role: Role
) -> None:
    app.extensions["pulse_demands"] = Demands(None, 30, 600)
    demanded = role in (Role.OFFICE, *STEWARDS, Role.KEYHOLDER)
    make(app, people, role)
    home = log_in(client, f"{role}@x.example").location
    said = client.get(home)
    assert (said.status_code == 302 and said.location == SET_UP) is demanded
    if demanded:
        page = client.get(SET_UP)
        assert "Your role needs one" in words(page)
        fill(client, page, code=code_of(secret_on(page.text)))
        assert client.get(home).status_code == 200
        page = client.get("/staff/account")
        assert "Turn the second factor off" not in page.text


def test_a_demonstration_demands_it_of_nobody(
    app: Flask, people: Session, client: HouseClient, wait: Wait
) -> None:
    app.extensions["pulse_demands"] = Demands(None, 30, 600)
    app.config["PULSE_DEMONSTRATION"] = True
    make(app, people)
    assert client.get(log_in(client, EMAIL).location).status_code == 200


def test_where_nobody_demands_it_its_owner_turns_it_off(
    app: Flask, people: Session, client: HouseClient, wait: Wait
) -> None:
    person = make(app, people)
    begin_session(people, client, person)
    page = client.get(SET_UP)
    fill(client, page, code=code_of(secret_on(page.text)))
    page = client.get("/staff/account")
    client.send(page, {}, action="/staff/account/second-factor/remove")
    people.refresh(person)
    assert person.factor is None
    assert factor.left(people, person) == 0
    assert acts(people)[-2:] == ["second factor set up", "second factor removed"]
