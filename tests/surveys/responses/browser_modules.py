"""The ballot's modules as a browser reads them: served to a page of Chromium from their source."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Route

from tests import chromium

ASSETS = Path(__file__).resolve().parents[3] / "assets"
#: localhost is a secure context, without which a browser has no WebCrypto; nothing listens there
ORIGIN = "http://localhost/"


class Modules:
    """A page that has imported modules of assets/ballot. Everything they export stands in ``ballot``."""

    def __init__(self, page: Any) -> None:
        self._page = page

    def run(self, body: str, given: object = None) -> Any:
        """What an async function of ``given`` returns. JSON both ways, so that lone surrogates get there."""
        wrapped = f"async (text) => {{ const given = JSON.parse(text)\n{body} }}"
        return self._page.evaluate(wrapped, json.dumps(given))


@contextmanager
def imported(browser: Browser, *names: str) -> Iterator[Modules]:
    """A page with these modules and bytes.js; a script error in it fails the test."""
    with chromium.watched(browser) as open_page:
        page = open_page()
        page.route(f"{ORIGIN}**", _serve)
        page.goto(ORIGIN)
        wanted = ", ".join(f"await import('/ballot/{name}.js')" for name in ("bytes", *names))
        page.evaluate(f"async () => {{ window.ballot = Object.assign({{}}, {wanted}) }}")
        yield Modules(page)


def _serve(route: Route) -> None:
    path = route.request.url.removeprefix(ORIGIN)
    if path:
        source = (ASSETS / path).read_text(encoding="utf-8")
        route.fulfill(body=source, content_type="text/javascript; charset=utf-8")
    else:
        route.fulfill(body="<!doctype html><title>Stage</title>", content_type="text/html")
