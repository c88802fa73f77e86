"""A comment reader tries a phrase, mends a mistake, saves a version and makes a theme of what the themes miss."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from pulse.access import account
from pulse.access.permissions import Role
from pulse.jobs import runner
from surveys.coding import frames
from tests import chromium
from tests.pulse.stewards import stock
from tests.pulse.stewards.stock import comment
from tests.surveys.coding import small_frame

pytestmark = pytest.mark.browser


@pytest.fixture
def address(app: Flask, people: Session, tmp_path: Path, today: date, live: str) -> str:
    """A website with fourteen published comments about a desk."""
    told = [comment(n, f"The zigzag desk again, number {n} of many") for n in range(14)]
    stock.release(people, tmp_path / "keys", *told)
    with app.app_context():
        account.create(
            people, email="una@example.org", name="Una", role=Role.UNION, password=stock.PASSWORD
        )
    people.commit()
    return live


def sound(page: Page, name: str) -> None:
    """No fault that axe finds, and nothing wider than the screen."""
    assert chromium.violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    chromium.picture(page, name)


def log_in(page: Page, address: str) -> None:
    page.goto(f"{address}/staff/log-in")
    page.get_by_label("E-mail address").fill("una@example.org")
    page.get_by_label("Password", exact=True).fill(stock.PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("link", name="Themes", exact=True).click()


def work(app: Flask) -> None:
    assert list(runner.tick(app.extensions["pulse"]))


@pytest.mark.parametrize("width", [360, 1280])
def test_a_steward_extends_the_themes(
    new_page: Callable[..., Page], app: Flask, address: str, width: int
) -> None:
    page = new_page(width=width)
    log_in(page, address)
    sound(page, f"themes-{width}")

    # When she tries a phrase that cannot be read
    page.get_by_role("link", name="Training").click()
    page.get_by_label("Phrases, one a line").fill("zigzag desk\n50%")
    page.get_by_role("button", name="Try on published comments").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose what the phrases say")
    sound(page, f"themes-choose-{width}")
    page.get_by_label("Criticism").check()
    page.get_by_role("button", name="Try on published comments").click()
    sound(page, f"themes-trying-{width}")
    work(app)
    page.get_by_role("link", name="Look again").click()

    # Then its line is named, and she mends it
    expect(page.get_by_role("alert")).to_contain_text("Line 2: “50%”")
    sound(page, f"themes-mistake-{width}")
    page.get_by_role("link", name="Change what you typed").click()
    expect(page.get_by_label("Phrases, one a line")).to_have_value("zigzag desk\n50%")
    expect(page.get_by_label("Criticism")).to_be_checked()
    expect(page.locator("#phrases-error")).to_contain_text("Line 2: “50%”")
    sound(page, f"themes-mend-{width}")
    page.get_by_label("Phrases, one a line").fill("zigzag desk")
    page.get_by_role("button", name="Try on published comments").click()
    work(app)
    page.get_by_role("link", name="Look again").click()
    expect(page.locator("mark").first).to_have_text("zigzag desk")
    sound(page, f"themes-tried-{width}")
    page.get_by_role("button", name="Save as version").click()
    expect(page.get_by_role("status")).to_contain_text("Saved as")
    sound(page, f"themes-saved-{width}")


@pytest.mark.parametrize("width", [360, 1280])
def test_a_steward_says_what_must_not_count(
    new_page: Callable[..., Page], app: Flask, address: str, width: int
) -> None:
    # Given a phrase that finds too much
    page = new_page(width=width)
    log_in(page, address)
    page.get_by_role("link", name="Training").click()
    page.get_by_label("Phrases, one a line").fill("zigzag desk")
    page.get_by_label("Criticism").check()
    page.get_by_role("button", name="Try on published comments").click()
    work(app)
    page.get_by_role("link", name="Look again").click()
    page.get_by_role("button", name="Save as version").click()

    # When she writes what must not count, and another Welsh name
    page.get_by_role("link", name="Training").click()
    page.get_by_label("What must not count, one a line").fill("zigzag desk again number =3")
    page.get_by_label("Name in Welsh").fill("Hyfforddi newydd")
    page.get_by_role("button", name="Try on published comments").click()
    work(app)
    page.get_by_role("link", name="Look again").click()

    # Then the comment with these words loses the theme
    expect(page.get_by_role("heading", level=2).last).to_contain_text("1 comment would be read")
    expect(page.get_by_role("article")).to_contain_text("Then: no theme")
    sound(page, f"themes-exception-{width}")


@pytest.mark.parametrize("width", [360, 1280])
def test_a_steward_brings_phrases_to_a_newer_list(
    new_page: Callable[..., Page],
    app: Flask,
    address: str,
    width: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Given phrases that were added to the list before, one of them as long as can be
    folder = tmp_path / "lists"
    folder.mkdir()
    (folder / "v1.yaml").write_text(small_frame.TEXT)
    monkeypatch.setattr(frames, "_SHIPPED", folder)
    page = new_page(width=width)
    log_in(page, address)
    page.get_by_role("link", name="Caseload").click()
    page.get_by_label("Phrases, one a line").fill(f"zigzag desk\nworkload\n{'x' * 120}")
    page.get_by_label("Criticism").check()
    page.get_by_role("button", name="Try on published comments").click()
    work(app)
    page.get_by_role("link", name="Look again").click()
    sound(page, f"themes-long-{width}")
    page.get_by_role("button", name="Save as version").click()
    (folder / "v2.yaml").write_text(small_frame.NEWER)

    # When she asks what the newer list keeps of them
    page.reload()
    sound(page, f"themes-newer-{width}")
    page.get_by_role("button", name="Bring our phrases to the new list").click()
    sound(page, f"themes-bringing-{width}")
    work(app)
    page.get_by_role("link", name="Look again").click()
    sound(page, f"themes-brought-{width}")

    # Then they are saved, and nothing is left to bring
    page.get_by_role("button", name="Save as version v2.1").click()
    expect(page.get_by_role("status")).to_contain_text("Saved as v2.1")
    expect(page.get_by_role("button", name="Bring our phrases")).to_have_count(0)
    sound(page, f"themes-brought-saved-{width}")


@pytest.mark.parametrize(("width", "javascript"), [(360, True), (1280, True), (360, False)])
def test_a_steward_turns_a_suggestion_into_a_theme(
    new_page: Callable[..., Page], app: Flask, address: str, width: int, javascript: bool
) -> None:
    # Given what the themes miss
    page = new_page(width=width, javascript=javascript)
    log_in(page, address)
    page.get_by_role("link", name="What the themes miss").click()
    page.get_by_role("button", name="Look now").click()
    if javascript:  # axe is a script
        sound(page, f"missed-looking-{width}")
    work(app)
    page.get_by_role("link", name="Look at what it found").click()
    if javascript:  # axe is a script
        sound(page, f"missed-{width}")

    # When she follows a suggestion
    page.get_by_role("link", name="zigzag desk", exact=True).click()
    if javascript:  # axe is a script
        sound(page, f"themes-new-{width}")
    page.get_by_label("Name of the theme").fill("Desks")
    page.get_by_label("What belongs to it").fill("Where to sit.")
    page.get_by_label("No: show it as other themes").check()
    page.get_by_label("Criticism").check()
    page.get_by_role("button", name="Try on published comments").click()
    work(app)

    # Then all its comments would have the new theme
    page.get_by_role("link", name="Look again").click()
    expect(page.locator("#counts")).to_contain_text("14")
    expect(page.get_by_role("heading", level=2).last).to_contain_text("14 comments would be read")
