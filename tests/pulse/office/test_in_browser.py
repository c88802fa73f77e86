"""The office's road in a browser, from an empty house to a planned round, on a phone and on a desk."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page
from sqlalchemy.orm import Session

from surveys.fieldwork import roster, waves
from tests.chromium import press, violations
from tests.house_client import HouseClient
from tests.surveys.fieldwork import made_up

pytestmark = pytest.mark.browser


def look(page: Page) -> None:
    """No fault for a screen reader, and nothing wider than the screen."""
    assert violations(page) == []
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"]  # type: ignore[index]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "units.csv").write_text(made_up.UNITS)
    (tmp_path / "roster.csv").write_text(made_up.EXPORT + MORE)
    return tmp_path


MORE = "".join(f"9{n:02};Person {n};;;Harbour Team;\n" for n in range(20))


@pytest.mark.parametrize("width", [360, 1280])
def test_the_office_sets_up_and_plans_a_round(
    office: HouseClient,
    live: str,
    people: Session,
    files: Path,
    new_page: Callable[..., Page],
    width: int,
) -> None:
    page = new_page(width=width)
    cookie = office.get_cookie("pulse_staff", path="/")
    assert cookie is not None
    page.context.add_cookies([{"name": "pulse_staff", "value": cookie.value, "url": live}])
    page.goto(f"{live}/office/")
    look(page)
    name_the_organisation(page)
    bring_units(page, files / "units.csv")
    bring_people(page, files / "roster.csv")
    plan_a_round(page)
    assert sum(roster.headcounts(people).values()) == 27
    assert waves.find(people, "2026-11")


def through(page: Page, section: str) -> None:
    """A section of the navigation; a phone folds them."""
    menu = page.get_by_role("button", name="Menu")
    if menu.is_visible():
        menu.click()
        look(page)
    pages = page.get_by_role("navigation", name="Staff pages")
    press(page, pages.get_by_role("link", name=section, exact=True))


def name_the_organisation(page: Page) -> None:
    press(page, page.get_by_role("link", name="Organisation and help for workers"))
    page.get_by_label("Name of the organisation").fill("Westmarch Council")
    press(page, page.get_by_role("button", name="Save"))
    page.get_by_label("Who helps").fill("Somebody to talk to")
    page.get_by_label("Telephone number").fill("by carrier pigeon")
    press(page, page.get_by_role("button", name="Add this contact"))
    look(page)
    page.get_by_label("Telephone number").fill("0808 157 0192")
    press(page, page.get_by_role("button", name="Add this contact"))
    press(page, page.get_by_role("button", name="Samaritans"))
    page.get_by_text("116 123 is no longer shown").wait_for()
    look(page)
    through(page, "Office")


def bring_units(page: Page, file: Path) -> None:
    page.get_by_role("main").get_by_role("link", name="Units").click()
    page.get_by_label("File of units").set_input_files(file)
    press(page, page.get_by_role("button", name="Show what would change"))
    look(page)
    page.get_by_role("button", name="Write these changes").click()
    page.get_by_text("The units are written").wait_for()
    look(page)


def bring_people(page: Page, file: Path) -> None:
    press(page, page.get_by_role("navigation", name="People").get_by_role("link", name="Roster"))
    page.get_by_label("HR’s file").set_input_files(file)
    press(page, page.get_by_role("button", name="Read the file"))
    look(page)
    press(page, page.get_by_role("button", name="Show what happens to every line"))
    page.get_by_text("What happens to every line").click()
    look(page)
    page.get_by_role("button", name="Write these changes").click()
    page.get_by_text("The roster is written: 27 people").wait_for()
    look(page)


def plan_a_round(page: Page) -> None:
    through(page, "Rounds")
    look(page)
    press(page, page.get_by_role("link", name="Plan a round"))
    look(page)
    press(page, page.get_by_role("button", name="Plan this round"))
    page.get_by_role("link", name="Enter the name of the round").click()
    look(page)
    page.get_by_label("Name of the round").fill("November 2026")
    page.get_by_label("Code of the round").fill("2026-11")
    press(page, page.get_by_role("button", name="Plan this round"))
    page.get_by_text("November 2026 is planned").wait_for()
    look(page)
