"""A director has ten minutes: what hurts, is it getting better, where, and what people say about it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from pulse.access import account
from pulse.access.permissions import Role
from surveys.fieldwork import organisation
from tests import chromium
from tests.surveys.reports.council import Council, publish_rounds

pytestmark = pytest.mark.browser

PASSWORD = "correct horse battery"
PAGES = (
    "/director/",
    "/director/trends?group=S1~rest",
    "/director/trends/caseload",
    "/director/trends/caseload/groups",
    "/director/change",
    "/director/change?topic=supervision&since=2026-01",
    "/director/map?sort=supervision&order=desc",
    "/director/map?group=S1",
    "/director/themes?group=S2",
    "/director/themes/bureaucracy",
    "/director/answers?group=S2",
    "/director/comments",
    "/director/?group=role%3Dsocial_worker",
    "/director/answers?group=role%3D~rest",
    "/director/themes?group=role%3Dsocial_worker",
    "/results",
    "/results/S1~rest",
    "/results/role=social_worker",
)


@pytest.fixture
def council(app: Flask, people: Session, tmp_path: Path) -> None:
    """Seven rounds of a council with sixty teams."""
    organisation.name(people, {"en": "Northmoor Council"}, demonstration=True)
    publish_rounds(people, tmp_path, Council(), 7)
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
    expect(page.get_by_role("heading", level=1)).to_have_text("Where we stand")


def test_a_director_finds_what_hurts_where_and_since_when(
    council: None, live: str, page: Page
) -> None:
    # Given a director on a phone
    log_in(page, live)
    # When they follow the weakest topic
    weakest = page.get_by_role("listitem").filter(has_text="Low").first.get_by_role("link")
    topic = weakest.inner_text()
    weakest.click()
    # Then its trend is there, as a picture and as a table
    expect(page.get_by_role("heading", level=1)).to_have_text(topic)
    expect(page.get_by_role("img").first).to_be_visible()
    page.get_by_text("As a table").first.click()
    expect(page.get_by_role("table").first.get_by_role("rowheader").last).to_have_text(
        "November 2026"
    )
    # And the map leads from services to their teams
    page.get_by_role("link", name="Map", exact=True).click()
    page.get_by_role("link", name="Open its").first.click()
    expect(page.get_by_role("caption").first).to_contain_text("groups right below it")
    chromium.picture(page, "director-map")


def test_another_group_is_chosen_with_the_keyboard_alone(
    council: None, live: str, page: Page
) -> None:
    log_in(page, live)
    page.goto(f"{live}/director/trends")
    page.locator("summary", has_text="Choose another group").press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Group")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".govuk-caption-l")).to_have_text("Assessment and Front Door")


@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_is_accessible_and_no_wider_than_the_screen(
    council: None, live: str, new_page: Callable[..., Page], width: int
) -> None:
    page = new_page(width=width)
    log_in(page, live)
    for path in PAGES:
        page.goto(live + path)
        chromium.unfold(page)
        assert chromium.violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


HINT = "Move the table sideways to see all of it."


def test_a_wide_table_says_that_it_moves_and_keeps_its_caption(
    council: None, live: str, page: Page
) -> None:
    log_in(page, live)
    page.goto(f"{live}/director/map")
    region = page.get_by_role("region", name="the groups right below it")
    expect(region.get_by_text(HINT)).to_be_visible()
    region.evaluate("region => { region.scrollLeft = 200 }")
    caption = region.locator("caption").bounding_box()
    assert caption is not None
    assert caption["x"] >= 0
    assert caption["x"] + caption["width"] <= 360
    # On a desk with room for it nothing has to be said
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{live}/director/themes")
    expect(page.get_by_text(HINT).locator("visible=true")).to_have_count(0)


def test_themes_fit_a_phone(council: None, live: str, page: Page) -> None:
    log_in(page, live)
    for address in ("/director/themes", "/results"):
        page.goto(live + address)
        chromium.unfold(page)
        regions = page.get_by_role("region", name="comments")
        assert regions.count() > 0
        for region in regions.all():
            assert region.evaluate("region => region.scrollWidth <= region.clientWidth"), address


def test_the_map_is_sorted_with_the_keyboard_and_its_names_stay_in_sight(
    council: None, live: str, page: Page
) -> None:
    log_in(page, live)
    page.goto(f"{live}/director/map?group=S1")
    page.get_by_role("link", name=re.compile("Supervision.*lowest first")).press("Enter")
    head = page.get_by_role("columnheader", name=re.compile("Supervision.*highest first")).first
    expect(head).to_have_attribute("aria-sort", "ascending")
    region = page.get_by_role("region", name="the groups right below it")
    region.evaluate("region => { region.scrollLeft = 300 }")
    name = region.get_by_role("rowheader").first.bounding_box()
    assert name is not None
    assert name["x"] >= 0


#: Whatever can be folded on the results page; the table below a picture says what the picture does.
FOLDED = "[...document.querySelectorAll('.pulse-fold, .pulse-fold .govuk-details:not(.pulse-figure *)')].length"
OUT_OF_SIGHT = FOLDED.replace(".length", ".filter(f => !f.children[1].checkVisibility()).length")


def test_results_are_short_on_a_phone_and_whole_on_paper(
    council: None, live: str, new_page: Callable[..., Page]
) -> None:
    page = new_page(javascript=False)
    page.goto(f"{live}/results")
    assert page.evaluate("document.documentElement.scrollHeight") < 4500
    trend = page.get_by_role("img", name="Caseload")
    for words in ("people invited", "Strongest topics", "Weakest topics", "Directors promised to"):
        expect(page.get_by_text(words)).to_be_in_viewport()
    expect(trend).to_be_hidden()
    page.get_by_role("link", name="Is it getting better?").click()
    expect(trend).to_be_visible()
    page.goto(f"{live}/results")
    assert 0 < page.evaluate(OUT_OF_SIGHT) == page.evaluate(FOLDED)
    page.emulate_media(media="print")
    assert page.evaluate(OUT_OF_SIGHT) == 0
    expect(page.get_by_text("On this page")).to_be_hidden()


def test_paper_has_whole_tables_and_nothing_to_press(council: None, live: str, page: Page) -> None:
    log_in(page, live)
    page.goto(f"{live}/director/map")
    page.set_viewport_size({"width": 720, "height": 1000})  # A4 between its margins
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    for words in ("Choose another group or round", "More about Northmoor Council"):
        expect(page.get_by_text(words)).to_be_hidden()
