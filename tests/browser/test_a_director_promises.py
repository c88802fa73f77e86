"""A director says what will be done; a worker reads it on a phone. Both pages are accessible and fit."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from pulse.access import account
from pulse.access.permissions import Role
from surveys.fieldwork import organisation
from surveys.reports.intent import State
from tests import chromium
from tests.surveys.reports import said
from tests.surveys.reports.council import Council, publish_rounds
from tests.surveys.reports.said import intent

pytestmark = pytest.mark.browser

PASSWORD = "correct horse battery"
PAGES = (
    "/director/actions",
    "/director/actions?status=late",
    "/director/actions/new?about=topic:caseload",
    "/director/actions/1",
    "/director/actions/2",
    "/director/actions/1/edit",
    "/director/trends/caseload",
    "/director/",
    "/results",
)
LONG = "look" * 120


@pytest.fixture
def promised(app: Flask, people: Session, tmp_path: Path, today: date) -> None:
    """Four rounds; one action that is late and was moved, one draft, one refused, one of a single endless word."""
    organisation.name(people, {"en": "Northmoor Council"}, demonstration=True)
    publish_rounds(people, tmp_path, Council(services=("North", "South"), teams=4), 4)
    made = said.published(people, said=intent(due=date(2026, 10, 1)), on=date(2026, 9, 20))
    moved = intent(State.UNDER_WAY, due=date(2026, 11, 1))
    said.then(people, made, moved, on=date(2026, 9, 30), note="The supplier is late.")
    said.draft(people)
    said.published(people, said=intent(State.DECLINED))
    said.published(people, said=intent(what=LONG, post="head" * 20))
    with app.app_context():
        account.create(
            people, email="d@example.org", name="Dee", role=Role.DIRECTOR, password=PASSWORD
        )
    people.commit()


def log_in(page: Page, live: str) -> None:
    page.goto(f"{live}/director/")
    page.get_by_label("E-mail address").fill("d@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


def test_a_promise_is_written_refused_for_a_name_published_and_read(
    promised: None, live: str, page: Page
) -> None:
    # Given a director at a topic's page
    log_in(page, live)
    page.goto(f"{live}/director/trends/supervision")
    page.get_by_role("link", name="Record an action").click()
    expect(page.get_by_label("About what")).to_have_value("topic:supervision")
    # When they name somebody
    page.get_by_label("Planned").check()
    page.get_by_label("What", exact=True).fill("Supervision every four weeks.")
    page.get_by_label("Who", exact=True).fill("Sarah Jones")
    for part, value in (("Day", "1"), ("Month", "3"), ("Year", "2027")):
        page.get_by_label(part, exact=True).fill(value)
    page.get_by_role("button", name="Keep as a draft").click()
    # Then a role is asked for, and the link at the top leads to the field, with the rest as typed
    page.get_by_role("alert").get_by_role("link", name="Sarah Jones").click()
    expect(page.get_by_label("Who", exact=True)).to_be_focused()
    expect(page.get_by_label("What", exact=True)).to_have_value("Supervision every four weeks.")
    assert chromium.violations(page) == []
    page.get_by_label("Who", exact=True).fill("Principal social worker")
    page.get_by_role("button", name="Keep as a draft").click()
    # And with one tap workers read it
    chromium.press(page, page.get_by_role("button", name="Publish to workers"))
    page.goto(f"{live}/results")
    page.get_by_role("heading", name="What we said about every topic").click()
    page.get_by_role("row", name="Supervision").get_by_role("link", name="1 promise").click()
    expect(page.get_by_text("Principal social worker, by 1 March 2027.")).to_be_in_viewport()


@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_is_accessible_and_no_wider_than_the_screen(
    promised: None, live: str, new_page: Callable[..., Page], width: int
) -> None:
    page = new_page(width=width)
    log_in(page, live)
    for path in PAGES:
        page.goto(live + path)
        chromium.unfold(page)
        assert chromium.violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
