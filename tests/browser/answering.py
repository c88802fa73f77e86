"""What tests of answering in a browser ask again and again."""

from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from surveys.responses import box
from tests import chromium
from tests.pulse.respond.open_round import Open


def count(ballot: Session, asked: Open) -> int:
    """Ballots in the box."""
    counted = box.count(ballot, asked.wave)
    ballot.rollback()  # a session that has looked holds the write lock of SQLite
    return counted


def is_clean(page: Page) -> None:
    """No axe-core violation, and nothing wider than the screen."""
    assert chromium.violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def starts(page: Page, live: str, link: str) -> None:
    """Opens a personal link and taps Start."""
    page.goto(f"{live}/i#{link}")
    page.get_by_role("button", name="Start").click()
    expect(page.locator("h1")).to_have_text("How work is going")


def answers_and_sends(page: Page) -> None:
    """Chooses one answer, checks and sends."""
    page.get_by_label("By phone").check()
    page.get_by_role("button", name="Check your answers").click()
    expect(page.locator("h1")).to_have_text("Check your answers")
    page.get_by_role("button", name="Send my answers").click()
