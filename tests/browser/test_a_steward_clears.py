"""A comment reader clears a round on a phone and with the keyboard, and takes the comments away as a file."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from pulse.access import account
from pulse.access.permissions import Role
from surveys.clearing import decisions, queue
from surveys.comments.readers import Reader
from tests import chromium
from tests.pulse.stewards import stock
from tests.pulse.stewards.stock import WAVE, comment, waits

pytestmark = pytest.mark.browser

NAMED = "Ask Joan Smith about too many cases. [name] knows, and Joan agrees."


@pytest.fixture
def address(app: Flask, people: Session, tmp_path: Path, today: date, live: str) -> str:
    """A website with three comments that wait and one that is published."""
    themes = {"caseload": stock.CASELOAD}
    stock.release(people, tmp_path / "keys", comment(0, "We hold too many cases", themes=themes))
    stock.fill(
        people,
        waits("a", NAMED, themes=themes),
        waits("b", "The forms take two hours each"),
        waits("c", "My supervision is always cancelled", reader=Reader.UNION),
    )
    with app.app_context():
        account.create(
            people,
            email="una@example.org",
            name="Una",
            role=Role.UNION,
            password=stock.PASSWORD,
        )
    people.commit()
    return live


def log_in(page: Page, address: str) -> None:
    page.goto(f"{address}/staff/log-in")
    page.get_by_label("E-mail address").fill("una@example.org")
    page.get_by_label("Password", exact=True).fill(stock.PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Clearing comments")


def sound(page: Page, name: str) -> None:
    """No fault that axe finds, and nothing wider than the screen."""
    assert chromium.violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    chromium.picture(page, name)


def hide_a_name(page: Page) -> None:
    """By tapping it, and where it stands alone by typing it."""
    page.get_by_text("Hide more words").click()
    page.get_by_label("Joan").first.check()
    page.get_by_label("Smith").check()
    sound(page, "stewards-hide")
    page.get_by_role("button", name="Hide these words").click()
    expect(page.locator("#comment")).to_contain_text("Ask [hidden] about too many cases")
    expect(page.locator("#comment")).to_contain_text("and Joan agrees")
    page.get_by_text("Hide more words").click()
    page.get_by_label("Or type them").fill("joan")
    page.get_by_role("button", name="Hide these words").click()
    expect(page.locator("#comment")).to_contain_text("and [hidden] agrees")


def test_a_steward_clears_on_a_phone(page: Page, address: str, people: Session) -> None:
    log_in(page, address)
    sound(page, "stewards-queue")

    # When she opens the first comment and hides what the program missed
    page.get_by_role("link", name="Read the next comment").click()
    sound(page, "stewards-clear")
    hide_a_name(page)

    # And approves, leaves one for later, and asks for topic only
    page.get_by_role("button", name="Approve").click()
    expect(page.locator("#comment")).to_contain_text("The forms take two hours")
    page.get_by_role("link", name="Leave it for later").click()
    expect(page.locator("#comment")).to_contain_text("always cancelled")
    page.get_by_text("Count it by topic only").click()
    page.get_by_label("It shows who wrote it").check()
    sound(page, "stewards-topic-only")
    page.get_by_role("button", name="Ask for topic only").click()
    expect(page.locator("#comment")).to_contain_text("The forms take two hours")

    # Then all is as she left it
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("All read")
    sound(page, "stewards-all-read")
    approved = decisions.approved(people, WAVE)
    assert [entry.text for entry in approved] == [
        "Ask [hidden] about too many cases. [name] knows, and [hidden] agrees.",
        "The forms take two hours each",
    ]
    people.rollback()
    page.get_by_role("link", name="Go to the list of rounds").click()
    page.get_by_role("button", name="Publish what is cleared").click()
    expect(page.get_by_role("status")).to_contain_text("appear in a few minutes")
    page.get_by_role("link", name="See or undo decisions").click()
    sound(page, "stewards-decided")


def test_a_comment_is_approved_by_keyboard_alone(
    new_page: Callable[..., Page], address: str, people: Session
) -> None:
    page = new_page(width=1280, javascript=False)
    log_in(page, address)
    page.goto(f"{address}/stewards/clear/{WAVE}#comment")
    for number in range(2):
        expect(page.locator("#comment")).to_contain_text(
            f"{number + 1} of 4 read"
        )  # one is published
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
    expect(page.locator("#comment")).to_contain_text("3 of 4 read")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("All read")
    assert queue.progress(people, WAVE).approved == 3
    people.rollback()


@pytest.mark.parametrize("width", [360, 1280])
def test_a_steward_reads_and_takes_away(
    new_page: Callable[..., Page], address: str, width: int
) -> None:
    page = new_page(width=width)
    log_in(page, address)
    page.get_by_role("link", name="Comments", exact=True).click()
    sound(page, f"stewards-comments-{width}")
    page.get_by_text("Choose comments").click()
    page.get_by_label("Theme").select_option("Caseload")
    sound(page, f"stewards-filters-{width}")
    page.get_by_role("button", name="Show comments").click()
    expect(page.get_by_role("heading", level=2)).to_have_text("1 of 1 comments")
    page.get_by_text("Download these comments").click()
    with page.expect_download() as file:
        page.get_by_role("button", name="Download as CSV").click()
    assert file.value.suggested_filename == "pulse-comments-all.zip"
    with ZipFile(file.value.path()) as parts:
        assert parts.namelist() == ["about.txt", "comments.csv", "codebook.csv"]
        assert "We hold too many cases" in parts.read("comments.csv").decode("utf-8-sig")
    page.get_by_role("link", name="What the columns and themes mean").click()
    sound(page, f"stewards-codebook-{width}")
    page.goto(f"{address}/stewards/how-to-clear")
    sound(page, f"stewards-how-to-{width}")
