from collections.abc import Mapping
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from surveys import canonical, clock
from surveys.credentials import key_document, sheet, slips, typeset

HEADS = {"north": 30, "south": 8}
CODES = {
    block: tuple(f"{block[:1].upper()}000-0000-0000-{n:04}".replace("S", "5") for n in range(count))
    for block, count in HEADS.items()
}


@pytest.fixture(scope="module")
def document() -> bytes:
    from tests.surveys.responses import rounds

    blocks = rounds.make_blocks(HEADS)
    return canonical.dumps(key_document.document(rounds.make_wave(), blocks, b"\x04" + bytes(64)))


@pytest.fixture(scope="module")
def pdf(document: bytes) -> PdfReader:
    with clock.at(date(2026, 11, 30), 13):
        return PdfReader(BytesIO(make(document, CODES)))


def make(document: bytes, codes: Mapping[str, tuple[str, ...]]) -> bytes:
    return sheet.pdf(
        document,
        codes,
        organisation={"en": "Anyshire Council"},
        address="https://pulse.example.org",
    )


def words(pdf: PdfReader, *pages: int) -> str:
    return " ".join(" ".join(pdf.pages[page].extract_text() for page in pages).split())


def test_there_are_24_slips_a_page_and_a_cover_a_block(pdf: PdfReader) -> None:
    found = [words(pdf, page).count("Four words") for page in range(len(pdf.pages))]
    assert found == [0, 24, 6, 0, 8]


def test_every_code_can_be_read_once(pdf: PdfReader) -> None:
    text = words(pdf, 1, 2, 4)
    assert all(text.count(code) == 1 for codes in CODES.values() for code in codes)


def test_a_slip_says_what_a_person_needs(pdf: PdfReader, document: bytes) -> None:
    text = words(pdf, 4)
    for part in (
        "Anyshire Council",
        "Draw one slip. Nobody knows which slip you drew.",
        "pulse.example.org/answer",
        "December 2026: answer until 14 December 2026.",
        key_document.four_words(document),
    ):
        assert text.count(part) == 8, part


def test_the_cover_names_the_block_and_how_to_hand_slips_out(pdf: PdfReader) -> None:
    text = words(pdf, 0)
    assert "Slips for Team north" in text
    assert "next pages: 30" in text
    assert "hat" in text


def test_slips_are_not_in_the_order_of_the_list(pdf: PdfReader) -> None:
    text = words(pdf, 1, 2)
    printed = sorted(CODES["north"], key=text.index)
    assert printed != sorted(printed)


def test_the_file_names_nobody_and_nothing_finer_than_a_day(pdf: PdfReader) -> None:
    assert pdf.metadata is not None
    assert pdf.metadata.author is None
    assert pdf.metadata["/CreationDate"] == pdf.metadata["/ModDate"] == "D:20261130000000Z"
    assert pdf.trailer["/Root"]["/Lang"] == "en-GB"


def test_the_square_is_a_link_with_the_bare_code(
    document: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    links = []
    monkeypatch.setattr(
        typeset,
        "qr",
        lambda link: (
            links.append(link) or "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>"
        ),
    )
    make(document, {"south": CODES["south"][:1]})
    bare = slips.normalise(CODES["south"][0])
    assert links == [f"https://pulse.example.org/answer#{bare}"]


def test_a_block_nobody_knows_is_not_printed(document: bytes) -> None:
    with pytest.raises(KeyError):
        make(document, {"west": ()})
