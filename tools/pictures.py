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
        _staff(browser, "union", {"clearing": "/stewards/"})
        _staff(browser, "office", {"office": "/office/"})
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


def _staff(browser: Browser, who: str, pages: dict[str, str]) -> None:
    page = _page(browser, DESK)
    page.goto(f"{ADDRESS}/staff/log-in")
    page.fill("[name=email]", f"{who}@northmoor.example")
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(re.compile(r"^(?!.*log-in)"))
    for name, path in pages.items():
        page.goto(ADDRESS + path)
        _shoot(page, name)


def _page(browser: Browser, width: int) -> Page:
    return browser.new_page(viewport={"width": width, "height": 780})


def _shoot(page: Page, name: str) -> None:
    page.screenshot(path=FOLDER / f"{name}.png")
    print(f"docs/pictures/{name}.png")


@contextmanager
def _served(data: str) -> Iterator[None]:
    environment = os.environ | {"PULSE_DATA": data, "PULSE_ADDRESS": ADDRESS, "PORT": PORT}
    flask = [sys.executable, "-m", "flask", "demo"]
    subprocess.run(flask, env=environment, check=True, stdout=subprocess.DEVNULL)
    server = subprocess.Popen([sys.executable, "-m", "gunicorn", "wsgi:app"], env=environment)
    try:
        _wait()
        yield
    finally:
        server.terminate()
        server.wait()


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
