"""A CSV file as a spreadsheet writes it: in what encoding, with what separator, under what header its rows stand.

What cannot be read for certain is refused with its line: a guess would put a comment under another column.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from surveys.errors import Refusal

_DELIMITERS: Final = (",", ";", "\t", "|")
#: Records in which a header is looked for: a title or two may stand above it.
_TOP: Final = 20
#: Bytes by which an encoding is told.
_BEGINS: Final = 4096


class NoSuchColumn(Refusal):
    """The table has no column of that name; the message names those it has."""


class NoTable(Refusal):
    """The file cannot be read as a table, or the answer cannot be written where it should."""


@dataclass(frozen=True)
class Table:
    """How to read a file. ``above``: records before the header; ``place``: of the wanted column, from 0."""

    source: Path
    encoding: str
    delimiter: str
    above: int
    place: int
    width: int


@dataclass(frozen=True)
class _Record:
    """The cells of a row, and the line of the file on which it begins, from 1."""

    line: int
    cells: list[str]


def find(source: Path, column: str) -> Table:
    """The table that has this column, however it is written. Raises NoSuchColumn, NoTable."""
    encoding = _encoding(source)
    found: list[Table] = []
    fault: NoTable | None = None
    for delimiter in _DELIMITERS:
        try:
            table = _headed(source, encoding, delimiter, column)
        except NoTable as refusal:
            fault = refusal
        else:
            found += [table] if table else []
    if found:
        return max(found, key=lambda table: table.width)
    raise fault or _no_such_column(source, encoding, column)


def rows(table: Table) -> Iterator[list[str]]:
    """The header, then every row that is not empty, each as long as the header. Raises NoTable."""
    records = _records(table.source, table.encoding, table.delimiter)
    for record in islice(records, table.above, None):
        cells = record.cells
        while len(cells) > table.width and not cells[-1].strip():
            cells.pop()
        if len(cells) > table.width:
            raise NoTable(
                f"The row on line {record.line} has {len(cells)} cells, and the header has"
                f" {table.width}. Put a cell that holds a separator in quotation marks, and try again."
            )
        yield cells + [""] * (table.width - len(cells))


def _headed(source: Path, encoding: str, delimiter: str, column: str) -> Table | None:
    top = islice(_records(source, encoding, delimiter), _TOP)
    for above, record in enumerate(top):
        place = _place(record.cells, column)
        if place is not None:
            return Table(source, encoding, delimiter, above, place, len(record.cells))
    return None


def _place(header: list[str], column: str) -> int | None:
    names = [name.strip() for name in header]
    folded = [name.casefold() for name in names]
    if column in names:
        return names.index(column)
    wanted = column.strip().casefold()
    return folded.index(wanted) if wanted in folded else None


def _no_such_column(source: Path, encoding: str, column: str) -> NoSuchColumn:
    """Names the first record of several cells, else the first there is."""
    tops = [list(islice(_records(source, encoding, each), _TOP)) for each in _DELIMITERS]
    records = [record.cells for top in zip(*tops, strict=False) for record in top]
    header = next((cells for cells in records if len(cells) > 1), (records or [[]])[0])
    there = ", ".join(f'"{name.strip()}"' for name in header) or "no columns"
    return NoSuchColumn(f'There is no column "{column}". The table has: {there}.')


def _encoding(source: Path) -> str:
    try:
        with source.open("rb") as file:
            begins = file.read(_BEGINS)
        if not begins:
            raise NoTable("The file is empty.")
        if begins.startswith(b"PK\x03\x04"):
            raise NoTable(
                "This is a workbook (.xlsx) or another packed file, not CSV."
                " Open it in the spreadsheet, save it as CSV in UTF-8, and try again."
            )
        return _wide(begins) or _narrow(source)
    except OSError as fault:
        raise NoTable(f"The file cannot be read: {fault.strerror}.") from fault


def _wide(begins: bytes) -> str | None:
    """UTF-16, by its mark, or because every other byte of what is mostly ASCII is nought."""
    if begins.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    half = len(begins) // 2
    if half and begins[1::2].count(0) > 0.6 * half and not begins[::2].count(0):
        return "utf-16-le"
    if half and begins[::2].count(0) > 0.6 * half and not begins[1::2].count(0):
        return "utf-16-be"
    return None


def _narrow(source: Path) -> str:
    """UTF-8, also when a few bytes of it are damaged; else what Windows writes."""
    damaged = letters = 0
    with source.open(encoding="utf-8-sig", errors="replace") as text:
        for line in text:
            if not line.isascii():
                damaged += line.count("\ufffd")
                letters += sum(char > "\x7f" for char in line)
    return "utf-8-sig" if damaged * 2 <= letters - damaged else "cp1252"


def _records(source: Path, encoding: str, delimiter: str) -> Iterator[_Record]:
    """The rows that are not empty. A cell too large for a comment is refused, not cut."""
    with source.open(encoding=encoding, errors="replace", newline="") as file:
        lines = _Lines(file)
        reader = csv.reader(lines, delimiter=delimiter)
        while True:
            begins = reader.line_num + 1
            try:
                cells = next(reader, None)
            except csv.Error as fault:
                raise NoTable(
                    f"The file cannot be read as a table: {fault} (the row on line {begins})."
                ) from fault
            if cells is None:
                return
            if lines.ended:
                raise NoTable(
                    f"A quotation mark on line {_opened(cells[-1], reader.line_num)} is never closed,"
                    " so the rows after it cannot be told apart. Close it, and try again."
                )
            if cells:
                yield _Record(begins, cells)


def _opened(cell: str, last: int) -> int:
    """The line on which a cell began that runs to the last line of the file."""
    plain = cell.replace("\r\n", "\n").replace("\r", "\n")
    return last - plain.removesuffix("\n").count("\n")


class _Lines:
    """The lines of a file, and whether a reader asked for more: within a row, a quotation mark is open then."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self.ended = False

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = next(self._lines, None)
        if line is None:
            self.ended = True
            raise StopIteration
        return line.replace("\x00", "")  # no text, and no spreadsheet takes it
