"""The board paper as a Word document: headings, header rows that repeat, words for the picture. python-docx is loaded when one is made."""

import io
from datetime import datetime
from typing import TYPE_CHECKING, Final

from surveys import typeset
from surveys.exports.package import sayable, timeless
from surveys.exports.paper import Paper, Section, Table
from surveys.exports.paper_pdf import alt
from surveys.exports.word_table import has_a_header

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table as DrawnTable

_LANGUAGE: Final = "en-GB"
_CENTIMETRES: Final = 17.5
#: So many rows of a table stay on one page.
_TOGETHER: Final = 14


def file(paper: Paper) -> bytes:
    """The whole document."""
    from docx import Document
    from docx.shared import Cm, Pt

    made = Document()
    for part in made.sections:
        part.page_width, part.page_height = Cm(21), Cm(29.7)
        part.left_margin = part.right_margin = Cm(1.7)
        part.top_margin = part.bottom_margin = Cm(1.6)
    made.styles["Normal"].font.size = Pt(9.5)
    made.styles["Normal"].font.name = "Arial"
    made.styles["Normal"].paragraph_format.space_after = Pt(4)
    _name(made, paper)
    made.add_heading(sayable(paper.title), level=1)
    made.add_paragraph(sayable(paper.about))
    for section in paper.sections:
        _section(made, section)
    made.sections[0].footer.paragraphs[0].text = sayable(paper.origin)
    packed = io.BytesIO()
    made.save(packed)
    return timeless(packed.getvalue())


def _name(made: "Document", paper: Paper) -> None:
    """Title, language and the release; nobody's name and no moment."""
    from docx.oxml.ns import qn

    said = made.core_properties
    said.author = said.last_modified_by = ""
    said.title, said.language, said.revision = sayable(paper.title), _LANGUAGE, 1
    said.subject, said.comments, said.keywords = sayable(paper.about), "", paper.origin
    said.created = said.modified = datetime(*paper.day)  # noqa: DTZ001 - a day, as the format wants it
    for spoken in made.styles.element.iter(qn("w:lang")):
        spoken.set(qn("w:val"), _LANGUAGE)


def _section(made: "Document", section: Section) -> None:
    from docx.shared import Cm

    made.add_heading(sayable(section.heading), level=2)
    for sentence in section.sentences:
        made.add_paragraph(sayable(sentence))
    if section.figure is not None:
        drawn = io.BytesIO(typeset.png(section.figure.svg))
        shape = made.add_picture(drawn, width=Cm(_CENTIMETRES))
        words = shape._inline.docPr
        words.set("descr", sayable(alt(section.figure)))
        words.set("name", sayable(section.heading))
    for each in section.tables:
        _table(made, each)


def _pack_closely(drawn: "DrawnTable") -> None:
    """Next to nothing beside the words of a cell, so that "Supervision" is not broken in a narrow column."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "40")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    drawn._tbl.tblPr.append(margins)


def _table(made: "Document", table: Table) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    made.add_paragraph(
        sayable(table.caption), style="Caption"
    ).paragraph_format.keep_with_next = True
    drawn = made.add_table(rows=1 + len(table.rows), cols=len(table.heads), style="Table Grid")
    drawn.autofit = False
    widths = table.widths or (2, *[1] * (len(table.heads) - 1))
    for column, width in zip(drawn.columns, widths, strict=True):
        column.width = Cm(_CENTIMETRES * width / sum(widths))
    is_wide = len(table.heads) > 8
    small = Pt(7 if is_wide else 8.5)
    if is_wide:
        _pack_closely(drawn)
    lines = (table.heads, *table.rows)
    for number, (row, line) in enumerate(zip(drawn.rows, lines, strict=True)):
        for place, (cell, words) in enumerate(zip(row.cells, line, strict=True)):
            paragraph = cell.paragraphs[0]
            if place and not table.widths:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT  # a figure
            paragraph.paragraph_format.space_after = Pt(0)
            paragraph.paragraph_format.keep_with_next = number < min(len(table.rows), _TOGETHER)
            run = paragraph.add_run(sayable(words))
            run.font.size, run.bold = small, not number
    has_a_header(drawn, sayable(table.caption))
    if table.note:
        made.add_paragraph(sayable(table.note))
