"""Statistics: a release's figures as a workbook by the Government Analysis Function's good practice (gptables).

gptables brings pandas, so jobs and the command line alone import this. Every cell is a text or a number, never a formula
or a link; the book says no author and no moment.
"""

import io
import warnings
from collections.abc import Sequence
from datetime import datetime
from math import ceil

import pandas as pd
from xlsxwriter import Workbook

from surveys.exports import sheet
from surveys.exports.measures import SIGNS
from surveys.exports.package import sayable
from surveys.exports.tables import Table, Value, tables
from surveys.exports.whole import Whole

with warnings.catch_warnings():
    # It reads its theme when it is imported and leaves the file to the collector.
    warnings.simplefilter("ignore", ResourceWarning)
    from gptables import Cover, GPTable
    from gptables.core.wrappers import GPWorkbook, GPWorksheet

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
#: In letters of a spreadsheet's own measure; the heights in points.
_WIDE, _NARROW, _LETTERS = 52, 14, 1.2
_COVER = 110
_LINE = 16
_A4 = 9


def file(whole: Whole) -> bytes:
    """The workbook: cover, contents, notes, a table a sheet."""
    with warnings.catch_warnings():
        # gptables still writes as pandas 4 will not have it.
        warnings.simplefilter("ignore", pd.errors.Pandas4Warning)
        return _file(whole)


def _file(whole: Whole) -> bytes:
    packed = io.BytesIO()
    book = _Book(packed, _OPTIONS)
    day = whole.round.release.published_on
    book.set_properties(
        {
            "title": f"Pulse: {whole.round.label}",
            "subject": f"{whole.origin}.",
            "author": "",
            "company": "",
            "created": datetime(day.year, day.month, day.day),  # noqa: DTZ001 - a day, as the format wants it
        }
    )
    found = list(tables(whole))
    sheets = {table.sheet: _gptable(table, number) for number, table in enumerate(found)}
    cover = _cover(whole)
    front = book.add_worksheet("Cover")
    front.write_cover(cover)
    for row, text in enumerate((cover.title, "", *cover.intro, "", *cover.about)):
        front.set_row(
            row, max(1.5 if not row or not text else 1, ceil(len(text) / cover.width)) * _LINE
        )
    book.add_worksheet("Contents").write_gptable(book.make_table_of_contents(sheets), True)
    book._update_annotations(sheets)
    book.add_worksheet("Notes").write_gptable(_notes(whole), True)
    for table in found:
        book.add_worksheet(table.sheet).write_gptable(sheets[table.sheet], False)
    book.close()
    return packed.getvalue()


class _Page(GPWorksheet):  # type: ignore[misc]  # gptables publishes no types
    """A sheet of gptables that writes a table's cells itself: forty times as fast, and a name in a cell stays a name
    where gptables would read a link or a note out of it, or refuse one in another script."""

    def _parse_table_urls(self, gptable: GPTable) -> None:
        if not isinstance(gptable, _Numbers):
            super()._parse_table_urls(gptable)

    def _write_table_elements(
        self, pos: list[int], gptable: GPTable, auto_width: bool
    ) -> list[int]:
        if not isinstance(gptable, _Numbers):
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
        """Texts as texts, figures as numbers, signs on the side of the numbers they stand for."""
        book, theme = self._workbook, self.theme
        text = book.add_format({**theme.index_2_format, "align": "left", "valign": "top"})
        quoted = book.add_format({**theme.index_2_format, "quote_prefix": True, "valign": "top"})
        number = book.add_format({**theme.data_format, "align": "right", "valign": "top"})
        known = {
            each: (sayable(each), text if sheet.safe(each) == each else quoted)
            for each in {str(cell) for row in table.rows for cell in row[: table.texts]}
        }
        # Without the decorator that looks for addresses such as "A1": a quarter of the time.
        write_text, write_number = self._write_string, self._write_number
        for row, line in enumerate(table.rows, start=top):
            for column, value in enumerate(line):
                if isinstance(value, int):
                    write_number(row, column, value, number)
                elif column < table.texts:
                    write_text(row, column, *known[value])
                else:
                    write_text(row, column, value, number)

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
            self.set_row(row, lines * _LINE)


class _Book(GPWorkbook):  # type: ignore[misc]  # gptables publishes no types
    """A book of such sheets."""

    def add_worksheet(self, name: str | None = None, gridlines: str = "hide_all") -> _Page:
        page: _Page = Workbook.add_worksheet(self, name, _Page)
        page.theme, page._workbook = self.theme, self
        page.hide_gridlines(2 if gridlines == "hide_all" else 0)
        page.set_default_row(_LINE)
        page.set_paper(_A4)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        return page


class _Numbers(GPTable):  # type: ignore[misc]  # gptables publishes no types
    """A table of a release; ``own`` has its cells."""

    own: Table

    def __deepcopy__(self, memo: object) -> "_Numbers":
        return self  # gptables copies before it writes; nothing here is changed by writing


def _gptable(table: Table, number: int) -> _Numbers:
    """The table for gptables, which lays out what stands above it and gets as many empty rows as it has."""
    columns = [_plain(name) for name in table.columns]
    made = _Numbers(
        pd.DataFrame(index=range(len(table.rows)), columns=columns, dtype=object),
        f"table_{number + 1}",
        _plain(table.title),
        instructions=table.instructions,
        legend=[f"{sign} {meaning}" for sign, meaning in _signs(table)],
        index_columns={},
    )
    made.own = table
    return made


def _signs(table: Table) -> list[tuple[str, str]]:
    """Those that stand in the table."""
    cells: set[Value] = {cell for row in table.rows for cell in row}
    return [(sign, meaning) for sign, meaning in SIGNS.items() if sign in cells]


def _cover(whole: Whole) -> Cover:
    release, pledge = whole.round.release, whole.round.pledge
    made_up = ["A demonstration: everything in it is made up."] if release.demonstration else []
    none = [] if whole.groups else ["Too few answered to show anything of this round."]
    return Cover(
        _plain(f"{whole.organisation}: {whole.round.label}"),
        intro=[
            *made_up,
            *none,
            "The figures of one round, as everybody could read them from the same moment on.",
            f"Answers were given from {release.opens_on.isoformat()} to {release.closes_on.isoformat()}.",
            f"{whole.origin}.",
        ],
        about=[
            f"Every figure rests on at least {pledge['threshold']} people.",
            *(f"{sign} stands for: {meaning}" for sign, meaning in SIGNS.items()),
            "The CSV file of the same release has every figure as a row, and its codebook.",
            *map(_plain, whole.round.instrument.attributions),
        ],
        width=_COVER,
    )


def _notes(whole: Whole) -> GPTable:
    notes = (
        *(f"{sign} {meaning}" for sign, meaning in SIGNS.items()),
        "Scores rest on the questions that were asked in every round so far that asked about the topic.",
        "A difference smaller than the likely range may be chance. Nothing here says why people answer as they do.",
        f"Answers to sensitive questions are bands, of at least {whole.round.pledge.get('sensitive_threshold', 0)} people.",
        "Small groups are counted together; the last sheet says which.",
        "By role and the like, figures are of the whole organisation alone.",
    )
    frame = pd.DataFrame({"Note": range(1, len(notes) + 1), "Text": notes})
    return GPTable(frame, "notes_table", "Notes", index_columns={}, instructions="One table.")


def _widths(table: Table) -> list[float]:
    """Wide enough for words, and for the longest word of a heading."""
    widths = []
    for place, name in enumerate(table.columns):
        longest = max((len(word) for word in name.split()), default=0)
        if place < table.texts:
            longest = max(longest, *(len(str(row[place])) for row in table.rows))
        widths.append(min(_WIDE, max(_NARROW, longest * _LETTERS)))
    return widths


def _plain(text: str) -> str:
    """A text that gptables takes for nothing but a text: not for a link, nor for a note."""
    return sayable(text).replace("](", "] (").replace("$$", "$ $")
