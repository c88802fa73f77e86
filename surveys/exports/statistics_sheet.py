"""Sheets of the workbook of statistics: gptables lays out what stands above a table, and the cells are written here.

Half a million cells: gptables would take 90 microseconds for each and XlsxWriter 10, which write out what they have to
say of a cell again for every one of them.
"""

import warnings
from collections.abc import Sequence
from math import ceil

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell_fast
from xlsxwriter.worksheet import CellNumberTuple, CellStringTuple

from surveys.exports import sheet
from surveys.exports.package import sayable
from surveys.exports.tables import Table, Value

with warnings.catch_warnings():
    # It reads its theme when it is imported and leaves the file to the collector.
    warnings.simplefilter("ignore", ResourceWarning)
    from gptables import GPTable
    from gptables.core.wrappers import GPWorkbook, GPWorksheet

#: In letters of a spreadsheet's own measure; the height in points.
_WIDE, _NARROW, _LETTERS = 52, 14, 1.2
LINE = 16
#: A title's letters are a third larger than others.
_TITLE = 22
_A4 = 9


class _Page(GPWorksheet):  # type: ignore[misc]  # gptables publishes no types
    """A sheet of gptables that writes a table's cells itself: forty times as fast, and a name in a cell stays a name
    where gptables would read a link or a note out of it, or refuse one in another script."""

    def _parse_table_urls(self, gptable: GPTable) -> None:
        if not isinstance(gptable, Numbers):
            super()._parse_table_urls(gptable)

    def _write_table_elements(
        self, pos: list[int], gptable: GPTable, auto_width: bool
    ) -> list[int]:
        if not isinstance(gptable, Numbers):
            written: list[int] = super()._write_table_elements(pos, gptable, auto_width)
            return written
        top, left, bottom, right = gptable.data_range
        book, theme, texts = self._workbook, self.theme, gptable.own.texts
        heads = [
            book.add_format({**theme.column_heading_format, "align": side})
            for side in ("left", "right")
        ]
        self._write_cells(top + 1, gptable.own)
        columns = [
            {"header": each, "header_format": heads[place >= texts]}
            for place, each in enumerate(gptable.table.columns)
        ]
        drawn = {"columns": columns, "autofilter": False, "style": None, "name": gptable.table_name}
        self.add_table(top, left, bottom, right, drawn)
        self.repeat_rows(top)
        self._give_room(top, gptable.own)
        return [bottom + 1, 0]

    def _write_cells(self, top: int, table: Table) -> None:
        """Texts as texts, figures as numbers, signs on the side of the numbers they stand for.

        A thousand groups have half a million cells and a few thousand different ones: each of these is made once.
        """
        words, figures = self._words(table), self._figures(table)
        for row, line in enumerate(table.rows, start=top):
            cells = [words[str(value)] for value in line[: table.texts]]
            cells += [figures[value] for value in line[table.texts :]]
            self.table[row] = dict(enumerate(cells))
        self._check_dimensions(top, 0)
        self._check_dimensions(top + len(table.rows) - 1, len(table.columns) - 1)

    def _words(self, table: Table) -> dict[str, CellStringTuple]:
        text = self._format("index_2_format", align="left")
        quoted = self._format("index_2_format", quote_prefix=True)
        place = self.str_table._get_shared_string_index
        every = dict.fromkeys(str(cell) for row in table.rows for cell in row[: table.texts])
        return {
            each: CellStringTuple(
                place(sayable(each)), text if sheet.safe(each) == each else quoted
            )
            for each in every
        }

    def _figures(self, table: Table) -> dict[Value, CellNumberTuple | CellStringTuple]:
        number = self._format("data_format", align="right")
        place = self.str_table._get_shared_string_index
        every = dict.fromkeys(cell for row in table.rows for cell in row[table.texts :])
        return {
            each: CellNumberTuple(each, number)
            if isinstance(each, int)
            else CellStringTuple(place(each), number)
            for each in every
        }

    def _format(self, name: str, **more: object) -> Format:
        return self._workbook.add_format({**getattr(self.theme, name), "valign": "top", **more})

    def _write_cell(self, row: int, col: int, cell: CellNumberTuple | CellStringTuple) -> None:
        """The same bytes as XlsxWriter's own, which looks in every attribute for signs to escape: a fourth of all time."""
        if cell.format is None or not isinstance(cell, CellNumberTuple | CellStringTuple):
            super()._write_cell(row, col, cell)
            return
        head = f'<c r="{xl_rowcol_to_cell_fast(row, col)}" s="{cell.format._get_xf_index()}"'
        self.fh.write(
            f"{head}><v>{cell.number:.16G}</v></c>"
            if isinstance(cell, CellNumberTuple)
            else f'{head} t="s"><v>{cell.string}</v></c>'
        )

    def _give_room(self, top: int, table: Table) -> None:
        """Columns wide enough for their words, rows high enough for what is wrapped in them."""
        widths = _widths(table)
        for column, width in enumerate(widths):
            self.set_column(column, column, width)
        self._set_height(top, table.columns, widths)
        for row, line in enumerate(table.rows, start=top + 1):
            self._set_height(row, line[: table.texts], widths)

    def _set_height(self, row: int, texts: Sequence[Value], widths: Sequence[float]) -> None:
        lines = max(ceil(len(str(t)) / width) for t, width in zip(texts, widths, strict=False))
        if lines > 1:
            self.set_row(row, lines * LINE)


class Book(GPWorkbook):  # type: ignore[misc]  # gptables publishes no types
    """A book of such sheets."""

    def add_worksheet(self, name: str | None = None, gridlines: str = "hide_all") -> _Page:
        page: _Page = Workbook.add_worksheet(self, name, _Page)
        page.theme, page._workbook = self.theme, self
        page.hide_gridlines(2 if gridlines == "hide_all" else 0)
        page.set_default_row(LINE)
        page.set_row(0, _TITLE)
        page.set_paper(_A4)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        return page


class Numbers(GPTable):  # type: ignore[misc]  # gptables publishes no types
    """A table of a release; ``own`` has its cells."""

    own: Table

    def __deepcopy__(self, memo: object) -> "Numbers":
        return self  # gptables copies before it writes; nothing here is changed by writing


def _widths(table: Table) -> list[float]:
    """Wide enough for words, and for the longest word of a heading."""
    widths = []
    for place, name in enumerate(table.columns):
        longest = max((len(word) for word in name.split()), default=0)
        if place < table.texts:
            longest = max(longest, *(len(str(row[place])) for row in table.rows))
        widths.append(min(_WIDE, max(_NARROW, longest * _LETTERS)))
    return widths
