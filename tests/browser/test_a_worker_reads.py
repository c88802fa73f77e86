"""A worker reads the results: what is folded opens for a link, for the keyboard and for paper, with a script and without."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from surveys.fieldwork import organisation
from tests.surveys.reports import said
from tests.surveys.reports.council import Council, publish_rounds

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("published")]

SIZES = {"S1T01": 40, "S1T02": 9, "S1T03": 14, "S2T01": 40, "S2T02": 35}


@pytest.fixture
def published(people: Session, tmp_path: Path, today: object) -> None:
    """Four rounds of a small council, and a promise."""
    organisation.name(people, {"en": "Northmoor Council"})
    council = Council(services=("North", "South"), teams=0, sizes=dict(SIZES))
    publish_rounds(people, tmp_path, council, 4, share=1.0)
    said.published(people)
    people.commit()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_link_to_a_promise_opens_what_it_stands_in(
    live: str, new_page: Callable[..., Page], javascript: bool
) -> None:
    page = new_page(javascript=javascript)
    page.goto(f"{live}/results")
    expect(page.get_by_text(said.WHAT)).to_be_hidden()
    page.get_by_role("link", name="What was promised:").click()
    expect(page.get_by_text(said.WHAT)).to_be_visible()


def test_what_is_folded_is_reached_and_opened_with_the_keyboard_alone(
    live: str, page: Page
) -> None:
    page.goto(f"{live}/results")
    folds = page.locator(".pulse-fold > summary").all()
    assert len(folds) > 4
    for summary in folds:
        summary.focus()
        style = summary.evaluate(
            "one => [...getComputedStyle(one)].map(n => getComputedStyle(one)[n]).join()"
        )
        summary.evaluate("one => one.blur()")
        assert style != summary.evaluate(
            "one => [...getComputedStyle(one)].map(n => getComputedStyle(one)[n]).join()"
        )
        summary.press("Enter")
        expect(summary.locator("xpath=..")).to_have_attribute("open", "")


def test_paper_opens_what_is_folded_where_the_browser_does_not(live: str, page: Page) -> None:
    page.goto(f"{live}/results")
    unopened = ".pulse-fold:not([open])"
    folded = page.locator(unopened).count()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(unopened)).to_have_count(0)
    expect(page.locator(".pulse-figure details[open]")).to_have_count(0)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator(unopened)).to_have_count(folded)
