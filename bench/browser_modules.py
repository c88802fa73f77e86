"""The tests of the ballot's modules (`test_*_in_the_browser.py`) in another browser than the Chromium they are written for.

pytest runs them as they stand; this gives them, for their fixture `chromium`, a stand-in with the few methods they use.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from bench.road import Visit
from bench.webdriver import Tab
from tests.surveys.responses.browser_modules import ASSETS

TESTS = sorted(map(str, (Path(__file__).parent.parent / "tests").rglob("test_*_in_the_browser.py")))
QUIETLY = ["-p", "no:terminal", "-p", "no:cacheprovider"]


class Page:
    """A page of a WebDriver's browser, for what `tests/chromium.py` and `browser_modules.py` do with one."""

    def __init__(self, tab: Tab, sources: str) -> None:
        self._tab, self._sources = tab, sources
        self.evaluate = tab.evaluate

    def on(self, *_: object) -> None:
        """Faults of the page show in what the tests ask it."""

    def route(self, *_: object) -> None:
        """The sources are served."""

    def goto(self, _: str) -> None:
        self._tab.goto(self._sources)


class Browser:
    """Context and browser in one: opens the same page again, empty."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def new_context(self, **_: object) -> "Browser":
        return self

    def new_page(self) -> Page:
        return self._page

    def close(self) -> None:
        """Left open for the next file of tests."""


class InsteadOfChromium:
    """A plugin of pytest: the stand-in for the fixture, and what came of the tests."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self.passed = 0
        self.failed: list[str] = []

    @pytest.hookimpl(tryfirst=True)
    def pytest_fixture_setup(self, fixturedef: "pytest.FixtureDef[Any]", request: Any) -> object:
        if fixturedef.argname != "chromium":
            return None
        fixturedef.cached_result = (self._browser, fixturedef.cache_key(request), None)
        return self._browser

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.append(f"{report.nodeid.split('::')[-1]}: {_reason(report)}")
        elif report.when == "call":
            self.passed += 1


def run(visit: Visit) -> InsteadOfChromium:
    """Run them in a new browser."""
    with visit() as tab, _sources() as address:
        result = InsteadOfChromium(Browser(Page(tab, address)))
        pytest.main([*QUIETLY, *TESTS], plugins=[result])
    if not result.passed:
        result.failed.append("no test ran")
    return result


def _reason(report: pytest.TestReport) -> str:
    crash = getattr(report.longrepr, "reprcrash", None)
    return str(crash.message if crash else report.longrepr).splitlines()[0]


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def _sources() -> Iterator[str]:
    """The folder assets/ on the loopback; its list of files is the page the modules are imported into."""
    handler = partial(_Silent, directory=str(ASSETS))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
