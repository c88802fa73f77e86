"""The worker's road in Firefox and in WebKit: ``python -m bench.browsers``.

Each that is installed walks the road of `road.py` against a website of its own, and runs the tests of the ballot's modules.
Debian has both: ``apt-get install firefox-esr webkit2gtk-driver xvfb``. Ends with 1 when anything failed, and with 2 when
neither browser is there.
"""

import sys
import tempfile
import traceback
from pathlib import Path
from types import ModuleType

from playwright.sync_api import Error

from bench import browser_modules, house, marionette, webkit
from bench.road import ROAD, Scenario, Visit
from tests import databases

BROWSERS: tuple[ModuleType, ...] = (marionette, webkit)


def main() -> int:
    """Walk, check and print."""
    with tempfile.TemporaryDirectory() as made, databases.sqlite(Path(made)) as maker:
        found = [_walk(browser, Path(made), maker) for browser in BROWSERS]
    failures = [failed for failed in found if failed is not None]
    if not failures:
        return 2
    return 1 if any(failures) else 0


def _walk(browser: ModuleType, folder: Path, maker: databases.Maker) -> int | None:
    """How many failed; None where the browser is not installed."""
    if not browser.is_there():
        print(f"\n{browser.NAME}: not run, because it is not installed ({browser.INSTALL})")
        return None
    with browser.visit() as tab:
        print(f"\n{browser.NAME} {tab.version}", flush=True)
    failed = 0
    for scenario in ROAD:
        trouble = _try(scenario, browser.visit, folder, maker)
        failed += bool(trouble)
        print(_line(trouble, (scenario.__doc__ or scenario.__name__).splitlines()[0]), flush=True)
    modules = browser_modules.run(browser.visit)
    words = f"The ballot's modules: {modules.passed} tests passed, {len(modules.failed)} failed."
    print(_line("\n    ".join(modules.failed), words))
    return failed + len(modules.failed)


def _try(scenario: Scenario, visit: Visit, folder: Path, maker: databases.Maker) -> str:
    """What went wrong, in words; nothing when nothing did."""
    try:
        with (
            tempfile.TemporaryDirectory(dir=folder) as data,
            house.opened(Path(data), maker) as opened,
        ):
            scenario(opened, visit)
    except (AssertionError, Error) as wrong:
        place = traceback.extract_tb(wrong.__traceback__)[-1]
        return str(wrong) or f"not so: {place.line}"
    return ""


def _line(trouble: str, words: str) -> str:
    return f"  FAILED  {words}\n    {trouble}" if trouble else f"  passed  {words}"


if __name__ == "__main__":
    sys.exit(main())
