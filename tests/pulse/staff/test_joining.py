"""A link from the office sets a password, once, within a week; and what a password must be."""

from datetime import timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from pulse.access import account, joining
from pulse.access.account import StaffAccount
from pulse.access.audit import AuditEntry
from pulse.access.password_rules import WeakPassword, demand_strong, is_guessed
from pulse.access.permissions import Role
from surveys import clock
from tests.house_client import HouseClient
from tests.pulse.staff.forms import fill, log_in, words

GOOD = "lantern ferry orchid seven"
EMAIL = "dee@x.example"
ABOUT = ("Dee Prakash", "dee.prakash@northmoor.example", "Northmoor Council")


@pytest.fixture
def link(app: Flask, people: Session, today) -> str:
    """A link for an account that was invited."""
    person = account.prepare(people, email=EMAIL, name="Dee Prakash", role=Role.DIRECTOR)
    secret = joining.make(people, person)
    people.commit()
    return f"/staff/join/{secret}"


def test_whoever_has_the_link_sets_a_password_and_then_logs_in_as_always(
    client: HouseClient, link: str, people: Session
) -> None:
    page = client.get(link)
    assert "For Dee Prakash, who logs in as dee@x.example" in words(page)
    said = fill(client, page, new=GOOD)
    assert said.location == "/staff/log-in"
    assert "Your password is set" in words(client.get(said.location))
    assert log_in(client, EMAIL, GOOD).status_code == 302
    assert people.scalars(select(AuditEntry.act)).all() == ["password set", "logged in"]


def test_looking_uses_nothing_up_and_a_link_works_once(client: HouseClient, link: str) -> None:
    pages = [client.get(link) for _ in range(3)]
    assert {page.status_code for page in pages} == {200}
    assert fill(client, pages[0], new=GOOD).status_code == 302
    gone = client.get(link)
    assert gone.status_code == 404
    assert "This link does not work" in words(gone)
    assert fill(client, pages[1], new=GOOD + " x").status_code == 404
    assert log_in(client, EMAIL, GOOD).status_code == 302


def test_a_link_works_for_a_week(client: HouseClient, link: str, today) -> None:
    with clock.at(today + timedelta(days=7)):
        assert client.get(link).status_code == 200
    with clock.at(today + timedelta(days=8)):
        assert client.get(link).status_code == 404


def test_a_new_link_ends_the_old_one(client: HouseClient, link: str, people: Session) -> None:
    secret = joining.make(people, account.named(people, EMAIL))
    people.commit()
    assert client.get(link).status_code == 404
    assert client.get(f"/staff/join/{secret}").status_code == 200


def test_a_link_of_a_closed_account_does_not_work(client, link: str, people: Session) -> None:
    account.named(people, EMAIL).close()
    people.commit()
    assert client.get(link).status_code == 404


@pytest.mark.parametrize("secret", ["x", "x" * 5_000, "%00", "..%2f", "’"])
def test_any_other_link_gets_the_same_answer(client: HouseClient, link: str, secret: str) -> None:
    said = client.get(f"/staff/join/{secret}")
    assert said.status_code == 404


def test_the_database_keeps_a_digest_and_no_link(link: str, people: Session) -> None:
    kept = str(people.execute(text("SELECT * FROM staff_joining")).all())
    assert link.rpartition("/")[2] not in kept


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Enter a new password"),
        ("only14letters!", "Use at least 15 characters"),
        ("x" * 129, "Use at most 128 characters"),
        ("northmoor council 2026", "one of the first that somebody would try"),
        ("correct horse\x00 battery", "Use only signs that can be typed"),
    ],
)
def test_what_is_wrong_with_a_password_is_said_and_the_link_still_works(
    client: HouseClient, link: str, people: Session, typed: str, message: str
) -> None:
    people.execute(
        text(
            "INSERT INTO organisation (id, names, contacts_listed, demonstration, reply_days)"
            " VALUES (1, :names, '[]', true, 30)"
        ),
        {"names": '{"en": "Northmoor Council"}'},
    )
    people.commit()
    said = fill(client, client.get(link), new=typed)
    assert said.status_code in {200, 422}
    assert message in words(said)
    assert typed not in said.text or not typed
    assert client.get(link).status_code == 200


def test_with_a_second_factor_twelve_are_enough_and_alone_fifteen() -> None:
    demand_strong("vex-Quorn-81!t", ABOUT, alone=False)
    with pytest.raises(WeakPassword, match="at least 15"):
        demand_strong("vex-Quorn-81!t", ABOUT, alone=True)


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "Password12345!",
        "P@ssw0rd2026!!",
        "passwordpassword",
        "Welcome2Northmoor",
        "northmoorcouncil1",
        "dee.prakash.2026",
        "socialworker2026",
        "Safeguarding123!",
        "qwertyuiop[]123",
        "1q2w3e4r5t6y",
        "123456789012345",
        "aaaaaaaaaaaaaaa",
        "abcabcabcabcabc",
        "abcdefghijklmnop",
        "letmeinletmein1",
        "dragonmonkey",
        "Pulse-Survey-2026",
        "councilcouncil!",
        "iloveyou iloveyou",
        "zaq1xsw2cde3vfr4",
    ],
)
def test_what_somebody_would_try_first_is_refused(password: str) -> None:
    assert is_guessed(password, ABOUT)


@pytest.mark.parametrize(
    "password",
    [
        GOOD,
        "T7#kfQz9!mLwpB2x",
        "hydd y cwm a'r afon",
        "кот спит на окне",
        "the kettle sings at four",
        "gruffalo-anvil-teapot",
        "🦊🦉🐻🌲🍄🌧️⛰️🔥 fox",
    ],
)
def test_words_that_have_nothing_to_do_with_each_other_are_taken(password: str) -> None:
    assert not is_guessed(password, ABOUT)


@given(st.text(max_size=200))
def test_any_text_is_judged_and_none_too_short_is_taken(typed: str) -> None:
    is_guessed(typed, ABOUT)
    if len(typed) < 15:
        with pytest.raises(WeakPassword):
            demand_strong(typed, ABOUT, alone=True)


def test_a_password_is_pasted_shown_and_never_shown_again(client: HouseClient, link: str) -> None:
    page = client.get(link).text
    assert 'data-module="govuk-password-input"' in page
    assert 'autocomplete="new-password"' in page
    assert "onpaste" not in page


def test_a_new_account_has_no_password_that_fits(app: Flask, link: str, people: Session) -> None:
    person = people.scalar(select(StaffAccount))
    with app.app_context():
        assert not account.is_right(people, person, "")
