"""Keyholders by page: three accounts, three acceptances, and no account that could be somebody else's hand."""

import pytest
from sqlalchemy.orm import Session

from pulse.access.account import StaffAccount
from pulse.access.permissions import Role
from surveys.governance import keyholders
from surveys.governance.side import Side
from tests.house_client import HouseClient
from tests.pulse.governance.conftest import POSTS, ROLES, Enter

PAGE = "/rules/keyholders"


def name(client: HouseClient, side: Side, email: str, post: str = "", **more: str) -> int:
    fields = {"side": side.value, "held_by": email, "post": post or POSTS[side], **more}
    return client.send(client.get(PAGE), fields, action=PAGE).status_code


def accept(client: HouseClient) -> int:
    page = client.get(PAGE)
    action = next(part for part in page.text.split('action="') if "/accept" in part[:40])
    return client.send(page, {}, action=action.split('"')[0]).status_code


def test_the_office_names_three_and_they_hold_keys_once_all_have_accepted(
    people: Session, enter: Enter, staff: dict[Role, StaffAccount]
) -> None:
    office = enter(Role.OFFICE)
    for side, role in ROLES.items():
        assert name(office, side, f"{role}@westerby.example") == 302
    for role in ROLES.values():
        assert keyholders.holding(people) == ()
        people.rollback()
        assert accept(enter(role)) == 302
    people.rollback()
    assert [each.post for each in keyholders.holding(people)] == list(POSTS.values())


@pytest.mark.parametrize(
    ("side", "role"),
    [
        (Side.UNION, Role.DIRECTOR),
        (Side.UNION, Role.KEYHOLDER),
        (Side.EMPLOYER, Role.UNION),
        (Side.OUTSIDER, Role.PSW),
        (Side.OUTSIDER, Role.DIRECTOR),
    ],
)
def test_a_side_is_held_by_an_account_of_that_side(
    people: Session, enter: Enter, side: Side, role: Role
) -> None:
    assert name(enter(Role.OFFICE), side, f"{role}@westerby.example") == 422
    assert keyholders.named(people) == ()


@pytest.mark.parametrize("side", [Side.UNION, Side.OUTSIDER])
def test_whoever_runs_single_sign_on_cannot_hold_the_unions_or_the_outsiders_key(
    people: Session, enter: Enter, staff: dict[Role, StaffAccount], side: Side
) -> None:
    staff[ROLES[side]].issuer, staff[ROLES[side]].subject = "https://login.example", "s"
    people.commit()
    assert name(enter(Role.OFFICE), side, f"{ROLES[side]}@westerby.example") == 422


def test_an_office_account_is_not_even_offered(people: Session, enter: Enter) -> None:
    page = enter(Role.OFFICE).get(PAGE).text
    assert "union@westerby.example" in page
    assert '"office@westerby.example"' not in page


def test_a_key_is_not_taken_without_a_second_factor(
    people: Session, enter: Enter, staff: dict[Role, StaffAccount]
) -> None:
    assert name(enter(Role.OFFICE), Side.UNION, "union@westerby.example") == 302
    union = enter(Role.UNION)
    staff[Role.UNION].factor = None
    people.commit()
    assert accept(union) == 409
    people.rollback()
    assert keyholders.accepted_early(people) == ()


@pytest.mark.parametrize("side", [Side.UNION, Side.OUTSIDER])
def test_the_office_and_a_psw_together_make_no_keyholder_of_the_union_or_the_outsider(
    people: Session, enter: Enter, staff: dict[Role, StaffAccount], side: Side
) -> None:
    """Both are the employer's: one makes the account, the other says that the right person holds it."""
    role = ROLES[side]
    staff[role].vouched_by = staff[Role.PSW].email
    people.commit()
    assert name(enter(Role.OFFICE), side, f"{role}@westerby.example") == 302
    assert accept(enter(role)) == 409
    people.rollback()
    assert keyholders.accepted_early(people) == ()


def test_the_union_vouches_for_the_outsider(
    people: Session, enter: Enter, staff: dict[Role, StaffAccount]
) -> None:
    staff[Role.KEYHOLDER].vouched_by = staff[Role.UNION].email
    people.commit()
    assert name(enter(Role.OFFICE), Side.OUTSIDER, "keyholder@westerby.example") == 302
    assert accept(enter(Role.KEYHOLDER)) == 302


def test_two_union_accounts_that_vouch_for_each_other_are_vouched_for_by_nobody(
    people: Session, enter: Enter, staff: dict[Role, StaffAccount]
) -> None:
    staff[Role.UNION].vouched_by = staff[Role.UNION].email
    people.commit()
    assert name(enter(Role.OFFICE), Side.UNION, "union@westerby.example") == 302
    assert accept(enter(Role.UNION)) == 409


def test_who_was_not_named_takes_nothing(people: Session, enter: Enter) -> None:
    office = enter(Role.OFFICE)
    assert name(office, Side.UNION, "union@westerby.example") == 302
    number = keyholders.named(people)[0].id
    people.rollback()
    page = office.get(PAGE)
    token = page.text.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    tried = office.post(f"{PAGE}/{number}/accept", data={"csrf_token": token})
    assert tried.status_code == 404


def test_a_name_for_a_post_is_refused_beside_its_field(people: Session, enter: Enter) -> None:
    office = enter(Role.OFFICE)
    fields = {"side": "union", "held_by": "union@westerby.example", "post": "Sarah Ahmed"}
    sent = office.send(office.get(PAGE), fields, action=PAGE)
    assert sent.status_code == 422
    assert "This may say who somebody is" in sent.text
    assert "Sarah Ahmed" in sent.text


def test_once_there_are_keyholders_the_office_can_only_propose_another(
    founded: Session, enter: Enter
) -> None:
    office = enter(Role.OFFICE)
    assert name(office, Side.EMPLOYER, "psw@westerby.example", because="") == 422
    reason = {"because": "The director has left."}
    assert name(office, Side.EMPLOYER, "psw@westerby.example", "Head of practice", **reason) == 302
    founded.rollback()
    assert keyholders.named(founded) == ()
    assert "Another keyholder: The employer" in office.get("/rules/").text
