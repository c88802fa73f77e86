"""A CSV file gives every text back, and no spreadsheet calculates any of it."""

import csv
import io
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from surveys.exports import sheet

UNSAFE = "=+-@\t\r＝＋－＠"
NAUGHTY = st.text(st.sampled_from("=+-@'＝＠\t\r\n ,;\"\u200b\ufeffaé\x00🙂"))


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def given_back(cell: str) -> str:
    """What a reader does with an apostrophe, as the codebook says."""
    return cell[1:] if cell.startswith("'") and sheet.safe(cell[1:]) == cell else cell


@given(st.lists(st.tuples(st.text() | NAUGHTY, st.text() | NAUGHTY)))
@example([("'=1", "''"), ("\x00", "\r\n")])
def test_any_text_is_given_back(rows: list[tuple[str, str]]) -> None:
    header, *found = read(sheet.table(("a", "b"), rows))
    assert header == ["a", "b"]
    assert [tuple(map(given_back, row)) for row in found] == rows


@given(st.text() | NAUGHTY)
@example("-7")
@example("-7+1")
def test_no_cell_is_a_formula(text: str) -> None:
    cell = sheet.safe(text)
    assert cell[:1] not in UNSAFE or cell == "" or re.fullmatch("-[0-9]+", cell, re.ASCII)
    if cell[:1] == "-":
        return  # a number alone
    # Nor is one where a program drops white space and signs that nobody sees.
    assert re.sub(r"^[\s\u200b\ufeff]+", "", cell)[:1] not in tuple(UNSAFE)


@pytest.mark.parametrize("first", UNSAFE)
def test_what_a_spreadsheet_would_calculate_gets_an_apostrophe(first: str) -> None:
    assert sheet.safe(f"{first}cmd|' /C calc'!A0") == f"'{first}cmd|' /C calc'!A0"


@pytest.mark.parametrize(
    "text", ["", "Too many forms", "'quoted' word", "1 = 2", "£5", "3-4 visits", "-7", "-100"]
)
def test_what_is_no_formula_stays_as_it_is(text: str) -> None:
    assert sheet.safe(text) == text


def test_the_file_opens_as_utf_8_and_every_cell_is_quoted() -> None:
    content = sheet.table(("a", "b"), [("Siân", "two\nlines")])
    assert content == b'\xef\xbb\xbf"a","b"\r\n"Si\xc3\xa2n","two\nlines"\r\n'
