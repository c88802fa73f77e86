"""Delimited files as offices really save them: any usual encoding and separator, a title above the header."""

import codecs
import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from surveys.errors import Refusal

DELIMITERS: Final = (",", ";", "\t", "|")
#: A header further down than this is no header.
HEADER_WITHIN: Final = 20


class Unreadable(Refusal):
    """The file is not a table of text. Says what to save instead."""


@dataclass(frozen=True)
class Row:
    """One record of a file."""

    #: where it begins in the file; the first line is 1
    line: int
    cells: tuple[str, ...]

    def cell(self, column: int | None) -> str:
        """The cell without surrounding white space; empty where the record has no such column."""
        within = column is not None and 0 <= column < len(self.cells)
        return self.cells[column].strip() if within and column is not None else ""

    @property
    def empty(self) -> bool:
        return not any(cell.strip() for cell in self.cells)


def decode(content: bytes) -> tuple[str, str]:
    """The text of a file and the name of its encoding. Raises Unreadable.

    UTF-8 or UTF-16 when marked; else UTF-8 when it is; else Windows-1252, in which no letter is lost.
    Letters that an earlier program had already spoilt are kept as they are: guessing would spoil others.
    """
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise Unreadable(
            "This is a spreadsheet. Open it, choose “Save as”, then “CSV UTF-8”, and upload that file."
        )
    encoding = next(each for each in _encodings(content) if _reads(content, each))
    text = content.decode(encoding)
    if "\0" in text:
        raise Unreadable("This is not a text file. Save the sheet as “CSV UTF-8” and upload that.")
    return unicodedata.normalize("NFC", text), encoding


def rows(
    text: str, names: Mapping[str, Sequence[str]] | None = None
) -> tuple[str, tuple[Row, ...]]:
    """The delimiter, and every record that is not empty. Raises Unreadable when there is none.

    ``names``: what the header may call the columns, as in ``match``; a delimiter that finds them there beats one that
    merely cuts the file regularly, as the commas in "a, b, c" do.
    """

    def fit(candidate: str) -> tuple[int, ...]:
        return (*_named(text, candidate, names or {}), _regularity(text, candidate))

    delimiter = max(DELIMITERS, key=fit)
    _refuse_open_quote(text, delimiter)
    found = tuple(row for row in _records(text, delimiter) if not row.empty)
    if not found:
        raise Unreadable("The file is empty. Export it again and upload it.")
    return delimiter, found


def plain(name: str) -> str:
    """A name as it is compared: case, accents' encoding, white space and punctuation make no difference."""
    return " ".join(re.sub(r"[\W_]+", " ", unicodedata.normalize("NFKC", name)).casefold().split())


def match(header: Sequence[str], names: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Column numbers by what they hold: for each key the first of its names that the header has."""
    columns = {plain(cell): number for number, cell in reversed(list(enumerate(header)))}
    found: dict[str, int] = {}
    for key, candidates in names.items():
        column = next((columns[name] for name in candidates if name in columns), None)
        if column is not None and column not in found.values():
            found[key] = column
    return found


def header_of(records: Sequence[Row], names: Mapping[str, Sequence[str]]) -> int:
    """The index of the record that best looks like a header; a title may stand above it."""
    first = records[:HEADER_WITHIN]
    by_name = [len(match(record.cells, names)) for record in first]
    if max(by_name) >= 2:
        return by_name.index(max(by_name))
    widths = [sum(bool(cell.strip()) for cell in record.cells) for record in first]
    return widths.index(max(widths))


def _encodings(content: bytes) -> tuple[str, ...]:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16", "latin-1")
    # latin-1 takes the five bytes that Windows-1252 leaves undefined, so something always reads it
    return ("utf-8-sig", "cp1252", "latin-1")


def _reads(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _records(text: str, delimiter: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    try:
        for cells in reader:
            yield Row(line, tuple(cells))
            line = reader.line_num + 1
    except csv.Error:
        raise _never_closed(line) from None


def _refuse_open_quote(text: str, delimiter: str) -> None:
    """Python's reader takes all that follows such a mark, up to the next one, for a single cell."""
    cell = _cell(delimiter)
    at = 0
    while at < len(text):
        found = cell.match(text, at)
        if found is None:
            raise _never_closed(len(re.findall(r"\r\n|\r|\n", text[:at])) + 1)
        at = found.end()


def _cell(delimiter: str) -> re.Pattern[str]:
    """One cell and what ends it: quoted whole, quoted at its beginning within one line, or bare."""
    end = re.escape(delimiter)
    quoted = r'"(?:[^"]|"")*+"'
    loosely = rf'"(?:[^"\r\n]|"")*+"[^{end}\r\n]*'
    bare = rf'(?:[^"{end}\r\n][^{end}\r\n]*)?'
    return re.compile(rf"(?:{quoted}|{loosely}|{bare})(?:{end}|\r\n|\r|\n|\Z)")


def _never_closed(line: int) -> Unreadable:
    return Unreadable(
        f"The quotation mark on line {line} is never closed, so the lines below it cannot be told apart. "
        "Close or remove it, and upload the file again."
    )


def _named(text: str, delimiter: str, names: Mapping[str, Sequence[str]]) -> tuple[int, int]:
    """How many columns the best header has by name, and how many of the first records are as wide as it."""
    try:
        first = list(islice(_records(text, delimiter), HEADER_WITHIN))
    except Unreadable:
        return 0, 0
    known = [len(match(record.cells, names)) for record in first]
    if not any(known):
        return 0, 0
    width = len(first[known.index(max(known))].cells)
    return max(known), sum(len(record.cells) == width for record in first)


def _regularity(text: str, delimiter: str) -> int:
    """How well a delimiter cuts the first records into equally many columns."""
    widths: Counter[int] = Counter()
    try:
        for _, record in zip(range(HEADER_WITHIN), _records(text, delimiter), strict=False):
            widths[len(record.cells)] += 1
    except Unreadable:
        return 0
    return max(((width - 1) * count for width, count in widths.items()), default=0)
