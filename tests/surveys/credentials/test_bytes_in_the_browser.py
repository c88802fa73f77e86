"""assets/ballot/bytes.js in Chromium: bytes are written as Python writes them, and have one spelling."""

import base64
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Error

from tests.surveys.responses.browser_modules import Modules, imported

pytestmark = pytest.mark.browser

SAMPLES = [b"", b"\0", b"\0\1", b"\xff\xfe\xfd", bytes(range(256)), bytes(300)]


@pytest.fixture(scope="module")
def modules(chromium: Browser) -> Iterator[Modules]:
    with imported(chromium) as ready:
        yield ready


def base64url(sample: bytes) -> str:
    return base64.urlsafe_b64encode(sample).decode().rstrip("=")


def test_bytes_are_written_as_python_writes_them(modules: Modules) -> None:
    written = modules.run(
        """
        const { fromHex, toHex, toBase64url, fromBase64url, toNumber, fromNumber } = ballot
        return given.map(fromHex).map(bytes => [
          toHex(bytes),
          toBase64url(bytes),
          toHex(fromBase64url(toBase64url(bytes))),
          toNumber(bytes).toString(),
          toHex(fromNumber(toNumber(bytes), bytes.length + 2)),
        ])
        """,
        [sample.hex() for sample in SAMPLES],
    )
    assert written == [
        [
            sample.hex(),
            base64url(sample),
            sample.hex(),
            str(int.from_bytes(sample, "big")),
            "0000" + sample.hex(),
        ]
        for sample in SAMPLES
    ]


@pytest.mark.parametrize("text", ["0", "0g", "0x00", " 00", "00 ", "٠٠"])
def test_what_is_not_hexadecimal_is_refused(modules: Modules, text: str) -> None:
    with pytest.raises(Error, match="not hexadecimal"):
        modules.run("return ballot.fromHex(given).length", text)


@pytest.mark.parametrize("text", ["AA==", "AB", "A+", "A/", " AA", "AAB"])
def test_bytes_have_one_spelling_in_base64url(modules: Modules, text: str) -> None:
    with pytest.raises(Error, match="not base64url"):
        modules.run("return ballot.fromBase64url(given).length", text)


@pytest.mark.parametrize("number", ["256n", "-1n"])
def test_a_number_that_does_not_fit_is_refused(modules: Modules, number: str) -> None:
    with pytest.raises(Error, match="too large"):
        modules.run(f"return ballot.fromNumber({number}, 1).length")


def test_bytes_are_joined_and_compared(modules: Modules) -> None:
    assert modules.run(
        """
        const { concat, equal } = ballot
        const [one, other] = [Uint8Array.of(1, 2), Uint8Array.of(3)]
        return [
          Array.from(concat(one, other, new Uint8Array(0))),
          equal(one, Uint8Array.of(1, 2)),
          equal(one, Uint8Array.of(1, 3)),
          equal(one, other),
        ]
        """
    ) == [[1, 2, 3], True, False, False]
