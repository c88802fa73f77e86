"""What becomes of a personal link before anybody taps Start: mail programs, scripts and fingers do things to it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys.credentials.links import Link
from tests.browser.answering import is_clean, starts
from tests.pulse.respond.open_round import Open, open_round

pytestmark = pytest.mark.browser


@pytest.fixture
def asked(live: str, people: Session, ballot: Session, tmp_path: Path, today: date) -> Open:
    return open_round(people, ballot, tmp_path / "keys", links_made=6, blocks=3)


def signed(people: Session) -> int:
    people.rollback()
    done = len(people.scalars(select(Link).where(Link.signed.is_not(None))).all())
    people.rollback()
    return done


def test_opening_a_link_without_a_tap_issues_nothing(
    new_page: Callable[..., Page], live: str, asked: Open, people: Session
) -> None:
    """Mail filters open links, run their scripts and look around."""
    for options in ({}, {"javascript": False}):
        page = new_page(**options)
        page.goto(f"{live}/i#{asked.links['north'][0]}")
        page.wait_for_timeout(300)
    expect(page.get_by_text("Open the link in another browser")).to_be_visible()
    assert signed(people) == 0


@pytest.mark.parametrize("done", ["button.click()", "form.requestSubmit()", "form.submit()"])
def test_a_script_that_presses_the_buttons_issues_and_gives_up_nothing(
    page: Page, live: str, asked: Open, people: Session, done: str
) -> None:
    """Some mail filters do; a tap is a person's."""
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if "/i/" in request.url else None)
    for part in ("start", "paper"):
        page.goto("about:blank")
        page.goto(f"{live}/i#{asked.links['north'][0]}")
        expect(page.get_by_role("button", name="Start")).to_be_visible()
        form = f"document.querySelector('[data-part={part}]')"
        page.evaluate(
            f"{{ const form = {form}, button = form.querySelector('[type=submit]'); {done} }}"
        )
        page.wait_for_timeout(300)
    assert [url for url in sent if "/i/" in url] == []
    assert signed(people) == 0
    page.goto("about:blank")
    starts(page, live, asked.links["north"][0])


@pytest.mark.parametrize("mark", ["%23", "%2523", "/"])
def test_a_link_that_a_mail_program_broke_still_works(
    page: Page, live: str, asked: Open, mark: str
) -> None:
    page.goto(f"{live}/i{mark}{asked.links['north'][0]}")
    expect(page).to_have_url(f"{live}/i")
    page.get_by_role("button", name="Start").click()
    expect(page.locator("h1")).to_have_text("How work is going")


def test_a_link_can_be_pasted(page: Page, live: str, asked: Open) -> None:
    page.goto(f"{live}/i")
    page.get_by_label("Paste your link here").fill("https://pulse.example/i#too-short")
    page.get_by_role("button", name="Continue").click()
    expect(page.locator(".govuk-error-message")).to_contain_text("not a whole link")
    is_clean(page)
    page.get_by_label("Paste your link here").fill(
        f" https://pulse.example/i#{asked.links['north'][0]} "
    )
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Start").click()
    expect(page.locator("h1")).to_have_text("How work is going")


@pytest.mark.parametrize("behind", [".", ">", "%3E", "&utm_source=mail", "?x"])
def test_what_a_mail_program_put_behind_a_link_does_no_harm(
    page: Page, live: str, asked: Open, behind: str
) -> None:
    page.goto(f"{live}/i")
    page.get_by_label("Paste your link here").fill(f"<{live}/i#{asked.links['north'][0]}{behind}")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Start").click()
    expect(page.locator("h1")).to_have_text("How work is going")


def test_a_link_typed_into_the_address_of_a_page_that_stands_is_taken(
    page: Page, live: str, asked: Open
) -> None:
    page.goto(f"{live}/i")
    expect(page.get_by_label("Paste your link here")).to_be_visible()
    page.goto(f"{live}/i#{asked.links['north'][0]}")
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_text("North (26 people)")).to_be_visible()
    page.goto(f"{live}/i#{asked.links['north-1'][0]}")
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_text("North-1 (26 people)")).to_be_visible()
