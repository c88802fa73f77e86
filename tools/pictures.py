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
        _office(browser)
    with tempfile.TemporaryDirectory() as data, chromium.browser() as browser:
        _begun(browser, data)
    return 0


def _office(browser: Browser) -> None:
    """The calendar of a programme, a split that is looked at, the rules, and a job that waits."""
    page = _logged_in(browser, "office")
    page.goto(f"{ADDRESS}/office/programme/change")
    page.get_by_role("button", name="Save the programme").click()
    _shoot(page, "calendar", top="Coming")
    page.goto(f"{ADDRESS}/office/units")
    page.get_by_role("link", name="Assessment Alder Team").click()
    page.fill("[name=parts]", "A01N Alder North\nA01S Alder South")
    page.locator("form[action$=split]").get_by_role("button").click()
    page.locator("#rest").select_option(index=1)
    page.locator("[name=place]").first.select_option(index=2)
    page.get_by_role("button", name="Write this change").click()
    _shoot(page, "split", top="What this changes", height=1_000)
    page.goto(f"{ADDRESS}/rules/propose")
    page.fill("[name=threshold]", "12")
    page.get_by_label("Why").fill("The union asked for it.")
    page.get_by_role("button", name="Show what would follow").click()
    page.get_by_role("button", name="Put this before the keyholders").click()
    page.goto(f"{ADDRESS}/rules/")
    _shoot(page, "rules")
    page.goto(f"{ADDRESS}/office/jobs")
    _shoot(page, "jobs")


def _begun(browser: Browser, data: str) -> None:
    """A council that has brought its units and no more: made up, so nobody needs a second factor."""
    units = Path(data) / "units.csv"
    units.write_text("unit_id,parent_id,name\nN,,Northmoor Council\nN1,N,Duty Team\n")
    with _served(data, ("db", "upgrade"), ("groups", "import", "--yes", str(units))):
        command = ["staff", "add", "office@northmoor.example", "--name", "Ollie Office"]
        said = _flask(data, *command, "--role", "office")
        page = _logged_in(browser, "office", password=said.split()[-1])
        page.goto(f"{ADDRESS}/office/")
        _shoot(page, "setting-up")


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


def _logged_in(browser: Browser, who: str, password: str = PASSWORD) -> Page:
    page = _page(browser, DESK)
    page.goto(f"{ADDRESS}/staff/log-in")
    page.fill("[name=email]", f"{who}@northmoor.example")
    page.fill("[name=password]", password)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(re.compile(r"^(?!.*log-in)"))
    return page


def _page(browser: Browser, width: int) -> Page:
    return browser.new_page(viewport={"width": width, "height": 780})


def _shoot(page: Page, name: str, *, top: str = "", height: int = 780) -> None:
    """``top``: words of the heading that the picture begins with."""
    page.set_viewport_size(
        {"width": (page.viewport_size or {"width": DESK})["width"], "height": height}
    )
    if top:
        page.locator("caption, h2", has_text=top).first.evaluate("each => each.scrollIntoView()")
    page.screenshot(path=FOLDER / f"{name}.png")
    print(f"docs/pictures/{name}.png")


@contextmanager
def _served(data: str, *made_by: tuple[str, ...]) -> Iterator[None]:
    for words in made_by or (("demo",),):
        _flask(data, *words)
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


def _flask(data: str, *words: str) -> str:
    """What it printed."""
    command = [sys.executable, "-m", "flask", *words]
    return subprocess.run(
        command, env=_environment(data), check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def _environment(data: str) -> dict[str, str]:
    own = {"PULSE_DATA": data, "PULSE_ADDRESS": ADDRESS, "PORT": PORT, "PULSE_DEMONSTRATION": "1"}
    return os.environ | own


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
