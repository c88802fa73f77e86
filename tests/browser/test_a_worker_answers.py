"""A worker answers in a real browser: a phone 360 px wide, with script and without, by keyboard, off line."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from tests import chromium
from tests.browser.answering import count, is_clean
from tests.pulse.respond.open_round import Open, open_round

pytestmark = pytest.mark.browser

COMMENT = "My manager Karen Whitfield says there is no money. Ring 07700 900123."
PAGES = ("/", "/answer", "/promise", "/how-numbers-are-protected", "/help", "/accessibility")


@pytest.fixture
def asked(live: str, people: Session, ballot: Session, tmp_path: Path, today: date) -> Open:
    return open_round(people, ballot, tmp_path / "keys")


def test_a_scanned_slip_is_answered_on_one_page(
    page: Page, live: str, asked: Open, ballot: Session
) -> None:
    # Given a slip whose QR code was scanned
    page.goto(f"{live}/answer#{asked.codes[0]}")
    expect(page.locator("#code")).to_have_value(asked.codes[0])
    expect(page).to_have_url(f"{live}/answer")
    is_clean(page)
    # When she answers everything that matters to her, on one page
    page.get_by_role("button", name="Continue").click()
    expect(page.locator("h1")).to_have_text("How work is going")
    is_clean(page)
    page.get_by_role("group", name="My caseload is safe").get_by_label(
        "Disagree", exact=True
    ).check()
    expect(page.get_by_text("After the last incident I was offered support")).to_be_hidden()
    page.get_by_label("By phone").check()
    page.get_by_role("group", name="After the last incident I was offered support").get_by_label(
        "No", exact=True
    ).check()
    page.get_by_label("What should we know that we did not ask?").fill(COMMENT)
    page.get_by_role("button", name="Check your answers").click()
    # Then the check page shows her comment as it will be read, and Send sends it
    expect(page.locator("h1")).to_have_text("Check your answers")
    expect(page.locator("mark.pulse-mask")).to_have_text(["[name]", "[phone]"])
    is_clean(page)
    page.get_by_role("button", name="Send my answers").click()
    expect(page.locator("h1")).to_have_text("Thank you. Your answers are in")
    is_clean(page)
    assert count(ballot, asked) == 1


@pytest.mark.parametrize("javascript", [True, False])
def test_who_describes_herself_is_warned_with_script_and_without(
    new_page: Callable[..., Page], live: str, asked: Open, javascript: bool
) -> None:
    page = new_page(javascript=javascript)
    page.goto(f"{live}/answer")
    page.get_by_label("Your one-time code").fill(asked.codes[0])
    page.get_by_role("button", name="Continue").click()
    if javascript:
        expect(page.locator("h1")).to_have_text("How work is going")
    else:
        expect(page.get_by_text("Page 1 of")).to_be_visible()
    while page.get_by_role("button", name="Continue").count():
        _describes_herself(page)
        chromium.press(page, page.get_by_role("button", name="Continue"))
    _describes_herself(page)
    page.get_by_role("button", name="Check your answers").click()
    expect(page.get_by_text("These words may describe you")).to_be_visible()


def _describes_herself(page: Page) -> None:
    box_of_words = page.get_by_label("What should we know that we did not ask?")
    if box_of_words.count():
        box_of_words.fill("I am the only man in the team.")


def test_without_script_the_questions_come_in_short_steps(
    new_page: Callable[..., Page], live: str, asked: Open, ballot: Session
) -> None:
    page = new_page(javascript=False, width=320)
    page.goto(f"{live}/answer")
    page.get_by_label("Your one-time code").fill(asked.codes[0].lower())
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("Page 1 of")).to_be_visible()
    expect(page.get_by_text("a lost connection costs you one page")).to_be_visible()
    page.get_by_role("group", name="My caseload is safe").get_by_label("Agree", exact=True).check()
    while page.get_by_role("button", name="Continue").count():
        chromium.press(page, page.get_by_role("button", name="Continue"))
    page.get_by_role("button", name="Check your answers").click()
    expect(page.locator("h1")).to_have_text("Check your answers")
    page.get_by_role("button", name="Change your answers: Caseload").click()
    expect(
        page.get_by_role("group", name="My caseload is safe").get_by_label("Agree", exact=True)
    ).to_be_checked()
    page.get_by_role("button", name="Check your answers").click()
    page.get_by_role("button", name="Send my answers").click()
    expect(page.locator("h1")).to_have_text("Thank you. Your answers are in")
    assert count(ballot, asked) == 1


def test_a_lost_connection_loses_nothing(
    page: Page, live: str, asked: Open, ballot: Session
) -> None:
    # Given everything typed, and a train in a tunnel before the lists that cover names have come
    page.route("**/lexicon.json*", lambda route: route.abort())
    page.goto(f"{live}/answer#{asked.codes[0]}")
    page.get_by_role("button", name="Continue").click()
    box_of_words = page.get_by_label("What should we know that we did not ask?")
    box_of_words.fill("Too many forms.")
    # When she goes on
    page.get_by_role("button", name="Check your answers").click()
    # Then the words are still there, and later they go on
    expect(page.get_by_role("alert")).to_contain_text("still on this page")
    expect(box_of_words).to_have_value("Too many forms.")
    page.unroute("**/lexicon.json*")
    page.get_by_role("button", name="Check your answers").click()
    expect(page.get_by_text("Too many forms.")).to_be_visible()
    # And whether Send or its receipt is lost on the way, another tap does no harm
    page.route("**/cast", lambda route: route.abort())
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_role("alert")).to_contain_text("still on this page")
    page.unroute("**/cast")
    page.route("**/cast", lambda route: (route.fetch(), route.abort())[0])
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_role("button", name="Send my answers")).not_to_have_attribute(
        "aria-disabled", "true"
    )
    expect(page.get_by_role("alert")).to_be_visible()
    assert count(ballot, asked) == 1
    page.unroute("**/cast")
    page.get_by_role("button", name="Send my answers").click()
    expect(page.locator("h1")).to_have_text("Thank you. Your answers are in")
    assert count(ballot, asked) == 1


def test_a_double_tap_sends_once(page: Page, live: str, asked: Open, ballot: Session) -> None:
    page.goto(f"{live}/answer#{asked.codes[0]}")
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("By phone").check()
    page.get_by_role("button", name="Check your answers").click()
    page.get_by_role("button", name="Send my answers").dblclick()
    expect(page.locator("h1")).to_have_text("Thank you. Your answers are in")
    assert count(ballot, asked) == 1


def test_back_brings_back_what_was_typed(page: Page, live: str, asked: Open) -> None:
    page.goto(f"{live}/answer#{asked.codes[0]}")
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("What should we know that we did not ask?").fill("Too many forms.")
    page.get_by_role("button", name="Check your answers").click()
    expect(page.locator("h1")).to_have_text("Check your answers")
    page.go_back()
    expect(page.get_by_label("What should we know that we did not ask?")).to_have_value(
        "Too many forms."
    )


def test_the_whole_road_can_be_walked_by_keyboard(
    page: Page, live: str, asked: Open, ballot: Session
) -> None:
    page.goto(f"{live}/answer")
    page.locator("#code").focus()
    page.keyboard.type(asked.codes[0])
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("How work is going")
    expect(page.locator("h1")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(page.locator("input[name=caseload_safe][value=disagree]")).to_be_checked()
    page.get_by_role("button", name="Check your answers").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_be_focused()
    page.get_by_role("button", name="Send my answers").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Thank you. Your answers are in")
    assert count(ballot, asked) == 1


def test_a_refused_code_is_said_beside_the_field(page: Page, live: str, asked: Open) -> None:
    page.goto(f"{live}/answer#0000-0000-0000-0000")
    page.get_by_role("button", name="Continue").click()
    expect(page.locator("#code-error")).to_contain_text("We do not know this code")
    expect(page.locator("#code")).to_have_value("0000-0000-0000-0000")
    is_clean(page)


@pytest.mark.parametrize("width", [320, 1280])
def test_pages_are_clean_at_every_width(
    new_page: Callable[..., Page], live: str, asked: Open, width: int
) -> None:
    page = new_page(width=width)
    for path in PAGES:
        page.goto(f"{live}{path}")
        is_clean(page)


def test_the_browser_keeps_nothing(page: Page, live: str, asked: Open) -> None:
    page.goto(f"{live}/answer#{asked.codes[0]}")
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("By phone").check()
    page.get_by_role("button", name="Check your answers").click()
    expect(page.locator("h1")).to_have_text("Check your answers")
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
