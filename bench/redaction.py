"""Redaction in the browser beside the server's: do they agree, how long does a comment take, what does the lexicon weigh.

``python -m bench.redaction [FILE.jsonl]``. FILE holds a line a comment: {"text"}; without one, the comments beside the project
are used when they are there, and composed ones always. Milliseconds in Chromium at full speed and slowed down six times;
"cold" is on a page that was just opened, as a worker's is. Ends with 1 when any comment comes out otherwise.
"""

import argparse
import gzip
import json
import sys
import time
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page, Route

from surveys.comments.lexicon_file import browser_lexicon
from surveys.comments.redact import redact
from tests import chromium
from tests.surveys.comments.composed_comments import comments

ASSETS = Path(__file__).resolve().parent.parent / "assets"
ORIGIN = "http://localhost/"
IMPORTED = "async () => { window.ballot = { ...await import('/ballot/lexicon.js'), ...await import('/ballot/redact.js') } }"
BESIDE = Path(__file__).resolve().parents[2] / "shared" / "data" / "comments_dev.jsonl"
COMPOSED = 3000
SLOWED = (1, 6)
RUNS = 7
LONGEST = 1000  # characters that a comment may have
COMPARED = """
given => {
  const lexicon = ballot.read(given.lexicon)
  return JSON.stringify(given.texts.map(text => ballot.redact(text, lexicon)))
}
"""
TIMED = """
given => {
  const times = []
  const timed = work => {
    const start = performance.now()
    work()
    times.push(performance.now() - start)
  }
  timed(() => { ballot.lexicon = ballot.read(given.lexicon) })
  timed(() => ballot.redact(given.longest, ballot.lexicon))
  for (let run = 0; run < 20; run++) given.texts.forEach(text => ballot.redact(text, ballot.lexicon))
  timed(() => given.texts.forEach(text => ballot.redact(text, ballot.lexicon)))
  timed(() => ballot.redact(given.longest, ballot.lexicon))
  return times
}
"""


def main() -> int:
    """Measure, compare and print."""
    texts = _texts(_options().file)
    packed = browser_lexicon()
    print(f"lexicon: {len(packed):,} bytes, {len(gzip.compress(packed, 9)):,} with gzip -9")
    with chromium.browser() as browser:
        differing = _compare(browser, [*texts, *comments(seed=6, count=COMPOSED)])
        texts = texts or [text[:LONGEST] for text in comments(seed=7, count=100)]
        longest = " ".join(texts)[:LONGEST]
        _print_server(texts, longest)
        for slowed in SLOWED:
            _print_browser(browser, slowed, {"texts": texts, "longest": longest})
    return 1 if differing else 0


def _compare(browser: Browser, texts: list[str]) -> int:
    there = json.loads(_run(browser, 1, COMPARED, {"texts": texts}))
    here = [redact(text) for text in texts]
    differing = sum(
        (one.text, list(one.marks)) != (other["text"], other["marks"])
        for one, other in zip(here, there, strict=True)
    )
    print(f"{len(texts):,} comments, {differing} redacted otherwise in the browser")
    return differing


def _print_server(texts: list[str], longest: str) -> None:
    each, long = [], []
    for _ in range(RUNS):
        start = time.perf_counter()
        for text in texts:
            redact(text)
        middle = time.perf_counter()
        redact(longest)
        each.append((middle - start) / len(texts))
        long.append(time.perf_counter() - middle)
    print(
        f"server: {1000 * median(each):.2f} ms a comment, {1000 * median(long):.2f} for {LONGEST} characters"
    )


def _print_browser(browser: Browser, slowed: int, given: dict[str, Any]) -> None:
    runs = [_run(browser, slowed, TIMED, given) for _ in range(RUNS)]
    read, cold, each, long = (median(times) for times in zip(*runs, strict=True))
    print(
        f"browser, {slowed}x: lexicon read in {read:.0f} ms; {LONGEST} characters {cold:.1f} ms cold,"
        f" {long:.1f} warm; {each / len(given['texts']):.2f} ms a comment"
    )


def _run(browser: Browser, slowed: int, script: str, given: dict[str, Any]) -> Any:
    """What a script says on a page that was just opened."""
    page = _opened(browser)
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": slowed})
    said = page.evaluate(script, given | {"lexicon": browser_lexicon().decode()})
    page.close()
    return said


def _opened(browser: Browser) -> Page:
    page = browser.new_page()
    page.route(f"{ORIGIN}**", _serve)
    page.goto(ORIGIN)
    page.evaluate(IMPORTED)
    return page


def _serve(route: Route) -> None:
    path = route.request.url.removeprefix(ORIGIN)
    if path:
        route.fulfill(body=(ASSETS / path).read_text(), content_type="text/javascript")
    else:
        route.fulfill(body="<!doctype html><title>Stage</title>", content_type="text/html")


def _texts(file: Path | None) -> list[str]:
    if file is None and not BESIDE.exists():
        return []
    with (file or BESIDE).open(encoding="utf-8") as lines:
        return [str(json.loads(line)["text"]) for line in lines]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file", nargs="?", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
