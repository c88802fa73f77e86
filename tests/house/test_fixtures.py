"""The shared fixtures keep what they say: fresh databases on both systems, a browser that tells."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page
from sqlalchemy import text
from sqlalchemy.orm import Session

from surveys import clock
from tests import live_server
from tests.chromium import violations, watched


@pytest.fixture
def site() -> Flask:
    site = Flask(__name__)

    @site.get("/good")
    def good() -> str:
        return "<!doctype html><html lang=en><title>Good</title><main><h1>Good</h1></main></html>"

    @site.get("/bad")
    def bad() -> str:
        return "<!doctype html><title>Bad</title><script>nowhere()</script><img src=/none.png>"

    @site.get("/favicon.ico")
    def icon() -> str:
        return ""

    return site


@pytest.mark.both_databases
@pytest.mark.parametrize("turn", [1, 2])
def test_every_test_gets_fresh_databases(
    database: str, people: Session, ballot: Session, turn: int
) -> None:
    for session in (people, ballot):
        assert session.get_bind().dialect.name == database
        session.execute(text("CREATE TABLE left_behind (turn INTEGER)"))
        session.commit()


def test_the_clock_stands_at_noon_on_a_monday(today: date) -> None:
    assert clock.today() == today
    assert today.isoweekday() == 1


@pytest.mark.browser
def test_the_browser_reads_a_page(site: Flask, page: Page) -> None:
    with live_server.serve(site) as address:
        page.goto(f"{address}/good")
    assert page.inner_text("h1") == "Good"
    assert violations(page) == []


@pytest.mark.browser
def test_a_script_error_fails_the_test_that_met_it(site: Flask, chromium: Browser) -> None:
    with (
        live_server.serve(site) as address,
        pytest.raises(AssertionError, match="nowhere is not defined"),
        watched(chromium) as open_page,
    ):
        open_page().goto(f"{address}/bad")


@pytest.mark.browser
def test_axe_sees_what_is_wrong(site: Flask, new_page: Callable[..., Page]) -> None:
    page = new_page(javascript=True)
    with live_server.serve(site) as address:
        page.goto(f"{address}/good")
    page.evaluate("document.body.innerHTML = '<img src=/good>'")
    assert any(fault.startswith("image-alt") for fault in violations(page))


@pytest.mark.browser
def test_pages_can_be_read_without_scripts(site: Flask, new_page: Callable[..., Page]) -> None:
    page = new_page(javascript=False, width=320)
    with live_server.serve(site) as address:
        page.goto(f"{address}/bad")
    assert page.viewport_size == {"width": 320, "height": 800}
