"""The three questions of docs/reports.md, each answered within three clicks of a director's first page."""

from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page, expect
from sqlalchemy.orm import Session

from pulse.access import account
from pulse.access.permissions import Role
from surveys.reports.intent import State
from tests import chromium
from tests.surveys.reports import said
from tests.surveys.reports.council import Council, publish_rounds
from tests.surveys.reports.said import intent

pytestmark = pytest.mark.browser

PASSWORD = "correct horse battery"
SIZES = {"S1T01": 400, "S2T01": 400}


@pytest.fixture
def council(app: Flask, people: Session, tmp_path: Path, today: date) -> None:
    """Seven rounds of two services in which supervision rose; one action of June."""
    publish_rounds(people, tmp_path, Council(("North", "South"), teams=0, sizes=SIZES), 7)
    done = intent(State.DONE, what="Two administrators for North.")
    said.published(people, said=done, on=date(2026, 6, 20))
    with app.app_context():
        account.create(
            people, email="d@example.org", name="Dee", role=Role.DIRECTOR, password=PASSWORD
        )
    people.commit()


class Clicks:
    """Clicks that are counted."""

    def __init__(self, page: Page, start: str) -> None:
        self.page, self.made = page, 0
        page.goto(start)

    def on(self, target: Locator) -> None:
        chromium.press(self.page, target)
        self.made += 1

    def link(self, name: str) -> None:
        self.on(self.page.get_by_role("link", name=name, exact=True).first)


def test_a_directors_three_questions_take_three_clicks_each(
    council: None, live: str, page: Page
) -> None:
    # Given a director on the first page
    start = f"{live}/director/"
    page.goto(start)
    page.get_by_label("E-mail address").fill("d@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    chromium.press(page, page.get_by_role("button", name="Log in"))
    main = page.get_by_role("main")
    # Which service got worse on supervision since spring, and is it real?
    clicks = Clicks(page, start)
    for name in ("Change", "Supervision", "May 2026"):
        clicks.link(name)
    expect(main).to_contain_text("Supervision: May 2026 and November 2026")
    expect(main).to_contain_text("No group right below it fell.")
    expect(main).to_contain_text("Better: more than chance")
    assert clicks.made == 3
    # What do people say about a form that asks twice?
    clicks = Clicks(page, start)
    clicks.link("Comments")
    page.get_by_label("Words in the comment").fill("FORM asks")
    clicks.on(page.get_by_role("button", name="Show"))
    expect(page.get_by_role("article").first).to_contain_text("The third form asks")
    assert chromium.violations(page) == []
    assert clicks.made == 2
    # What did we promise in June?
    clicks = Clicks(page, start)
    clicks.link("Actions")
    expect(main.get_by_text("July 2026: nothing")).to_be_visible()
    clicks.link("June 2026")
    expect(main).to_contain_text("Two administrators for North.")
    assert chromium.violations(page) == []
    assert clicks.made == 2
