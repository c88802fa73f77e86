"""A paper written in prose as a Word document: headings, lists, header rows, gaps marked. python-docx is loaded when one is made."""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Final

from surveys.exports.package import sayable, timeless
from surveys.exports.prose import Kind, Part, runs
from surveys.exports.word_table import has_a_header

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle
    from docx.text.paragraph import Paragraph

_LANGUAGE: Final = "en-GB"
_CENTIMETRES: Final = 17.0
#: Characters of a column's longest cell that count for its share of the page: a long one leaves room for short ones.
_SHARE: Final = (12, 60)
_STYLES: Final = {Kind.PARAGRAPH: "Normal", Kind.BULLET: "List Bullet", Kind.BOX: "Intense Quote"}


@dataclass(frozen=True)
class Logo:
    """A picture above the title, and what it says to somebody who does not see it."""

    content: bytes
    alt: str


def file(
    parts: Sequence[Part],
    *,
    title: str,
    day: date,
    gap: re.Pattern[str],
    logo: Logo | None = None,
) -> bytes:
    """The document. ``gap``: what is left for the reader to fill in, marked yellow. ``day`` is all it says of its making."""
    from docx import Document

    made = Document()
    _lay_out(made)
    _name(made, title, day)
    if logo is not None:
        _show(made, logo)
    heading = title
    for part in parts:
        if part.kind is Kind.TABLE:
            _table(made, part, heading, gap)
        elif part.kind is Kind.HEADING:
            heading = part.text
            _write(made.add_heading(level=part.level), part.text, gap)
        else:
            _write(made.add_paragraph(style=_STYLES[part.kind]), part.text, gap)
    packed = io.BytesIO()
    made.save(packed)
    return timeless(packed.getvalue())


def _show(made: "Document", logo: Logo) -> None:
    from docx.shared import Cm

    shown = made.add_paragraph().add_run().add_picture(io.BytesIO(logo.content), height=Cm(1.6))
    shown._inline.docPr.set("descr", sayable(logo.alt))


def _lay_out(made: "Document") -> None:
    """A4, and type that is read without a glass; a box is told by its edge and not by colour alone."""
    from docx.shared import Cm, Pt, RGBColor

    for part in made.sections:
        part.page_width, part.page_height = Cm(21), Cm(29.7)
        part.left_margin = part.right_margin = Cm(2)
        part.top_margin = part.bottom_margin = Cm(1.8)
    for name in ("Normal", "List Bullet", "Intense Quote"):
        style = made.styles[name]
        style.font.name, style.font.size = "Arial", Pt(11)
        style.paragraph_format.space_after = Pt(6)
    box = made.styles["Intense Quote"]
    box.font.italic = box.font.bold = False
    box.font.color.rgb = RGBColor(0x26, 0x26, 0x26)
    box.paragraph_format.left_indent, box.paragraph_format.right_indent = Cm(0.5), Cm(0)
    _edge(box)
    for level in range(1, 4):
        made.styles[f"Heading {level}"].font.color.rgb = RGBColor(0x0F, 0x4C, 0x5C)


def _edge(box: "ParagraphStyle") -> None:
    """A bar on the left instead of the template's line below."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = box.element.get_or_add_pPr()
    edges = properties.find(qn("w:pBdr"))
    for line in list(edges):
        edges.remove(line)
    bar = OxmlElement("w:left")
    for name, value in (("val", "single"), ("sz", "24"), ("space", "8"), ("color", "0F4C5C")):
        bar.set(qn(f"w:{name}"), value)
    edges.append(bar)


def _name(made: "Document", title: str, day: date) -> None:
    """Title, language and the day; nobody's name and no moment."""
    from docx.oxml.ns import qn

    said = made.core_properties
    said.author = said.last_modified_by = said.comments = said.keywords = ""
    said.title, said.language, said.revision = sayable(title), _LANGUAGE, 1
    said.created = said.modified = datetime.combine(day, time())
    for spoken in made.styles.element.iter(qn("w:lang")):
        spoken.set(qn("w:val"), _LANGUAGE)


def _write(paragraph: "Paragraph", text: str, gap: re.Pattern[str], *, bold: bool = False) -> None:
    from docx.enum.text import WD_COLOR_INDEX

    for run in runs(text):
        for words in re.split(f"({gap.pattern})", run.words):
            if not words:
                continue
            written = paragraph.add_run(sayable(words))
            written.bold = (run.bold or bold) or None
            if gap.fullmatch(words):
                written.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _table(made: "Document", part: Part, caption: str, gap: re.Pattern[str]) -> None:
    from docx.shared import Cm, Pt

    drawn = made.add_table(rows=len(part.rows), cols=len(part.rows[0]), style="Table Grid")
    drawn.autofit = False
    for column, width in zip(drawn.columns, _widths(part.rows), strict=True):
        column.width = Cm(width)
        for cell in column.cells:  # Word looks at cells, others at columns
            cell.width = Cm(width)
    for number, (row, line) in enumerate(zip(drawn.rows, part.rows, strict=True)):
        for cell, text in zip(row.cells, line, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(2)
            _write(paragraph, text, gap, bold=not number)
            for run in paragraph.runs:
                run.font.size = Pt(9.5)
    has_a_header(drawn, sayable(caption))
    made.add_paragraph()


def _widths(rows: Sequence[Sequence[str]]) -> list[float]:
    """Centimetres of each column, by its longest cell within reason."""
    least, most = _SHARE
    shares = [min(max(*map(len, column), least), most) for column in zip(*rows, strict=True)]
    return [_CENTIMETRES * share / sum(shares) for share in shares]
