"""The browser the tests drive: a Chromium found on this machine, and pages that log their faults.

`python -m tests.chromium` makes sure there is one (it may install it as root) or says what to do.
Debian's Chromium comes first: Playwright's own download is not to be had everywhere.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright._impl._driver import compute_driver_executable, get_driver_env
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    sync_playwright,
)

from tools import debian

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--font-render-hinting=none",
)
MISSING = """\
The tests need Chromium and found none.
On Debian: sudo apt-get install chromium fonts-dejavu-core. Elsewhere: install Chrome or Chromium,
or set PULSE_TEST_CHROMIUM to the program. `make test-fast` needs no browser."""
NO_FONT = """\
There is no font on this machine, so pages would be drawn without text.
On Debian and Ubuntu: sudo apt-get install fonts-dejavu-core"""
NO_DRIVER = """\
Playwright's driver does not start:
{trouble}
On Debian and Ubuntu it may want: sudo apt-get install libatomic1"""


class NoChromium(Exception):
    """There is no browser to test with; the message says how to get one."""


def find() -> str:
    """The browser's program. Raises NoChromium."""
    named = os.environ.get("PULSE_TEST_CHROMIUM")
    if named:
        if shutil.which(named):
            return named
        raise NoChromium(f"PULSE_TEST_CHROMIUM names {named}, which is no program.")
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return found
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    if Path(own).exists():
        return own
    raise NoChromium(MISSING)


@contextmanager
def browser() -> Iterator[Browser]:
    """A running Chromium that calls nobody but us. Raises NoChromium."""
    program = find()
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        try:
            yield running
        finally:
            running.close()


@contextmanager
def watched(running: Browser) -> Iterator[Callable[..., Page]]:
    """Gives a function that opens pages, each for a new visitor; what went wrong in them is raised.

    Wrong is: a script error, a message of the console's error kind (a CSP refusal is one), and a
    call to any other machine. An answer of 4xx is not: refusals are pages too.
    """
    faults: list[str] = []
    contexts: list[BrowserContext] = []

    def open_page(
        *, width: int = 360, height: int = 800, javascript: bool = True, **options: object
    ) -> Page:
        context = running.new_context(
            viewport={"width": width, "height": height},
            java_script_enabled=javascript,
            locale="en-GB",
            timezone_id="Europe/London",
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(f"script error: {error}"))
        page.on("console", lambda said: _note(faults, said))
        page.on("request", lambda asked: _note_stranger(faults, asked.url))
        return page

    try:
        yield open_page
    finally:
        for context in contexts:
            context.close()
    assert not faults, faults


def press(page: Page, button: Locator) -> None:
    """Click what leads to another page, and be on that page: a click alone may return while the old one still stands."""
    with page.expect_navigation():
        button.click()


def unfold(page: Page) -> None:
    """Open everything that is folded: what is not shown nobody can look at."""
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")


def violations(page: Page, *, without: Collection[str] = ()) -> list[str]:
    """What axe-core finds wrong with the page as it stands, one line each. `without`: rules that are not asked.

    The size of what is tapped (WCAG 2.2) is a rule that axe-core leaves out unless it is asked.
    """
    rules = {"target-size": {"enabled": True}, **{rule: {"enabled": False} for rule in without}}
    asked = {"resultTypes": ["violations"], "rules": rules}
    found = Axe().run(page, options=asked).response["violations"]
    return [
        f"{one['id']} ({one['impact']}): {node['target']} {node['failureSummary']}"
        for one in found
        for node in one["nodes"]
    ]


def picture(page: Page, name: str) -> None:
    """Keep a screenshot for the docs when `make pictures` asks for them."""
    folder = os.environ.get("PULSE_PICTURES")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def main() -> int:
    """Make sure that the tests will find a browser, its driver and a font."""
    for needed in (_driver, _font, _program):
        trouble = needed()
        if trouble:
            print(f"\n{trouble}", file=sys.stderr)
            return 1
    return 0


def _note(faults: list[str], said: ConsoleMessage) -> None:
    if said.type == "error" and not said.text.startswith("Failed to load resource"):
        faults.append(f"console: {said.text}")


def _note_stranger(faults: list[str], url: str) -> None:
    ours = urlsplit(url).hostname in {"localhost", "127.0.0.1", None}
    if not ours:
        faults.append(f"a call to another machine: {url}")


def _driver() -> str:
    def said() -> str:
        command = [*compute_driver_executable(), "--version"]
        done = subprocess.run(command, env=get_driver_env(), capture_output=True, text=True)
        return "" if done.returncode == 0 else done.stderr.strip() or "no reason given"

    if said():
        debian.install(["libatomic1"], why="Playwright's driver may want it")
    trouble = said()
    return NO_DRIVER.format(trouble=trouble) if trouble else ""


def _font() -> str:
    if not debian.has_fonts():
        debian.install(["fonts-dejavu-core"], why="without a font pages have no text")
    return "" if debian.has_fonts() else NO_FONT


def _program() -> str:
    ways = (
        lambda: None,
        lambda: debian.install(["chromium"], why="the tests read pages as people do"),
        _playwrights_own,
    )
    for way in ways:
        way()
        try:
            find()
        except NoChromium as trouble:
            if "PULSE_TEST_CHROMIUM" in os.environ:
                return str(trouble)
            continue
        return ""
    return MISSING


def _playwrights_own() -> None:
    print("Asking Playwright for its own Chromium", flush=True)
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], timeout=600)


if __name__ == "__main__":
    sys.exit(main())
