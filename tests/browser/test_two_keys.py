"""The first three take their keys, the office proposes less, two sides agree, and everybody reads it: on a phone and on a desk."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy.orm import Session

from pulse.access import account
from pulse.access.permissions import Role
from surveys.fieldwork import organisation
from surveys.fieldwork.waves import State
from tests.browser.test_an_account import PASSWORD, Visitor
from tests.surveys.fieldwork import made_up

pytestmark = pytest.mark.browser

HOLDERS = {
    "The union": (Role.UNION, "Branch secretary"),
    "The employer": (Role.DIRECTOR, "Director of adults’ services"),
    "An outsider whom both name": (Role.KEYHOLDER, "Independent chair"),
}


@pytest.fixture
def staff(app: Flask, people: Session, today: date) -> None:
    """A made-up council that has asked once, so that whatever is agreed has its notice."""
    organisation.name(people, {"en": "Westerby"}, demonstration=True)
    made_up.staffed(people, {"W": 11, "A1": 12, "A2": 14, "C1": 11, "C2": 8, "C3": 9})
    made_up.wave(people, opens=date(2026, 10, 5), closes=date(2026, 11, 16)).state = State.RELEASED
    with app.app_context():
        for role in (Role.OFFICE, *(role for role, _ in HOLDERS.values())):
            account.create(
                people, email=f"{role}@w.example", name=role.title(), role=role, password=PASSWORD
            )
    people.commit()


def test_two_keys_from_the_first_naming_to_the_promise(
    new_page: Callable[..., Page], live: str, staff: None
) -> None:
    who = {}
    for role in (Role.OFFICE, *(role for role, _ in HOLDERS.values())):
        who[role] = Visitor(new_page(), live)
        who[role].log_in(f"{role}@w.example", PASSWORD)
    name_three(who[Role.OFFICE])
    for role, _ in HOLDERS.values():
        who[role].go("/rules/")
        who[role].press("Take this key")
    who[Role.KEYHOLDER].is_told("You hold a key now.")
    propose(who[Role.OFFICE])
    agree(who[Role.DIRECTOR], "One more keyholder, of another side, must agree.")
    agree(who[Role.UNION], "You have agreed, and so it is agreed.")

    worker = Visitor(new_page(), live)
    worker.go("/promise")
    worker.is_told("From Monday 30 November 2026 less is promised")
    worker.is_told("a figure rests on 8 people or more (before: 10)")
    worker.is_told("For the union: Branch secretary")
    who[Role.OFFICE].go("/rules/")
    who[Role.OFFICE].is_told("From 30 November 2026")


def name_three(office: Visitor) -> None:
    office.go("/rules/")
    office.is_told("There are none yet.")
    office.go("/rules/keyholders")
    office.press("Name this keyholder")
    office.is_told("Enter their post")
    for side, (role, post) in HOLDERS.items():
        office.page.get_by_label("For whom").select_option(label=side)
        office.page.get_by_label("Whose account").select_option(f"{role}@w.example")
        office.page.get_by_label("Their post").fill(post)
        office.press("Name this keyholder")


def propose(office: Visitor) -> None:
    office.go("/rules/propose")
    office.page.get_by_label("Fewest people behind a figure").fill("8")
    office.press("Show what would follow")
    office.is_told("Write why")
    office.page.get_by_label("Why", exact=True).fill("One team has eight people.")
    office.press("Show what would follow")
    office.is_told("Court Team (8 people)")
    office.press("Put this before the keyholders")


def agree(visitor: Visitor, said: str) -> None:
    visitor.go("/rules/")
    visitor.page.get_by_role("link", name="Promise less").click()
    visitor.look()
    visitor.press("Agree")
    visitor.is_told(said)
