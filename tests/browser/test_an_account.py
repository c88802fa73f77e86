"""Somebody of the office invites a comment reader, who joins, sets up an app, and is confirmed by another; every form's bad input is tried."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from pulse.access import account
from pulse.access.demands import Demands
from pulse.access.permissions import Role
from surveys.fieldwork import organisation
from tests import chromium
from tests.pulse.staff.test_second_factor import code_of

pytestmark = pytest.mark.browser

PASSWORD = "correct horse battery"
GOOD = "lantern ferry orchid seven"
PHONE, DESK = 360, 1280


@dataclass
class Visitor:
    """One person at one browser; each page they meet is looked at."""

    page: Page
    live: str
    seen: set[str] = field(default_factory=set)
    codes: tuple[str, ...] = ()

    def look(self) -> None:
        """Each page once, on a phone and on a desk, by its title: a page with errors has another than without."""
        title = self.page.title()
        if title in self.seen:
            return
        self.seen.add(title)
        for width in (DESK, PHONE):
            self.page.set_viewport_size({"width": width, "height": 800})
            # The colours are those of the phone, and to compare them takes as long as all else.
            without = ["color-contrast"] if width == DESK else []
            assert chromium.violations(self.page, without=without) == [], self.page.url
            assert self.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            chromium.picture(self.page, f"account-{len(self.seen)}-{width}")

    def go(self, path: str) -> None:
        self.page.goto(self.live + path)
        self.look()

    def press(self, name: str) -> None:
        chromium.press(self.page, self.page.get_by_role("button", name=name))
        self.look()

    def fill(self, **fields: str) -> None:
        for label, typed in fields.items():
            self.page.get_by_label(label.replace("_", " "), exact=True).fill(typed)

    def is_told(self, words: str) -> None:
        expect(self.page.locator("main")).to_contain_text(words)

    def log_in(self, email: str, password: str) -> None:
        self.page.goto(f"{self.live}/staff/log-in")
        self.page.get_by_label("E-mail address").fill(email)
        self.page.get_by_label("Password", exact=True).fill(password)
        chromium.press(self.page, self.page.get_by_role("button", name="Log in"))


@pytest.fixture
def staff(app: Flask, people: Session, today: date) -> None:
    """An office and a PSW; whoever stands for a round needs a second factor, except these two."""
    organisation.name(people, {"en": "Northmoor Council"})
    with app.app_context():
        for role in (Role.OFFICE, Role.PSW):
            account.create(
                people, email=f"{role}@w.example", name=role.title(), role=role, password=PASSWORD
            )
    people.commit()
    app.extensions["pulse_demands"] = Demands(frozenset({Role.UNION}), 30, 600)


def test_an_account_from_the_invitation_to_the_first_page(
    new_page: Callable[..., Page], live: str, staff: None
) -> None:
    office, una = Visitor(new_page(), live), Visitor(new_page(), live)
    office.log_in("office@w.example", PASSWORD)
    link = invite(office)

    una.page.goto(link)
    una.look()
    join(una)
    set_up_an_app(una)
    una.go("/stewards/")
    una.is_told("Somebody else has to say that you are the right person")

    psw = Visitor(new_page(), live)
    psw.log_in("psw@w.example", PASSWORD)
    psw.go("/checks/")
    psw.is_told("1 to be confirmed")
    psw.go("/checks/accounts")
    psw.press("I have asked: it is the right person")
    psw.is_told("Una Reed can read comments now.")
    una.go("/stewards/")
    expect(una.page.locator("h1")).not_to_have_text("Your account")

    una.page.get_by_role("button", name="Log out").click()
    step_by_step(una)
    close(office, una)


def invite(office: Visitor) -> str:
    office.go("/office/accounts")
    office.press("Invite")
    office.is_told("Enter a name")
    office.page.get_by_label("Name").fill("Una Reed")
    office.page.get_by_label("E-mail address").fill("una@")
    office.press("Invite")
    office.is_told("Enter an e-mail address, such as name@council.example")
    office.page.get_by_label("E-mail address").fill("una@w.example")
    office.page.get_by_label("Role").select_option("union")
    office.press("Invite")
    link = office.page.get_by_label("The link").input_value()
    return f"{office.live}{link.removeprefix('http://localhost:8000')}"


def join(una: Visitor) -> None:
    una.fill(New_password="short")
    una.press("Save the password")
    una.is_told("Use at least 12 characters")
    una.fill(New_password="northmoor-union-2026")
    una.press("Save the password")
    una.is_told("one of the first that somebody would try")
    una.page.get_by_role("button", name="Show").click()
    una.fill(New_password=GOOD)
    una.look()
    una.press("Save the password")
    una.is_told("Your password is set. Log in with it.")
    una.page.get_by_label("E-mail address").fill("una@w.example")
    una.page.get_by_label("Password", exact=True).fill("wrong")
    una.press("Log in")
    una.is_told("The e-mail address or the password is not right")
    una.log_in("una@w.example", GOOD)
    una.look()
    una.is_told("Somebody tried to log in to your account")
    chromium.press(una.page, una.page.get_by_role("button", name="Continue"))


def set_up_an_app(una: Visitor) -> None:
    una.look()
    una.is_told("Your role needs one before you can go on.")
    secret = una.page.locator("dd code").inner_text().replace(" ", "")
    una.page.get_by_label("Code from the app").fill("123")
    una.press("Turn it on")
    una.is_told("This code is not right")
    una.page.get_by_label("Code from the app").fill(code_of(secret))
    una.press("Turn it on")
    una.is_told("they are shown this once")
    una.codes = tuple(una.page.locator("main code").all_inner_texts())


def step_by_step(una: Visitor) -> None:
    """Log in with the password and a recovery code; then confirm with another."""
    una.page.wait_for_url("**/staff/log-in")
    una.log_in("una@w.example", GOOD)
    una.look()
    una.press("Continue")
    una.is_told("Enter a code")
    una.page.get_by_label("Code").fill("000 000")
    una.press("Continue")
    una.is_told("This code is not right, or was used already")
    una.page.get_by_label("Code").fill(una.codes[0])
    una.press("Continue")
    una.go("/staff/account")
    una.is_told("9 recovery codes left")
    una.go("/staff/confirm")
    una.press("Continue")
    una.is_told("Enter your password")


def close(office: Visitor, una: Visitor) -> None:
    """The office closes the account: its owner is out at the next page."""
    office.go("/office/accounts")
    chromium.press(office.page, office.page.get_by_role("link", name="Una Reed"))
    office.look()
    office.press("Close the account")
    office.is_told("its devices are logged out")
    una.page.goto(f"{una.live}/stewards/")
    una.is_told("For directors, comment readers")
    office.go("/office/audit?who=office&from=x")
    office.is_told("Enter a day as in 2026-11-30")
    office.go("/office/audit?who=office")
    office.is_told("account closed")
