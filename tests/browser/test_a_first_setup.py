"""From an empty database to an open round with an invitation in hand, on a phone: every page looked at, clicks counted."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from pulse.access import demands
from tests import chromium
from tests.browser.first_setup import FirstSetup
from tests.browser.hand import Effort, Hand
from tests.pulse import mail_server

pytestmark = pytest.mark.browser

#: Measured, with some room: more is a step that somebody has made longer.
MOST_CLICKS, MOST_FIELDS, MOST_MINUTES = 52, 14, 22


def looking() -> Callable[[Page], None]:
    """Every page fits a phone and a desk; axe looks once at each that has another title."""
    seen = set[str]()

    def look(page: Page) -> None:
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
        if page.title() not in seen:
            seen.add(page.title())
            assert chromium.violations(page) == [], page.url

    return look


def test_a_council_sets_itself_up(
    app: Flask, live: str, new_page: Callable[..., Page], today: date
) -> None:
    demands.init_app(app, {})  # as in earnest: whoever runs a round has a second factor
    app.config["PULSE_ADDRESS"] = live
    with mail_server.running() as mail:
        mail.given(app)
        office, union = (Hand(new_page(), live, looking()) for _ in range(2))
        link = FirstSetup(app, mail, office, union).walk()
    worker = new_page()
    worker.goto(link)
    expect(worker.locator("main")).to_contain_text("About 3 minutes")
    expect(worker.locator("header")).to_contain_text("Northmoor Council")
    expect(worker.locator("link[href^='/brand/']")).to_have_count(1)
    taken = sum((*office.steps.values(), *union.steps.values()), Effort())
    assert taken.clicks <= MOST_CLICKS, taken
    assert taken.fields <= MOST_FIELDS, taken
    assert taken.minutes <= MOST_MINUTES, taken
