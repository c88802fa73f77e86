"""What the first visit weighs: bytes, requests, and the first paint on a slow phone, from a slip or a link to the questions.

``python -m bench.first_visit``. Bytes are those on the wire (compressed, headers included); slow 3G is 400 kbit/s down and up
with 400 ms a round trip, the processor four times slower, nothing cached. Goals: by slip 60 kB, 6 requests, 3 s; by
link, with the client and the key document of 60 blocks, 90 kB; the lists that cover names come when a comment box is
first touched, at most 150 kB.
"""

import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, CDPSession

from bench import servers
from tests import chromium

MOST_BYTES, MOST_REQUESTS, MOST_SECONDS = 60_000, 6, 3.0
MOST_BY_LINK, MOST_LISTS = 90_000, 150_000
SLOW_3G = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 400_000 / 8,
    "uploadThroughput": 400_000 / 8,
}
RUNS = 5
PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"


@dataclass
class Visit:
    """What one visit fetched, address by address."""

    weights: dict[str, float] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)

    def listen(self, session: CDPSession) -> None:
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.loadingFinished", self._came)

    def show(self) -> None:
        """Each thing fetched, and its weight."""
        for what, weight in self.weights.items():
            print(f"  {weight:8,.0f} bytes  {what.split('#')[0]}")

    def _asked(self, event: dict[str, dict[str, str]]) -> None:
        self._names[str(event["requestId"])] = (
            f"{event['request']['method']} {event['request']['url']}"
        )

    def _came(self, event: dict[str, float]) -> None:
        name = self._names.get(str(event["requestId"]), "?")
        self.weights[name] = self.weights.get(name, 0) + event["encodedDataLength"]


def main() -> None:
    """Measure and print."""
    with (
        tempfile.TemporaryDirectory(prefix="pulse-bench-") as name,
        servers.pulse(Path(name), 2 * RUNS, links=2) as pulse,
        chromium.browser() as browser,
    ):
        address = f"http://127.0.0.1:{pulse.port}/answer"
        for code in pulse.round.codes[:2]:  # the first fills the server's frames
            visit, _ = _weigh(browser, f"{address}#{code}", "Continue")
        visit.show()
        total, requests = sum(visit.weights.values()), len(visit.weights)
        _verdict("first visit, code page and questions", total / 1000, MOST_BYTES / 1000, "kB")
        _verdict("requests", requests, MOST_REQUESTS, "")
        for link in pulse.round.links["north"]:
            by_link, lists = _weigh(browser, f"http://127.0.0.1:{pulse.port}/i#{link}", "Start")
        by_link.show()
        whole = sum(by_link.weights.values())
        _verdict("first visit by link, to the questions", whole / 1000, MOST_BY_LINK / 1000, "kB")
        _verdict("lists that cover names", lists / 1000, MOST_LISTS / 1000, "kB")
        paints = [_paint(browser, f"{address}#{code}") for code in pulse.round.codes[2 : 2 + RUNS]]
        _verdict("first paint, slow 3G, 4x slower processor", median(paints), MOST_SECONDS, "s")


def _weigh(browser: Browser, address: str, button: str) -> tuple[Visit, float]:
    """Up to the questions; and what comes when a comment box is touched."""
    visit = Visit()
    page = browser.new_page(viewport={"width": 360, "height": 800})
    visit.listen(page.context.new_cdp_session(page))
    page.goto(address, wait_until="networkidle")
    page.get_by_role("button", name=button).click()
    page.wait_for_selector("textarea")
    page.wait_for_load_state("networkidle")
    before = sum(visit.weights.values())
    counted = Visit(dict(visit.weights))
    page.locator("textarea").first.focus()
    page.wait_for_timeout(1500)
    page.close()
    return counted, sum(visit.weights.values()) - before


def _paint(browser: Browser, address: str) -> float:
    """Seconds until the first text is on the screen."""
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    _slow_down(context.new_cdp_session(page))
    page.goto(address, wait_until="load")
    while (took := page.evaluate(PAINT)) is None:
        page.wait_for_timeout(100)
    context.close()
    return float(took) / 1000


def _slow_down(session: CDPSession) -> None:
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW_3G)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})


def _verdict(what: str, value: float, most: float, unit: str) -> None:
    print(f"{what}: {value:.1f} {unit} (goal {most:g}: {'met' if value <= most else 'missed'})")


if __name__ == "__main__":
    main()
