"""A name of ninety letters, in Welsh: no page moves sideways, on a phone, at 200% and with larger letters alone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy.orm import Session

from pulse.access import account
from pulse.access.permissions import Role
from surveys.fieldwork import organisation
from tests import chromium
from tests.browser.test_a_director_reads import PASSWORD, log_in
from tests.pulse.director.test_odd_states import LONG, TEAMS
from tests.surveys.reports.council import Council, publish_rounds

pytestmark = pytest.mark.browser

PAGES = (
    "/director/?group=S1",
    "/director/trends?group=S1",
    "/director/trends/caseload?group=S1T01",
    "/director/trends/caseload/groups",
    "/director/change",
    "/director/map",
    "/director/answers?group=S1",
    "/director/actions/new",
    "/results",
    "/results/S1",
)
#: Letters twice as large and nothing else, as a reader may set them.
LARGE = "html { font-size: 200% }"


@pytest.fixture
def council(app: Flask, people: Session, tmp_path: Path) -> None:
    organisation.name(people, {"en": LONG}, demonstration=True)
    publish_rounds(
        people, tmp_path, Council(services=(LONG, "South"), teams=0, sizes=dict(TEAMS)), 2
    )
    with app.app_context():
        account.create(
            people, email="d@example.org", name="Dee", role=Role.DIRECTOR, password=PASSWORD
        )
    people.commit()


@pytest.mark.parametrize(("width", "style"), [(360, ""), (640, ""), (1280, LARGE)])
def test_no_page_moves_sideways(
    council: None, live: str, new_page: Callable[..., Page], width: int, style: str
) -> None:
    page = new_page(width=width, bypass_csp=True)
    log_in(page, live)
    for path in PAGES:
        page.goto(live + path)
        chromium.unfold(page)
        if style:
            page.add_style_tag(content=style)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_in_forced_colours_the_page_one_is_on_is_told_apart(
    council: None, live: str, new_page: Callable[..., Page]
) -> None:
    page = new_page(width=1280, forced_colors="active")
    log_in(page, live)
    border = "one => getComputedStyle(one).borderBottomColor"
    own, other = (
        page.locator(f".pulse-nav__link{which}").first.evaluate(border)
        for which in ("[aria-current]", ":not([aria-current])")
    )
    assert own != other
