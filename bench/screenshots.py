"""Screenshots of the main pages as people see them: on a phone (360) and on a desk (1280)."""

import shutil
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from bench.office import Staff

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")
WIDTHS = (360, 1280)
#: Role (none: everybody), page, name of the file.
PAGES = (
    ("", "/", "home"),
    ("", "/results", "results"),
    ("director", "/director", "director"),
    ("director", "/director/trends", "director-trends"),
    ("director", "/director/map", "director-map"),
    ("director", "/director/answers", "director-answers"),
    ("director", "/director/themes", "director-themes"),
    ("director", "/director/comments", "director-comments"),
    ("union", "/stewards", "stewards"),
    ("union", "/stewards/comments", "stewards-comments"),
    ("office", "/office", "office"),
)


def take(port: int, staff: Staff, folder: Path) -> None:
    """Every page at every width, into this folder."""
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        print("No pictures: there is no Chromium on this machine.")
        return
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        for role, path, name in PAGES:
            cookies = staff.enter(port, role).cookies if role else {}
            for width in WIDTHS:
                file = folder / f"{name}-{width}.png"
                _picture(browser, f"http://localhost:{port}{path}", cookies, file=file, width=width)
        browser.close()
    print(f"{len(PAGES) * len(WIDTHS)} pictures in {folder}")


def _picture(
    browser: Browser, address: str, cookies: dict[str, str], *, file: Path, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    for name, value in cookies.items():
        context.add_cookies([{"name": name, "value": value, "url": address}])
    page = context.new_page()
    page.goto(address)
    wide = page.evaluate("document.documentElement.scrollWidth")
    if wide > width:
        print(f"✗ {address} is {wide} pixels wide on a screen of {width}")
    page.screenshot(path=file, full_page=True)
    context.close()
