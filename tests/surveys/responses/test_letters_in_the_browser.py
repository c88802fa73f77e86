"""White space and accents are the same to the browser as to the server, character by character."""

import hashlib
from collections.abc import Iterator
from itertools import groupby
from unicodedata import category, normalize

import pytest
from playwright.sync_api import Browser

from tests.surveys.responses.browser_modules import Modules, imported

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def modules(chromium: Browser) -> Iterator[Modules]:
    with imported(chromium, "pack") as page:
        yield page


def test_white_space_is_what_python_strips(modules: Modules) -> None:
    found = modules.run(
        """
        const space = []
        for (let code = 0; code < 0x110000; code++) {
          if (ballot.strip(String.fromCodePoint(code)) === '') space.push(code)
        }
        return space
        """
    )
    assert found == [code for code in range(0x110000) if not chr(code).strip()]


def test_accents_are_composed_as_python_does(modules: Modules) -> None:
    """Every character that Python knows, with two accents. A browser may know more, added since."""
    digests = modules.run(
        """
        const digests = []
        for (const [start, end] of given) {
          let text = ''
          for (let code = start; code < end; code++) text += `${String.fromCodePoint(code)}\u0301\u0323|`
          const bytes = new TextEncoder().encode(text.normalize('NFC'))
          digests.push(ballot.toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))))
        }
        return digests
        """,
        runs := list(_known()),
    )
    differing = [
        (hex(start), hex(end))
        for (start, end), digest in zip(runs, digests, strict=True)
        if hashlib.sha256(_accented(start, end)).hexdigest() != digest
    ]
    assert differing == []


def _known() -> Iterator[tuple[int, int]]:
    """The runs of assigned characters, from and to (exclusive); no halves, nothing for private use."""
    known = (code for code in range(0x30000) if category(chr(code)) not in {"Cn", "Cs", "Co"})
    for _, run in groupby(enumerate(known), lambda numbered: numbered[1] - numbered[0]):
        codes = [code for _, code in run]
        yield codes[0], codes[-1] + 1


def _accented(start: int, end: int) -> bytes:
    text = "".join(f"{chr(code)}\u0301\u0323|" for code in range(start, end))
    return normalize("NFC", text).encode()
