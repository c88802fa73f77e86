"""After wrong passwords an account rests, longer each time; a stranger learns nothing and cannot keep its owner out for long."""

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from pulse.access import account, lockout
from pulse.access.lockout import FREE, LIMIT, MOST, rest_after
from tests.pulse.staff.conftest import Wait
from tests.pulse.staff.forms import bare, log_in, make, token_of, words

EMAIL = "office@x.example"


@pytest.fixture
def own(app: Flask, people: Session, wait: Wait) -> Session:
    make(app, people)
    return people


def miss(client, times: int, email: str = EMAIL) -> None:
    for _ in range(times):
        log_in(client, email, "wrong")


@given(st.integers(0, 10_000))
def test_a_rest_grows_and_is_never_longer_than_a_quarter_of_an_hour(failures: int) -> None:
    assert 0 <= rest_after(failures) <= rest_after(failures + 1) <= MOST == 15


def test_rests_double_from_a_minute() -> None:
    assert [rest_after(FREE + more) for more in range(7)] == [0, 1, 2, 4, 8, 15, 15]


def test_a_few_wrong_passwords_cost_nothing(client, own) -> None:
    miss(client, FREE)
    assert log_in(client, EMAIL).status_code == 302


def test_after_more_the_right_password_is_refused_like_a_wrong_one_for_a_while(
    client, own, wait: Wait
) -> None:
    miss(client, FREE + 1)
    resting = log_in(client, EMAIL)
    assert resting.status_code == 422
    unknown = log_in(client, "nobody@x.example")
    assert bare(resting, EMAIL) == bare(unknown, "nobody@x.example")
    wait(1)
    assert log_in(client, EMAIL).status_code == 302


def test_tries_while_it_rests_do_not_lengthen_the_rest(client, own, wait: Wait) -> None:
    miss(client, FREE + 1)
    miss(client, 20)
    wait(1)
    assert log_in(client, EMAIL).status_code == 302


def test_whoever_tries_for_hours_locks_nobody_out_for_more_than_a_quarter_of_an_hour(
    client, own, wait: Wait
) -> None:
    for _ in range(30):
        miss(client, 1)
        wait(15)
    assert log_in(client, EMAIL).status_code == 302


def test_the_owner_is_told_at_the_next_log_in_and_once(client, own, wait: Wait) -> None:
    miss(client, 3)
    said = log_in(client, EMAIL)
    assert said.location == "/staff/told?next=/office/"
    told = words(client.get(said.location))
    assert "a wrong password or code was entered 3 times" in told
    assert "the last on Monday 16 November 2026" in told
    assert "we keep no address" in told
    assert client.get(said.location).location == "/office/"
    client.post("/staff/log-out", data={"csrf_token": token_of(client)})
    assert log_in(client, EMAIL).location == "/office/"


def test_after_a_hundred_in_a_row_only_the_office_lets_somebody_in(
    app: Flask, client, own, wait: Wait
) -> None:
    person = account.named(own, EMAIL)
    person.failures = LIMIT
    own.commit()
    wait(60 * 24 * 30)
    assert log_in(client, EMAIL).status_code == 422
    said = app.test_cli_runner().invoke(args=["staff", "unlock", EMAIL])
    assert said.exit_code == 0, said.output
    assert log_in(client, EMAIL).status_code == 302


def test_a_resting_account_costs_one_hash(client, own, monkeypatch: pytest.MonkeyPatch) -> None:
    miss(client, FREE + 1)
    hashed: list[str] = []
    monkeypatch.setattr(account, "hash_password", hashed.append)
    assert log_in(client, EMAIL).status_code == 422
    assert len(hashed) == 1


@pytest.mark.parametrize("email", ["invited@x.example", "nobody@x.example"])
def test_an_account_without_a_password_is_refused_like_none(
    app: Flask, client, own, email: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    account.prepare(own, email="invited@x.example", name="I", role=account.Role.UNION)
    own.commit()
    hashed: list[str] = []
    monkeypatch.setattr(account, "hash_password", hashed.append)
    for password in ("", "wrong"):
        assert log_in(client, email, password or "x").status_code == 422
    assert len(hashed) == 2
    assert account.find(own, "invited@x.example").failures == 0


def test_everybody_is_told_that_an_account_may_rest(client) -> None:
    assert "at most a quarter of an hour" in words(client.get("/staff/log-in"))


def test_a_wrong_code_counts_as_a_wrong_password_does() -> None:
    class Tried:
        failures, failed_on, rests_until = FREE, None, None

    tried = Tried()
    lockout.count(tried)
    assert lockout.rests(tried)
