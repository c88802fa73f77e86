"""What a phone computes: milliseconds of the ballot's cryptography in Chromium, at full speed and slowed down six times.

``python -m bench.phone_crypto``. A step is done once to warm up and then RUNS times; median, and the slowest in brackets.
The server's answer between the two steps of a credential is made beforehand: neither a network nor Python is in the figures.
"""

from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, Route

from surveys.credentials import blind
from tests import chromium

RUNS = 40
SLOWED = (1, 6)
ASSETS = Path(__file__).resolve().parent.parent / "assets"
ORIGIN = "http://localhost/"
MODULES = ("bytes", "blind")
#: JavaScript. ``ballot`` has what the modules export; ``state`` is what `_ready` left there.
STEPS = {
    "prepare and blind": "await ballot.blind(state.modulus, ballot.prepare())",
    "finalize": "await ballot.finalize(state.modulus, state.prepared, state.signed, state.inverse)",
}
READY = """
async ([names, modulus]) => {
  window.ballot = Object.assign({}, ...await Promise.all(names.map(name => import(`/ballot/${name}.js`))))
  const prepared = ballot.prepare()
  const blinded = await ballot.blind(ballot.fromHex(modulus), prepared)
  window.state = { modulus: ballot.fromHex(modulus), prepared, ...blinded }
  return ballot.toHex(state.blinded)
}
"""
TIMED = """
async runs => {
  const times = []
  for (let run = 0; run <= runs; run++) {
    const start = performance.now()
    STEP
    times.push(performance.now() - start)
  }
  return times.slice(1)
}
"""


def main() -> None:
    """Measure and print."""
    key = blind.load_key(blind.new_key())
    print(f"milliseconds: median of {RUNS} (slowest)")
    print(f"{'':20}" + "".join(f"{f'{slowed}x':>16}" for slowed in SLOWED))
    with chromium.browser() as browser:
        page = _ready(browser, key)
        found = [_times(page, slowed) for slowed in SLOWED]
    for name in STEPS:
        print(f"{name:20}" + "".join(_shown(times[name]) for times in found))


def _ready(browser: Browser, key: blind.PrivateKey) -> Page:
    page = browser.new_page()
    page.route(f"{ORIGIN}**", _serve)
    page.goto(ORIGIN)
    blinded = page.evaluate(READY, [MODULES, blind.public_part(key).hex()])
    signed = blind.sign(key, bytes.fromhex(blinded)).hex()
    page.evaluate("signed => { state.signed = ballot.fromHex(signed) }", signed)
    return page


def _serve(route: Route) -> None:
    path = route.request.url.removeprefix(ORIGIN)
    if path:
        route.fulfill(body=(ASSETS / path).read_text(), content_type="text/javascript")
    else:
        route.fulfill(body="<!doctype html><title>Stage</title>", content_type="text/html")


def _times(page: Page, slowed: int) -> dict[str, list[float]]:
    """Step -> how long each run took."""
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": slowed})
    found = {name: page.evaluate(TIMED.replace("STEP", step), RUNS) for name, step in STEPS.items()}
    session.detach()
    return found


def _shown(times: list[float]) -> str:
    return f"{f'{median(times):.1f} ({max(times):.1f})':>16}"


if __name__ == "__main__":
    main()
