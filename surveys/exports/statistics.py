"""Statistics: a release's figures as a workbook by the Government Analysis Function's good practice (gptables).

gptables brings pandas, so jobs and the command line alone import this. Every cell is a text or a number, never a formula
or a link; the book says no author and no moment.
"""

import io
import warnings
from datetime import datetime
from math import ceil

import pandas as pd

from surveys.exports.measures import SIGNS
from surveys.exports.package import sayable
from surveys.exports.statistics_sheet import LINE, Book, Numbers
from surveys.exports.tables import Table, Value, tables
from surveys.exports.whole import Whole

with warnings.catch_warnings():
    # It reads its theme when it is imported and leaves the file to the collector.
    warnings.simplefilter("ignore", ResourceWarning)
    from gptables import Cover, GPTable

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
#: In letters of a spreadsheet's own measure.
_COVER = 110


def file(whole: Whole) -> bytes:
    """The workbook: cover, contents, notes, a table a sheet."""
    with warnings.catch_warnings():
        # gptables still writes as pandas 4 will not have it.
        warnings.simplefilter("ignore", pd.errors.Pandas4Warning)
        return _file(whole)


def _file(whole: Whole) -> bytes:
    packed = io.BytesIO()
    book = Book(packed, _OPTIONS)
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
            row, max(1.5 if not row or not text else 1, ceil(len(text) / cover.width)) * LINE
        )
    book.add_worksheet("Contents").write_gptable(book.make_table_of_contents(sheets), True)
    book._update_annotations(sheets)
    book.add_worksheet("Notes").write_gptable(_notes(whole), True)
    for table in found:
        book.add_worksheet(table.sheet).write_gptable(sheets[table.sheet], False)
    book.close()
    return packed.getvalue()


def _gptable(table: Table, number: int) -> Numbers:
    """The table for gptables, which lays out what stands above it and gets as many empty rows as it has."""
    columns = [_plain(name) for name in table.columns]
    made = Numbers(
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


def _plain(text: str) -> str:
    """A text that gptables takes for nothing but a text: not for a link, nor for a note."""
    return sayable(text).replace("](", "] (").replace("$$", "$ $")
