"""A first set-up, from an empty database to an open round with an invitation in hand: minutes, clicks, fields, step by step.

    python -m bench.first_setup [--pictures FOLDER] [--width 1280]

A real Chromium at a real website with empty databases and a mail server on this machine. Minutes are of a person who reads
every line that is new to them once at 238 words a minute and acts by the keystroke-level model (tests/browser/hand.py); seconds
are those that the pages took to come. Files of units and people lie ready; waiting for a person or a day does not count.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable
from itertools import count
from pathlib import Path

from playwright.sync_api import Page

from migrations import chain
from pulse import create_app
from surveys import clock
from tests import chromium, live_server
from tests.browser.first_setup import FirstSetup
from tests.browser.hand import Effort, Hand
from tests.pulse import mail_server

_HEAD = ("step", "pages", "clicks", "fields", "keys", "words", "seconds", "minutes")


def main() -> int:
    """Walk, and print the table."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        steps = _walked(Path(folder), options.width, options.pictures)
    print(*_lines(steps), sep="\n")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pictures", type=Path, help="a folder for a picture of every page")
    parser.add_argument("--width", type=int, default=1280)
    return parser.parse_args()


def _walked(folder: Path, width: int, pictures: Path | None) -> dict[str, Effort]:
    app = create_app({"PULSE_DATA": str(folder)})
    for name in ("people", "ballot"):
        chain.upgrade(name, getattr(app.extensions["pulse"], name))
    take = _taking(pictures) if pictures else lambda _page: None
    try:
        with (
            mail_server.running() as mail,
            live_server.serve(app) as live,
            chromium.browser() as running,
            chromium.watched(running) as new_page,
        ):
            app.config["PULSE_ADDRESS"] = live
            mail.given(app)
            office, union, worker = (Hand(new_page(width=width), live, take) for _ in range(3))
            link = FirstSetup(app, mail, office, union).walk()
            with worker.step("The worker opens the letter’s link"):
                worker.go(link)
    finally:
        clock.fix(None)
        app.extensions["pulse"].dispose()
    return office.steps | union.steps | worker.steps


def _taking(folder: Path) -> Callable[[Page], None]:
    folder.mkdir(parents=True, exist_ok=True)
    number = count(1)

    def take(page: Page) -> None:
        page.screenshot(path=folder / f"{next(number):02}.png", full_page=True)

    return take


def _lines(steps: dict[str, Effort]) -> list[str]:
    rows = [*steps.items(), ("all", sum(steps.values(), Effort()))]
    lines = [f"| {' | '.join(_HEAD)} |", "|---" * len(_HEAD) + "|"]
    for name, each in rows:
        cells = (each.pages, each.clicks, each.fields, each.keys, each.words)
        lines.append(
            f"| {name} | {' | '.join(map(str, cells))} | {each.seconds:.1f} | {each.minutes:.1f} |"
        )
    return lines


if __name__ == "__main__":
    sys.exit(main())
