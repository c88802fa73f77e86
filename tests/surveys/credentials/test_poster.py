"""The union's poster: one page that says what to compare, with what, and what to do."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from surveys import canonical
from surveys.credentials import key_document, poster
from tests.surveys.responses import rounds

READING_KEY = b"\x04" + bytes(64)


def document(*, reading_key: bytes | None = None) -> bytes:
    return canonical.dumps(
        key_document.document(
            rounds.make_wave(),
            rounds.make_blocks(),
            b"\x04" + bytes(64),
            reading_key=reading_key,
        )
    )


def words(content: bytes) -> str:
    made = poster.pdf(
        content, organisation={"en": "Anyshire Council"}, address="https://pulse.example.org"
    )
    pages = PdfReader(BytesIO(made)).pages
    assert len(pages) == 1
    return " ".join(pages[0].extract_text().split())


@pytest.mark.parametrize("reading_key", [None, READING_KEY])
def test_it_says_on_one_page_what_to_compare_and_what_to_do(reading_key: bytes | None) -> None:
    content = document(reading_key=reading_key)
    text = words(content)
    for part in (
        "Anyshire Council",
        "December 2026",
        "from 1 December 2026 to 14 December 2026",
        "11 January 2027, 09:00",
        key_document.four_words(content),
        "do not answer, and tell your union",
        "pulse.example.org/promise",
    ):
        assert part in text, part


def test_it_says_who_has_the_key() -> None:
    assert "The server holds the key" in words(document())
    assert "Three keyholders have the key" in words(document(reading_key=READING_KEY))


def test_the_longest_words_fit_on_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    longest = " ".join(sorted(key_document._words(), key=len)[-4:])
    monkeypatch.setattr(key_document, "four_words", lambda content: longest)
    assert longest in words(document())
