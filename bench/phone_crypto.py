"""What a phone computes: milliseconds of the ballot's cryptography in Chromium, at full speed and slowed down six times.

``python -m bench.phone_crypto``. A step is done once to warm up and then RUNS times; median, and the slowest in brackets.
The server's answer between the two steps of a credential is made beforehand: neither a network nor Python is in the figures.
Slowing down holds back scripts: BigInt and packing. What WebCrypto does, it does on threads that are not slowed: the last row is
such work alone, and where its two figures are alike, a phone's share of the others is larger than the right column says.
"""

from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, Route

from surveys.credentials import blind
from surveys.responses import seal
from tests import chromium

RUNS = 40
SLOWED = (1, 6)
NAMES = 24  # characters
ASSETS = Path(__file__).resolve().parent.parent / "assets"
ORIGIN = "http://localhost/"
MODULES = ("bytes", "blind", "pack", "seal", "envelope")
#: JavaScript. ``ballot`` has what the modules export; ``state`` is what `_ready` left there.
STEPS = {
    "prepare and blind": "await ballot.blind(state.modulus, ballot.prepare())",
    "finalize": "await ballot.finalize(state.modulus, state.prepared, state.signed, state.inverse)",
    "pack": "ballot.pack(state.answers, state.comments)",
    "pack, seal, envelope": """
    const sealed = await ballot.seal(state.sealingKey, '2026-11', 'north', ballot.pack(state.answers, state.comments))
    ballot.withCredential(state.credential, sealed)""",
    # Long enough that going there and back is little of it.
    "WebCrypto alone: PBKDF2": """
    const key = await crypto.subtle.importKey('raw', new Uint8Array(32), 'PBKDF2', false, ['deriveBits'])
    const much = { name: 'PBKDF2', hash: 'SHA-256', salt: new Uint8Array(16), iterations: 50000 }
    await crypto.subtle.deriveBits(much, key, 256)""",
}
#: A full form: thirty answers, two comments of 1,000 characters.
ANSWERS = {f"question_{number}": "disagree" for number in range(30)}
COMMENTS = [
    {"item": item, "reader": "union", "text": "Too many forms. " * 62} for item in ("why", "what")
]
READY = """
async ([names, modulus, sealingKey, answers, comments]) => {
  window.ballot = Object.assign({}, ...await Promise.all(names.map(name => import(`/ballot/${name}.js`))))
  const prepared = ballot.prepare()
  const blinded = await ballot.blind(ballot.fromHex(modulus), prepared)
  const credential = { wave: '2026-11', block: 'north', prepared, signature: new Uint8Array(384) }
  const filled = { sealingKey: ballot.fromHex(sealingKey), answers, comments, credential }
  window.state = { modulus: ballot.fromHex(modulus), prepared, ...blinded, ...filled }
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
    print(f"{'':{NAMES}}" + "".join(f"{f'{slowed}x':>16}" for slowed in SLOWED))
    with chromium.browser() as browser:
        page = _ready(browser, key)
        found = [_times(page, slowed) for slowed in SLOWED]
    for name in STEPS:
        print(f"{name:{NAMES}}" + "".join(_shown(times[name]) for times in found))


def _ready(browser: Browser, key: blind.PrivateKey) -> Page:
    page = browser.new_page()
    page.route(f"{ORIGIN}**", _serve)
    page.goto(ORIGIN)
    keys = [blind.public_part(key), seal.public_part(seal.load_key(seal.new_key()))]
    blinded = page.evaluate(READY, [MODULES, *(one.hex() for one in keys), ANSWERS, COMMENTS])
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
