"""`make pictures`: the screenshots in the docs, taken anew from a demonstration made for them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests import chromium

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
PORT = "8931"
ADDRESS = f"http://localhost:{PORT}"
PHONE, DESK = 360, 1280
PASSWORD = "a-made-up-council"  # noqa: S105 - the demonstration's, printed by `make run`


def main() -> int:
    """Make a demonstration, serve it, visit it as each of its people."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, _served(data), chromium.browser() as browser:
        _worker(browser, Path(data))
        _staff(browser, "director", {"standing": "/director/", "map": "/director/map"})
        _comment_reader(browser, data)
        _staff(
            browser,
            "office",
            {
                "office": "/office/",
                "programme": "/office/programme/change",
            },
        )
        _staff(browser, "union", {"proposal": "/rules/proposals/2"})
    return 0


def _worker(browser: Browser, data: Path) -> None:
    page = _page(browser, PHONE)
    page.goto(f"{ADDRESS}/answer")
    page.fill("[name=code]", (data / "demonstration-slip").read_text())
    page.get_by_role("button", name=re.compile("Continue")).click()
    page.wait_for_selector("fieldset")
    _shoot(page, "questions")
    page.goto(f"{ADDRESS}/results")
    _shoot(page, "results")
    page.goto(f"{ADDRESS}/i#{(data / 'demonstration-link').read_text()}")
    page.get_by_role("button", name="Start").wait_for()
    _shoot(page, "link")


def _comment_reader(browser: Browser, data: str) -> None:
    """What waits, one comment, the themes, what they miss, and what the first suggestion would change."""
    page = _logged_in(browser, "union")
    page.goto(f"{ADDRESS}/stewards/")
    _shoot(page, "clearing")
    page.get_by_role("link", name=re.compile("Read the next comment")).click()
    page.evaluate("scrollTo(0, 0)")  # the link leads to the comment itself
    _shoot(page, "clear")
    page.goto(f"{ADDRESS}/stewards/themes")
    _shoot(page, "themes")
    page.goto(f"{ADDRESS}/stewards/themes/missed")
    page.get_by_role("button", name="Look now").click()
    _work(data)
    page.get_by_role("link", name="Look at what it found").click()
    _shoot(page, "missed")
    page.get_by_role("link", name="car park barrier", exact=True).first.click()
    page.get_by_role("link", name="Resources and cuts").click()
    page.get_by_label("Criticism").check()
    page.get_by_role("button", name="Try on published comments").click()
    _work(data)
    page.get_by_role("link", name="Look again").click()
    _shoot(page, "trial")


def _staff(browser: Browser, who: str, pages: dict[str, str]) -> None:
    page = _logged_in(browser, who)
    for name, path in pages.items():
        page.goto(ADDRESS + path)
        _shoot(page, name)


def _logged_in(browser: Browser, who: str) -> Page:
    page = _page(browser, DESK)
    page.goto(f"{ADDRESS}/staff/log-in")
    page.fill("[name=email]", f"{who}@northmoor.example")
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(re.compile(r"^(?!.*log-in)"))
    return page


def _page(browser: Browser, width: int) -> Page:
    return browser.new_page(viewport={"width": width, "height": 780})


def _shoot(page: Page, name: str) -> None:
    page.screenshot(path=FOLDER / f"{name}.png")
    print(f"docs/pictures/{name}.png")


@contextmanager
def _served(data: str) -> Iterator[None]:
    _flask(data, "demo")
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "wsgi:app"], env=_environment(data)
    )
    try:
        _wait()
        yield
    finally:
        server.terminate()
        server.wait()


def _work(data: str) -> None:
    """Do what waits for the job runner."""
    _flask(data, "jobs", "tick")


def _flask(data: str, *words: str) -> None:
    command = [sys.executable, "-m", "flask", *words]
    subprocess.run(command, env=_environment(data), check=True, stdout=subprocess.DEVNULL)


def _environment(data: str) -> dict[str, str]:
    return os.environ | {"PULSE_DATA": data, "PULSE_ADDRESS": ADDRESS, "PORT": PORT}


def _wait() -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(ADDRESS).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("The demonstration did not start.")


if __name__ == "__main__":
    sys.exit(main())
