"""A union representative confirms headcounts before a round and reads its audit after it, on a phone and on a desk."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from pulse.access import account
from pulse.access.permissions import Role
from pulse.jobs import close_wave
from surveys import clock
from surveys.credentials import recount
from surveys.fieldwork import headcounts, waves
from surveys.keyring import Keyring
from tests import chromium
from tests.pulse.respond.open_round import Open, open_round
from tests.surveys.fieldwork import made_up

pytestmark = pytest.mark.browser

PASSWORD = "correct horse battery"
WIDTHS = pytest.mark.parametrize("width", [360, 1280])


@pytest.fixture
def union(app: Flask, people: Session, today: date) -> str:
    """The representative's address."""
    email = "una@w.example"
    with app.app_context():
        account.create(people, email=email, name="Una", role=Role.UNION, password=PASSWORD)
    people.commit()
    return email


def log_in(page: Page, live: str, email: str) -> None:
    page.goto(f"{live}/staff/log-in?next=/checks/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.locator("h1")).to_have_text("Checks")


def is_clean(page: Page) -> None:
    assert chromium.violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@WIDTHS
def test_headcounts_are_looked_at_and_confirmed(
    new_page: Callable[..., Page], live: str, people: Session, union: str, width: int
) -> None:
    made_up.staffed(people)
    headcounts.propose(people, made_up.wave(people), "office@w.example")
    people.commit()
    page = new_page(width=width)
    log_in(page, live, union)
    is_clean(page)
    page.get_by_role("link", name="look at its headcounts and confirm them").click()
    expect(page.locator("h1")).to_have_text("Headcounts of Round 2026-11")
    expect(page.get_by_text("Court Team 4, Bridge Team 7")).to_be_visible()
    is_clean(page)
    page.get_by_label("A note (optional)").fill("Asked in every team.")
    page.get_by_role("button", name="Confirm these headcounts").click()
    expect(page.get_by_text("are confirmed. It opens on its first day.")).to_be_visible()
    expect(page.get_by_role("link", name=f"confirmed by {union}")).to_be_visible()
    is_clean(page)
    kept = headcounts.of(people, waves.find(people, "2026-11"))
    assert kept is not None
    assert (kept.confirmed_by, kept.note) == (union, "Asked in every team.")


@pytest.fixture
def closed(people: Session, ballot: Session, tmp_path: Path, today: date) -> Open:
    keyring = Keyring(tmp_path / "keys")
    made = open_round(people, ballot, tmp_path / "keys", links_made=2, blocks=3)
    with clock.at(date(2026, 11, 27) + timedelta(1)):
        close_wave.run(people, ballot, keyring, made.wave)
    people.rollback()
    ballot.rollback()
    return made


@WIDTHS
def test_an_audit_is_read_and_taken_away(
    new_page: Callable[..., Page], live: str, closed: Open, union: str, width: int
) -> None:
    page = new_page(width=width)
    log_in(page, live, union)
    page.get_by_role("link", name="November 2026").click()
    expect(page.get_by_text("It adds up: 0 answers of")).to_be_visible()
    is_clean(page)
    files = []
    for name in ("the audit", "the key document"):
        with page.expect_download() as download:
            page.get_by_role("link", name=name, exact=True).click()
        files.append(Path(download.value.path()).read_bytes())
    assert recount.recount(*files).faults == ()


@WIDTHS
def test_everybody_finds_the_whole_fingerprint_on_the_promise_page(
    new_page: Callable[..., Page], live: str, closed: Open, width: int
) -> None:
    page = new_page(width=width)
    page.goto(f"{live}/promise")
    page.get_by_text("Four words and key documents of earlier rounds").click()
    expect(page.get_by_role("link", name="Download the key document of")).to_be_visible()
    is_clean(page)
