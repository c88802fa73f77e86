"""The office makes accounts and reads no comments through one: somebody else says who holds a comment reader's."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from pulse.access import account
from pulse.access.permissions import Role
from tests.house_client import HouseClient
from tests.pulse.office.inviting import GOOD, act, invited, link_on, log, number_of, reader
from tests.pulse.staff.forms import fill, log_in, words


def test_the_office_cannot_read_comments_through_an_account_that_it_made(
    office: HouseClient, app: Flask, people: Session
) -> None:
    """It opens the link itself, sets a password, logs in: and waits."""
    said = invited(office)
    assert "Until then they can read nothing" in words(said)
    own = app.test_client()
    fill(own, own.get(link_on(said)), new=GOOD)
    assert log_in(own, "una@union.example", GOOD).location == "/stewards/"
    for room in ("/stewards/", "/stewards/comments", "/director/comments", "/checks/accounts"):
        assert own.get(room).location == "/staff/account", room
    assert "Somebody else has to say that you are the right person" in words(
        own.get("/staff/account")
    )
    steward = reader(app, people, Role.PSW)
    page = steward.get("/checks/accounts")
    number = number_of(people, "una@union.example")
    done = steward.send(page, {}, action=f"/checks/accounts/{number}/vouch")
    assert done.location == "/checks/accounts"
    assert own.get("/stewards/").status_code == 200
    assert log(people)[-1][:2] == ("psw@u.example", "account confirmed")


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.UNION, Role.PSW], ids=str)
@pytest.mark.parametrize(
    ("what", "fields"),
    [
        ("link", {}),
        ("second-factor", {}),
        ("role", {"role": "psw", "scope": "A1"}),
        ("open", {}),
    ],
    ids=str,
)
def test_whatever_could_let_somebody_new_into_a_readers_account_makes_it_wait_again(
    office: HouseClient, app: Flask, people: Session, staffed, role, what: str, fields
) -> None:
    own = reader(app, people, role)
    number = number_of(people, f"{role}@u.example")
    if what == "second-factor":
        account.numbered(people, number).factor = "sealed"
        people.commit()
    if what == "open":
        act(office, number, "close")
    act(office, number, what, **fields)
    person = account.numbered(people, number)
    people.refresh(person)
    assert person.waits
    people.rollback()
    assert own.get("/staff/account").status_code == 302  # logged out, too


def test_a_new_link_beside_a_second_factor_lets_nobody_new_in_so_nobody_waits(
    office: HouseClient, app: Flask, people: Session
) -> None:
    reader(app, people, Role.UNION)
    person = account.named(people, "union@u.example")
    person.factor, number = "sealed", person.id
    people.commit()
    act(office, number, "link")
    people.refresh(person)
    assert not person.waits
    assert person.factor == "sealed"
