"""Two keys by page: what a lone administrator tries, and how it is done by those who may."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from pulse.access.account import StaffAccount
from pulse.access.audit import AuditEntry
from pulse.access.permissions import Role
from surveys.fieldwork.pledge import Pledge
from surveys.governance import in_force, proposals
from surveys.governance.proposal import Fate
from surveys.governance.rules import Rules
from tests.house_client import HouseClient
from tests.pulse.governance.conftest import Enter

PROPOSE = "/rules/propose"
EIGHT = {"threshold": "8", "because": "Three teams have nine people.", "submit": "y"}


def propose(client: HouseClient, **fields: str) -> int:
    """What a browser sends; the number of the proposal that was made."""
    sent = client.send(client.get(PROPOSE), EIGHT | fields, action=PROPOSE)
    assert sent.status_code == 302, sent.text
    return int(sent.location.rpartition("/")[2])


def turn(client: HouseClient, number: int, act: str = "agree") -> int:
    page = client.get(f"/rules/proposals/{number}")
    return client.send(page, {}, action=f"/rules/proposals/{number}/{act}").status_code


def force(client: HouseClient, number: int, act: str = "agree") -> int:
    """Past the page, which shows no such button."""
    page = client.get(PROPOSE)
    token = page.text.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    address = f"/rules/proposals/{number}/{act}"
    return client.post(address, data={"csrf_token": token}).status_code


def holds(people: Session) -> Rules:
    people.rollback()
    found = in_force.now(people).rules
    people.rollback()
    return found


def test_the_office_sees_what_would_follow_before_anything_is_proposed(
    founded: Session, enter: Enter
) -> None:
    office = enter(Role.OFFICE)
    looked = office.send(office.get(PROPOSE), EIGHT | {"submit": None, "look": "y"}, action=PROPOSE)
    assert "A figure would rest on at least 8 people instead of 10." in looked.text
    assert "Two keyholders of different sides must agree" in looked.text
    assert "Three teams have nine people." in looked.text
    assert proposals.every(founded) == ()


def test_two_keyholders_of_different_sides_lower_a_threshold(
    founded: Session, enter: Enter
) -> None:
    number = propose(enter(Role.OFFICE))
    assert turn(enter(Role.UNION), number) == 302
    assert holds(founded) == Rules()
    assert turn(enter(Role.KEYHOLDER), number) == 302
    assert holds(founded) == Rules(Pledge(threshold=8))
    acts = founded.scalars(select(AuditEntry.act)).all()
    assert acts[-4:] == [
        "rules proposed",
        "proposal agreed",
        "proposal agreed",
        "agreement reached",
    ]


def test_the_office_has_no_key_and_finds_no_button(founded: Session, enter: Enter) -> None:
    office = enter(Role.OFFICE)
    number = propose(office)
    assert "/agree" not in office.get(f"/rules/proposals/{number}").text
    assert force(office, number) == 409
    assert holds(founded) == Rules()


def test_a_key_turned_twice_is_one_key(founded: Session, enter: Enter) -> None:
    director = enter(Role.DIRECTOR)
    number = propose(director)
    assert turn(director, number) == 302
    assert force(director, number) == 409
    assert holds(founded) == Rules()


def test_a_key_is_turned_only_by_somebody_who_has_shown_that_it_is_they(
    app: Flask, founded: Session, enter: Enter
) -> None:
    number = propose(enter(Role.OFFICE))
    union = enter(Role.UNION)
    page = union.get(f"/rules/proposals/{number}")
    with union.session_transaction("/staff/") as cookie:
        cookie["pulse"] = {**cookie["pulse"], "fresh": cookie["pulse"]["fresh"] - 60}
    sent = union.send(page, {}, action=f"/rules/proposals/{number}/agree")
    assert sent.location.startswith("/staff/confirm?next=/rules/proposals/")
    founded.rollback()
    assert proposals.find(founded, number).agreed == ()


@pytest.mark.parametrize("role", [Role.PSW, Role.OFFICE])
def test_who_holds_no_key_decides_nothing(founded: Session, enter: Enter, role: Role) -> None:
    number = propose(enter(Role.OFFICE))
    client = enter(role)
    assert "/agree" not in client.get(f"/rules/proposals/{number}").text
    assert client.get("/rules/").status_code == 200


def test_a_principal_social_worker_without_a_key_proposes_nothing(
    founded: Session, enter: Enter
) -> None:
    assert enter(Role.PSW).get(PROPOSE).status_code == 409


def test_an_account_whose_factor_the_office_took_away_turns_no_key(
    founded: Session, enter: Enter, staff: dict[Role, StaffAccount]
) -> None:
    number = propose(enter(Role.OFFICE))
    union = enter(Role.UNION)
    staff[Role.UNION].factor = None
    founded.commit()
    assert turn(union, number) == 409
    assert holds(founded) == Rules()


def test_an_account_whose_role_the_office_changed_turns_no_key(
    founded: Session, enter: Enter, staff: dict[Role, StaffAccount]
) -> None:
    """Else the office would make the union's key one of a director's."""
    number = propose(enter(Role.OFFICE))
    union = enter(Role.UNION)
    staff[Role.UNION].role = Role.DIRECTOR
    founded.commit()
    assert turn(union, number) == 409


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"threshold": "4"}, "This must be a number from 5 to 100"),
        ({"threshold": "ten"}, "Enter a whole number, such as 30"),
        ({"threshold": ""}, "Enter a number of people"),
        ({"keep_days": "500"}, "This must be a number from 1 to 365"),
        ({"because": ""}, "Write why"),
        ({"because": "x" * 601}, "Use at most 600 characters"),
        ({"threshold": "30"}, "cannot be lower than for others"),
        ({"threshold": "10"}, "These are the rules that are in force"),
    ],
)
def test_bad_input_is_said_beside_its_field_and_what_was_typed_stays(
    founded: Session, enter: Enter, fields: dict[str, str], said: str
) -> None:
    office = enter(Role.OFFICE)
    sent = office.send(office.get(PROPOSE), EIGHT | fields, action=PROPOSE)
    assert sent.status_code == 422
    assert said in sent.text
    typed = next(iter(fields.values()))
    assert typed in sent.text
    assert proposals.every(founded) == ()


def test_whoever_proposed_it_takes_it_back(founded: Session, enter: Enter) -> None:
    office = enter(Role.OFFICE)
    number = propose(office)
    assert turn(office, number, "withdraw") == 302
    founded.rollback()
    assert proposals.find(founded, number).fate is Fate.WITHDRAWN
    assert "withdrawn" in office.get("/rules/").text
