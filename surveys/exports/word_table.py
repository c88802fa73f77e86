"""What a table of a Word document needs for a screen reader: a name, and a first row that is said to be its head."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.table import Table


def has_a_header(drawn: "Table", caption: str) -> None:
    """The first row is said to be one, repeats on every page, and no row breaks; the table has a name."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for row in drawn.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    drawn.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    named = OxmlElement("w:tblCaption")
    named.set(qn("w:val"), caption)
    drawn._tbl.tblPr.append(named)
