"""A log-in that ends says so before, can be kept going, and takes nothing with it that somebody has typed."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import delete
from sqlalchemy.orm import Session

from pulse.access import account
from pulse.access.permissions import Role
from pulse.access.staff_session import StaffSession
from surveys.fieldwork import organisation
from tests import chromium

pytestmark = pytest.mark.browser

EMAIL, PASSWORD = "office@w.example", "correct horse battery"
SOON = "Your log-in ends in a few minutes. What you typed is still on this page."
OVER = "You were logged out. What you typed is still on this page"


@pytest.fixture
def office(app: Flask, people: Session, today: date) -> None:
    organisation.name(people, {"en": "Northmoor Council"})
    with app.app_context():
        account.create(people, email=EMAIL, name="Olu", role=Role.OFFICE, password=PASSWORD)
    people.commit()
    people.rollback()


def log_in(page: Page, live: str) -> None:
    page.goto(f"{live}/staff/log-in")
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    chromium.press(page, page.get_by_role("button", name="Log in"))


def typing(page: Page, live: str) -> None:
    """Somebody who has begun to type on a form."""
    page.goto(f"{live}/office/organisation")
    page.get_by_label("Name of the organisation").fill("Northmoor Borough Council")


@pytest.mark.parametrize("width", [360, 1280])
def test_the_warning_comes_in_time_and_one_press_keeps_the_log_in(
    new_page: Callable[..., Page], live: str, office: None, width: int
) -> None:
    page = new_page(width=width)
    page.clock.install()
    log_in(page, live)
    typing(page, live)
    box = page.locator("[data-stay]")
    page.clock.fast_forward("24:00")
    expect(box).to_be_hidden()
    page.clock.fast_forward("02:00")
    expect(box).to_be_visible()
    expect(box).to_contain_text(SOON)
    assert chromium.violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    chromium.picture(page, f"stay-{width}")
    page.get_by_role("button", name="Stay logged in").click()
    expect(box).to_be_hidden()
    page.clock.fast_forward("24:00")
    expect(box).to_be_hidden()


def test_after_a_new_log_in_what_was_typed_can_be_sent(
    new_page: Callable[..., Page], live: str, office: None, people: Session
) -> None:
    page = new_page()
    page.clock.install()
    log_in(page, live)
    typing(page, live)
    people.execute(delete(StaffSession))
    people.commit()
    page.clock.fast_forward("31:00")
    box = page.locator("[data-stay]")
    expect(box).to_contain_text(OVER)
    page.get_by_role("button", name="Stay logged in").click()
    expect(box).to_be_visible()
    other = page.context.new_page()
    log_in(other, live)
    page.get_by_role("button", name="Stay logged in").click()
    expect(box).to_be_hidden()
    chromium.press(page, page.get_by_role("button", name="Save"))
    expect(page.get_by_label("Name of the organisation")).to_have_value("Northmoor Borough Council")
    people.rollback()
    found = organisation.the(people)
    assert found is not None
    assert found.names["en"] == "Northmoor Borough Council"


def test_without_a_script_the_page_says_until_when_and_how_to_stay(
    new_page: Callable[..., Page], live: str, office: None
) -> None:
    page = new_page(javascript=False)
    log_in(page, live)
    typing(page, live)
    expect(page.get_by_text("You are logged in until")).to_be_visible()
    expect(page.locator("[data-stay]")).to_be_hidden()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="stay logged in (opens in a new tab)").click()
    expect(opened.value.locator("h1")).to_have_text("You are still logged in")
    expect(page.get_by_label("Name of the organisation")).to_have_value("Northmoor Borough Council")
