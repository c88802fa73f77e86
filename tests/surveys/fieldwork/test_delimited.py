"""Files as offices save them are read without losing a letter or a line."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.fieldwork import delimited
from surveys.fieldwork.delimited import Unreadable

NAMES = {"name": ("name", "full name"), "team": ("team",)}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_odd_letters_survive_every_usual_encoding(encoding: str) -> None:
    assert delimited.decode("Siân O’Brien".encode(encoding))[0] == "Siân O’Brien"


def test_letters_that_were_spoilt_before_are_kept_as_they_are() -> None:
    assert delimited.decode("SiÃ¢n".encode())[0] == "SiÃ¢n"
    assert delimited.decode(b"Jos\x81")[0] == "Jos\x81"


@pytest.mark.parametrize("content", [b"PK\x03\x04rest", b"\xd0\xcf\x11\xe0rest", b"a\x00b", b""])
def test_what_is_no_text_is_refused_with_what_to_do(content: bytes) -> None:
    with pytest.raises(Unreadable, match=r"CSV|Export"):
        delimited.rows(delimited.decode(content)[0])


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_separator_is_found(delimiter: str) -> None:
    text = "\n".join(delimiter.join(row) for row in (["Name", "Team"], ["A, B", "C"], ["D", "E"]))
    if delimiter == ",":
        text = 'Name,Team\n"A, B",C\nD,E'
    found, rows = delimited.rows(text)
    assert found == delimiter
    assert rows[1].cells == ("A, B", "C")


@pytest.mark.parametrize(
    ("text", "delimiter", "second"),
    [
        ("name;team\nA, B, C;x, y\nD, E, F;z, z\n", ";", ("A, B, C", "x, y")),
        ("Name\nA;B\nC;D\n", ",", ("A;B",)),
        ('Name\n"A, B"\n"C, D"\n', ",", ("A, B",)),
    ],
)
def test_a_header_that_is_known_says_what_separates(
    text: str, delimiter: str, second: tuple[str, ...]
) -> None:
    found, rows = delimited.rows(text, NAMES)
    assert (found, rows[1].cells) == (delimiter, second)


def test_a_record_knows_its_line_even_after_a_line_break_in_quotes() -> None:
    _, rows = delimited.rows('a;b\n1;"x\ny"\n\n2;z\n')
    assert [(row.line, row.cell(0)) for row in rows] == [(1, "a"), (2, "1"), (5, "2")]


def test_a_quotation_mark_inside_a_cell_harms_nothing() -> None:
    _, rows = delimited.rows('name;team\nAnn "Annie" Day;Mill\nBo;Duty\n')
    assert rows[1].cell(0) == 'Ann "Annie" Day'
    assert len(rows) == 3


def test_a_quotation_mark_that_is_never_closed_is_refused_with_its_line() -> None:
    with pytest.raises(Unreadable, match="line 2"):
        delimited.rows('name;team\n"Ann;Mill\n' + "Bo;Duty\n" * 20_000)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('name;team\nAl;Mill\n"Bo;Duty\nCy;Mill\n', 3),
        ('name;team\nAl;Mill\nBo;"Duty\nCy;Mill\n', 3),
        ('name;team\n"A\nB";"Mill\nCy;Duty\n', 3),
        ('name;team\r\nAl;Mill\r\nBo;"Duty', 3),
        ('"name";"team"\n"Al";"Mill\n"Bo";"Duty"\n"Cy";"Mill"\n', 2),
        ('name;team\nAl;"Mi""ll\n', 2),
    ],
)
def test_an_open_quotation_mark_swallows_nobody(text: str, line: int) -> None:
    with pytest.raises(Unreadable, match=rf"line {line}\b.*never closed.*upload"):
        delimited.rows(text)


def test_quotation_marks_used_loosely_on_one_line_harm_nothing() -> None:
    _, rows = delimited.rows('name;team\n"Ann" Day;Mill\n"""Bo""";"Du\r\nty"\n"";""\n')
    assert [row.cells for row in rows[1:]] == [("Ann Day", "Mill"), ('"Bo"', "Du\r\nty")]


def test_a_cell_that_is_not_there_is_empty() -> None:
    _, rows = delimited.rows("a;b\n1\n")
    assert rows[1].cell(1) == ""
    assert rows[1].cell(None) == ""


def test_the_header_is_found_below_a_title_by_its_names() -> None:
    _, rows = delimited.rows("Extract of today;;\nFull_Name;TEAM;x\nA;B;c\n")
    at = delimited.header_of(rows, NAMES)
    assert rows[at].line == 2
    assert delimited.match(rows[at].cells, NAMES) == {"name": 0, "team": 1}


def test_a_header_of_unknown_names_is_the_first_full_line() -> None:
    _, rows = delimited.rows("Extract;;\nWer;Wo;Was\nA;B;c\n")
    assert rows[delimited.header_of(rows, NAMES)].line == 2


_CELL = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=8)


@given(st.lists(st.tuples(_CELL, _CELL, _CELL), min_size=2, max_size=8))
def test_any_table_that_was_written_is_read_back(table: list[tuple[str, str, str]]) -> None:
    written = io.StringIO()
    csv.writer(written, delimiter=";", quoting=csv.QUOTE_ALL).writerows(
        [("Name", "Team", "Title"), *table]
    )
    text, _ = delimited.decode(written.getvalue().encode())
    delimiter, rows = delimited.rows(text)
    filled = [row for row in table if any(cell.strip() for cell in row)]
    assert delimiter == ";"
    assert [len(row.cells) for row in rows] == [3] * (len(filled) + 1)
