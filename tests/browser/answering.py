"""What tests of answering in a browser ask again and again."""

from playwright.sync_api import Page
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
