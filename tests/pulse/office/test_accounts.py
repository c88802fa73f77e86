"""The office's accounts: invited, changed, closed; never its own, and never a way to comments."""

import re

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from pulse.access import account, api_key, staff_session
from pulse.access.account import StaffAccount
from pulse.access.api_key import Wanted
from pulse.access.permissions import Role
from tests.house_client import HouseClient
from tests.pulse.office.inviting import GOOD, PAGE, act, invited, link_on, log, number_of, reader
from tests.pulse.staff.forms import fill, log_in, words


def test_somebody_is_invited_by_a_link_that_is_shown_once(
    office: HouseClient, app: Flask, people: Session
) -> None:
    said = invited(office, role="office", name="  Olu <b>Two</b> ")
    assert said.status_code == 201
    link = link_on(said)
    assert "shown this once" in words(said)
    assert link not in office.get(PAGE).text
    assert link not in str(log(people))
    assert "Olu <b>Two</b> Survey office The whole organisation Off Never Invited" in words(
        office.get(PAGE)
    )
    other = app.test_client()
    fill(other, other.get(link), new=GOOD)
    assert log_in(other, "una@union.example", GOOD).location == "/office/"
    assert other.get("/office/").status_code == 200
    assert "16 November 2026 Open" in words(office.get(PAGE))


@pytest.mark.parametrize(
    ("what", "fields"),
    [
        ("role", {"role": "union", "scope": ""}),
        ("link", {}),
        ("second-factor", {}),
        ("sessions", {}),
        ("unlock", {}),
        ("close", {}),
        ("open", {}),
    ],
    ids=str,
)
def test_nobody_changes_their_own_account_here(
    office: HouseClient, people: Session, what: str, fields: dict[str, str]
) -> None:
    number = number_of(people, "office@w.example")
    page = office.get(f"{PAGE}/{number}")
    assert "Somebody else of the survey office changes it" in words(page)
    token = BeautifulSoup(office.get(PAGE).data, "html.parser").find(attrs={"name": "csrf_token"})
    said = office.post(f"{PAGE}/{number}/{what}", data={"csrf_token": token["value"], **fields})
    assert said.status_code == 409
    person = account.numbered(people, number)
    assert (person.role, person.active) == (Role.OFFICE, True)
    assert log(people) == []


def test_closing_ends_sessions_keys_and_links(
    office: HouseClient, app: Flask, people: Session
) -> None:
    own = reader(app, people, Role.DIRECTOR)
    person = account.named(people, "director@u.example")
    _, secret = api_key.make(people, person, Wanted("Power BI", 30))
    number = person.id
    people.commit()
    headers = {"Authorization": f"Bearer {secret}"}
    assert own.get("/api/v1/releases", headers=headers).status_code == 200
    assert act(office, number, "close").status_code == 302
    assert own.get("/director/").status_code == 302
    assert own.get("/api/v1/releases", headers=headers).status_code == 403
    assert "Closed" in words(office.get(PAGE))
    act(office, number, "open")
    assert own.get("/director/").status_code == 302  # the old session stays over
    about = "director@u.example, director, the whole organisation"
    assert [row for row in log(people) if row[0] == "office@w.example"] == [
        ("office@w.example", "account closed", about),
        ("office@w.example", "account opened again", about),
    ]


def test_sessions_are_ended_and_a_resting_account_is_let_try_again(
    office: HouseClient, app: Flask, people: Session
) -> None:
    own = reader(app, people, Role.UNION)
    person = account.named(people, "union@u.example")
    person.failures, number = 100, person.id
    people.commit()
    assert "Too many wrong passwords" in words(office.get(f"{PAGE}/{number}"))
    act(office, number, "unlock")
    act(office, number, "sessions")
    people.refresh(person)
    assert person.failures == 0
    assert staff_session.of(people, person) == ()
    people.rollback()
    assert own.get("/stewards/").status_code == 302


def test_a_role_that_stays_the_same_changes_nothing(
    office: HouseClient, app: Flask, people: Session
) -> None:
    reader(app, people, Role.UNION)
    number = number_of(people, "union@u.example")
    act(office, number, "role")
    assert "Nothing was changed" in words(office.get(f"{PAGE}/{number}"))
    assert log(people) == []


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"name": " "}, "Enter a name"),
        ({"name": "x" * 201}, "Use at most 200 characters"),
        ({"email": ""}, "Enter an e-mail address"),
        ({"email": "una"}, "Enter an e-mail address, such as name@council.example"),
        ({"email": "x" * 250 + "@x.example"}, "Use at most 254 characters"),
        ({"email": " OFFICE@w.example "}, "There is an account with that e-mail address already"),
        ({"role": "administrator"}, "Not a valid choice"),
        ({"scope": "nowhere"}, "Not a valid choice"),
    ],
    ids=str,
)
def test_what_is_wrong_is_said_and_nobody_invited(
    office: HouseClient, people: Session, fields: dict[str, str], message: str
) -> None:
    said = invited(office, **fields)
    assert said.status_code == 422
    assert message in words(said)
    assert len(people.scalars(select(StaffAccount)).all()) == 1


@pytest.mark.parametrize("number", [0, 99, 2**31, 2**70])
def test_an_account_that_is_not_there_is_not_there(office: HouseClient, number: int) -> None:
    assert office.get(f"{PAGE}/{number}").status_code == 404


def test_an_account_of_single_sign_on_is_closed_here_and_changed_there(
    office: HouseClient, app: Flask, people: Session
) -> None:
    reader(app, people, Role.DIRECTOR)
    person = account.named(people, "director@u.example")
    person.issuer, person.subject, number = "https://idp.example", "s", person.id
    people.commit()
    page = office.get(f"{PAGE}/{number}")
    assert "kept by single sign-on" in words(page)
    assert not re.search(rf"{number}/(role|link|second-factor)\"", page.text)
    token = BeautifulSoup(page.data, "html.parser").find(attrs={"name": "csrf_token"})
    for what in ("role", "link", "second-factor"):
        said = office.post(f"{PAGE}/{number}/{what}", data={"csrf_token": token["value"]})
        assert said.status_code == 409
    assert act(office, number, "close").status_code == 302
