"""A keyholder's account that somebody new may hold turns no key: what a lone administrator does by page and command."""

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from pulse.access.account import StaffAccount
from pulse.access.audit import AuditEntry
from pulse.access.permissions import Role
from surveys.governance import keyholders
from surveys.governance.side import Side
from tests.house_client import HouseClient
from tests.pulse.governance.conftest import ROLES, Enter
from tests.pulse.governance.test_two_keys import force, propose

PAGE = "/rules/keyholders"
SIDES = [Side.UNION, Side.EMPLOYER, Side.OUTSIDER]


def let_in(people: Session, person: StaffAccount) -> tuple[str, int]:
    """What a new link or a second factor taken away leaves behind once somebody has set a password."""
    person.password, person.vouched_by = "set by somebody", None
    people.commit()
    who = person.email, person.id
    people.rollback()
    return who


def vouch(app: Flask, email: str) -> Result:
    return app.test_cli_runner().invoke(args=["staff", "vouch", email])


def confirm(people: Session, client: HouseClient, side: Side) -> int:
    number = next(key.id for key in keyholders.holding(people) if key.side is side)
    people.rollback()
    page = client.get("/staff/account")
    token = page.text.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    return client.post(f"{PAGE}/{number}/confirm", data={"csrf_token": token}).status_code


def waits(people: Session, person: StaffAccount) -> bool:
    people.rollback()
    people.refresh(person)
    found = person.waits
    people.rollback()
    return found


@pytest.mark.parametrize("side", SIDES)
def test_the_command_line_lets_nobody_back_to_a_key(
    app: Flask, founded: Session, staff: dict[Role, StaffAccount], side: Side
) -> None:
    person = staff[ROLES[side]]
    said = vouch(app, let_in(founded, person)[0])
    assert said.exit_code == 1
    assert said.output.startswith("Error: This account holds a key. Its key rests until")
    assert waits(founded, person)


@pytest.mark.parametrize("side", SIDES)
def test_a_comment_reader_lets_nobody_back_to_a_key(
    founded: Session, enter: Enter, staff: dict[Role, StaffAccount], side: Side
) -> None:
    """A union account made at the command line could be the administrator's own."""
    person = staff[ROLES[side]]
    number = let_in(founded, person)[1]
    reader = enter(Role.PSW)
    page = reader.get("/checks/accounts")
    assert "This account holds a key" in page.text
    assert f"{number}/vouch" not in page.text
    token = reader.get("/staff/account").text.split('name="csrf_token"')[1]
    sent = {"csrf_token": token.split('value="')[1].split('"')[0]}
    assert reader.post(f"/checks/accounts/{number}/vouch", data=sent).status_code == 409
    assert waits(founded, person)


@pytest.mark.parametrize(
    ("by", "resting", "may"),
    [
        (Side.OUTSIDER, Side.UNION, True),
        (Side.EMPLOYER, Side.UNION, False),
        (Side.UNION, Side.OUTSIDER, True),
        (Side.EMPLOYER, Side.OUTSIDER, False),
        (Side.UNION, Side.EMPLOYER, True),
        (Side.OUTSIDER, Side.EMPLOYER, True),
    ],
)
def test_a_keyholder_who_is_not_the_employers_says_that_the_right_person_is_back(
    founded: Session,
    enter: Enter,
    staff: dict[Role, StaffAccount],
    by: Side,
    resting: Side,
    may: bool,
) -> None:
    person = staff[ROLES[resting]]
    let_in(founded, person)
    other = enter(ROLES[by])
    assert ("I have asked" in other.get(PAGE).text) is may
    assert confirm(founded, other, resting) == (302 if may else 409)
    assert waits(founded, person) is not may


def test_nobody_confirms_their_own_and_the_office_nobodys(
    founded: Session, enter: Enter, staff: dict[Role, StaffAccount]
) -> None:
    let_in(founded, staff[Role.UNION])
    assert confirm(founded, enter(Role.UNION), Side.UNION) == 302  # to their own account: they wait
    assert confirm(founded, enter(Role.OFFICE), Side.UNION) == 409
    assert waits(founded, staff[Role.UNION])


def test_a_key_that_rests_turns_nothing_and_turns_again_when_it_is_confirmed(
    founded: Session, enter: Enter, staff: dict[Role, StaffAccount]
) -> None:
    staff[Role.KEYHOLDER].vouched_by = staff[Role.UNION].email
    let_in(founded, staff[Role.UNION])
    number = propose(enter(Role.OFFICE))
    union = enter(Role.UNION)
    assert union.get(f"/rules/proposals/{number}").location == "/staff/account"
    assert confirm(founded, enter(Role.KEYHOLDER), Side.UNION) == 302
    assert force(union, number) == 302
    acts = founded.scalars(select(AuditEntry.act)).all()
    assert acts[-2:] == ["keyholder confirmed", "proposal agreed"]


def test_before_keys_count_whoever_sets_pulse_up_confirms(
    app: Flask, people: Session, staff: dict[Role, StaffAccount]
) -> None:
    named = keyholders.name_first(people, Side.UNION, staff[Role.UNION].email, "Branch secretary")
    keyholders.accept(people, named.id, named.held_by)
    assert vouch(app, let_in(people, staff[Role.UNION])[0]).exit_code == 0


def test_who_was_named_to_follow_is_let_in_by_nobody_alone_either(
    app: Flask, founded: Session, staff: dict[Role, StaffAccount]
) -> None:
    keyholders.follow(founded, Side.EMPLOYER, staff[Role.PSW].email, "Head of practice", 1)
    assert vouch(app, let_in(founded, staff[Role.PSW])[0]).exit_code == 1
