"""Slips and the poster in Welsh and English: both on the same paper, nobody's language on any of it."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from pulse import catalogue
from surveys import canonical
from surveys.credentials import key_document, poster, sheet
from tests.surveys.responses import rounds

CODES = {"north": tuple(f"N000-0000-0000-{n:04}" for n in range(13))}
NAMES = {"en": "Anyshire Council", "cy": "Cyngor Anyshire"}
ADDRESS = "https://pulse.example.org"


@pytest.fixture(scope="module")
def document() -> bytes:
    blocks = rounds.make_blocks({"north": 13})
    return canonical.dumps(key_document.document(rounds.make_wave(), blocks, b"\x04" + bytes(64)))


def pages(content: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages]


@pytest.mark.parametrize(("large", "a_page"), [(False, [12, 1]), (True, [2, 2, 2, 2, 2, 2, 1])])
def test_every_slip_speaks_both(document: bytes, large: bool, a_page: list[int]) -> None:
    found = pages(
        sheet.pdf(
            document,
            CODES,
            organisation=NAMES,
            address=ADDRESS,
            languages=(catalogue.welsh(), None),
            large=large,
        )
    )
    welsh, english, *slips = found
    assert "Slipiau ar gyfer" in welsh
    assert "Slips for" in english
    for part in (
        "Tynnwch un slip.",
        "Draw one slip.",
        "Rhagfyr 2026: gallwch ateb tan 14 Rhagfyr 2026.",
        "December 2026: answer until 14 December 2026.",
        "Cyngor Anyshire / Anyshire Council",
        f"Pedwar gair / Four words: {key_document.four_words(document)}",
    ):
        assert [page.count(part) for page in slips] == a_page, part
    assert all(" ".join(slips).count(code) == 1 for code in CODES["north"])


def test_the_poster_has_a_page_in_each(document: bytes) -> None:
    made = poster.pdf(
        document, organisation=NAMES, address=ADDRESS, languages=(catalogue.welsh(), None)
    )
    welsh, english = pages(made)
    words = key_document.four_words(document)
    assert "Cyngor Anyshire" in welsh
    assert "Anyshire Council" in english
    assert words in welsh
    assert words in english
