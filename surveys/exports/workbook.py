"""The workbook: comments and their codebook as XLSX. XlsxWriter is loaded when one is made.

Every cell is written as text, so none is a formula or a link; a cell that would become one when somebody types into it
is marked as text besides.
"""

import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from surveys.exports import codebook, comments, sheet
from surveys.exports.carried import Carried
from surveys.exports.package import sayable, timeless

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_WIDTHS = {"comment": 80, "question": 40, "phrases": 40, "meaning": 80, "release": 20}
_WIDTH = 18


def file(carried: Carried) -> bytes:
    """Three sheets: what this is, the comments, the codebook."""
    from xlsxwriter import Workbook

    made = io.BytesIO()
    book = Workbook(made, _OPTIONS)
    book.set_properties(
        {"title": "Comments", "author": "", "company": "", "created": carried.moment}
    )
    _about(book, carried.about)
    _table(book, "Comments", comments.COLUMNS, map(comments.row, carried.comments))
    _table(book, "Codebook", codebook.COLUMNS, map(codebook.row, carried.codebook))
    book.close()
    return timeless(made.getvalue())


def _about(book: "Workbook", lines: Sequence[str]) -> None:
    page = book.add_worksheet("About")
    page.set_column(0, 0, 110)
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for number, line in enumerate(lines):
        page.write_string(number, 0, sayable(line), wrapped)


def _table(
    book: "Workbook", name: str, columns: Sequence[str], rows: Iterable[Sequence[str]]
) -> None:
    page = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bottom": 1})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    #: a spreadsheet shows it as text and calculates nothing, even after somebody has typed into it
    quoted = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
    for place, column in enumerate(columns):
        page.set_column(place, place, _WIDTHS.get(column, _WIDTH))
        page.write_string(0, place, column, head)
    last = 0
    for last, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            page.write_string(last, place, sayable(cell), _format(cell, plain, quoted))
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, last, len(columns) - 1)


def _format(cell: str, plain: "Format", quoted: "Format") -> "Format":
    return plain if sheet.safe(cell) == cell else quoted
