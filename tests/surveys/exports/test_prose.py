"""Prose is read strictly, and becomes a Word document with headings, lists, header rows and marked gaps."""

import io
import re
import zipfile
from datetime import date

import pytest
from docx import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from surveys.exports import prose, prose_word
from surveys.exports.package import sayable
from surveys.exports.prose import Kind, NotProse, Part, Run

GAP = re.compile(r"\[Council: [^\[\]]+\]")
DAY = date(2026, 11, 16)
TEXT = """# A paper

> **Check it.** It is
> for you.

A paragraph over
two lines with **bold words** and [Council: a name].

- first
- second, which
  goes on

## Below

| What | Who |
| --- | --- |
| One | [Council: somebody] |
| Two | **Ama** |
"""


def made(parts: tuple[Part, ...]) -> bytes:
    return prose_word.file(parts, title="A paper", day=DAY, gap=GAP)


def test_a_paper_is_read_into_its_parts() -> None:
    assert prose.parts(TEXT) == (
        Part(Kind.HEADING, "A paper", level=1),
        Part(Kind.BOX, "**Check it.** It is for you."),
        Part(
            Kind.PARAGRAPH, "A paragraph over two lines with **bold words** and [Council: a name]."
        ),
        Part(Kind.BULLET, "first"),
        Part(Kind.BULLET, "second, which goes on"),
        Part(Kind.HEADING, "Below", level=2),
        Part(
            Kind.TABLE,
            rows=(("What", "Who"), ("One", "[Council: somebody]"), ("Two", "**Ama**")),
        ),
    )


def test_bold_words_are_told_from_others() -> None:
    assert list(prose.runs("**A** and **b**.")) == [
        Run("A", bold=True),
        Run(" and "),
        Run("b", bold=True),
        Run("."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Use `code`.",
        "See [a page](https://example.org).",
        "![A picture](a.png)",
        "This is *soft*.",
        "1. First",
        "<b>HTML</b>",
        "#### Too deep",
        "- a\n  - b",
        "# A heading\nwith a line below",
        "| A |\n| B |",
        "| A | B |\n| --- | --- |\n| C |",
    ],
)
def test_what_no_paper_has_is_refused(text: str) -> None:
    with pytest.raises(NotProse):
        prose.parts(text)


def test_the_document_has_headings_lists_and_header_rows() -> None:
    read = Document(io.BytesIO(made(prose.parts(TEXT))))
    assert [(p.style.name, p.text) for p in read.paragraphs if p.text] == [
        ("Heading 1", "A paper"),
        ("Intense Quote", "Check it. It is for you."),
        ("Normal", "A paragraph over two lines with bold words and [Council: a name]."),
        ("List Bullet", "first"),
        ("List Bullet", "second, which goes on"),
        ("Heading 2", "Below"),
    ]
    (table,) = read.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["What", "Who"],
        ["One", "[Council: somebody]"],
        ["Two", "Ama"],
    ]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Below"


def test_every_gap_is_yellow_and_nothing_else_is() -> None:
    read = Document(io.BytesIO(made(prose.parts(TEXT))))
    cells = [
        p for table in read.tables for row in table.rows for c in row.cells for p in c.paragraphs
    ]
    marked = [
        run.text
        for paragraph in (*read.paragraphs, *cells)
        for run in paragraph.runs
        if run.font.highlight_color == WD_COLOR_INDEX.YELLOW
    ]
    assert marked == ["[Council: a name]", "[Council: somebody]"]


def test_the_document_names_its_title_language_and_day_and_nobody() -> None:
    content = made(prose.parts(TEXT))
    read = Document(io.BytesIO(content))
    said = read.core_properties
    assert (said.title, said.language) == ("A paper", "en-GB")
    assert (said.author, said.last_modified_by, said.comments) == ("", "", "")
    assert said.created.date() == said.modified.date() == DAY
    assert {e.get(qn("w:val")) for e in read.styles.element.iter(qn("w:lang"))} == {"en-GB"}
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"python-docx" not in parts.read("docProps/core.xml")


@given(st.text())
def test_any_words_come_through_a_part(text: str) -> None:
    assert "".join(run.words for run in prose.runs(text)) == re.sub(r"\*\*(.+?)\*\*", r"\1", text)


@pytest.mark.parametrize("text", ["&<>\"'", "\x00\x0b", "Tŷ’r Ŵyl", "[[[", "**", "\ud800"])
def test_odd_words_stand_in_the_document(text: str) -> None:
    read = Document(io.BytesIO(made((Part(Kind.PARAGRAPH, f"a{text}b"),))))
    assert read.paragraphs[-1].text == sayable(f"a{text}b")
