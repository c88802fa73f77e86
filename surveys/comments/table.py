"""Tag a table: a steward's own CSV in; the same out, with its comments redacted and tagged in new columns.

The columns of the input stay as they are, the comment among them: whoever passes the file on removes what may not be seen.
"""

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from surveys.comments.code_frame import CodeFrame, load
from surveys.comments.redact import redact
from surveys.comments.tagger import Hit, Polarity, tag, themes
from surveys.errors import Refusal

_NUMBERS: Final = {Polarity.NEGATIVE: -1, Polarity.MIXED: 0, Polarity.POSITIVE: 1}
#: A spreadsheet takes a cell that starts with one of these for a formula.
_FORMULA = tuple("=+-@\t\r＝＋－＠")
_EVERY = 100


class NoSuchColumn(Refusal):
    """The table has no column of that name; the message names those it has."""


class NoTable(Refusal):
    """The file cannot be read as a table, or the answer would overwrite it."""


@dataclass(frozen=True)
class Tagged:
    """What was done: rows read, rows with a theme, marks put in, rows a theme."""

    rows: int
    with_theme: int
    redactions: int
    themes: Mapping[str, int]


def tag_csv(
    source: Path,
    target: Path,
    *,
    column: str,
    progress: Callable[[int, int], None] | None = None,
) -> Tagged:
    """Write `target` from the text column of `source`; `progress` hears rows done and rows in all.

    Adds ``redacted_text``, ``themes`` (codes separated by ";"), ``polarity_<theme>`` (-1, 0, 1 or empty) for each
    theme, ``evidence`` (JSON: theme -> the phrases that showed it) and ``redactions`` (how many).
    Reads UTF-8 with or without BOM, UTF-16 with BOM, else Windows-1252; comma, semicolon, tab or
    bar. Writes UTF-8 with BOM, every cell quoted, none that a spreadsheet would run as a formula.
    Raises NoSuchColumn, NoTable.
    """
    if source.resolve() == target.resolve():
        raise NoTable("Name another file for the answer: it would overwrite your table.")
    encoding = _encoding(source)
    delimiter = _delimiter(source, encoding)
    place = _place(source, encoding, delimiter, column)
    total = sum(1 for _ in _records(source, encoding, delimiter)) - 1
    unfinished = target.with_name(target.name + ".part")
    tally = _Tally(load())
    with unfinished.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        records = _records(source, encoding, delimiter)
        header = next(records)
        writer.writerow([*map(_safe, header), *tally.columns])
        for number, record in enumerate(records, start=1):
            cells = record + [""] * (len(header) - len(record))
            writer.writerow([*map(_safe, cells), *tally.row(cells[place])])
            if progress and number % _EVERY == 0:
                progress(number, total)
    unfinished.replace(target)
    if progress:
        progress(total, total)
    return tally.done()


class _Tally:
    """Redacts and tags row after row and counts what it did."""

    def __init__(self, frame: CodeFrame) -> None:
        self._frame = frame
        self._rows = self._with_theme = self._redactions = 0
        self._themes: Counter[str] = Counter()

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of what is added."""
        polarities = (f"polarity_{theme.code}" for theme in self._frame.themes)
        return ("redacted_text", "themes", *polarities, "evidence", "redactions")

    def row(self, text: str) -> tuple[str | int, ...]:
        """What is added to a row, in the order of ``columns``."""
        redaction = redact(text)
        hits = tag(redaction.text, self._frame)
        said = themes(hits)
        self._rows += 1
        self._redactions += len(redaction.marks)
        self._with_theme += bool(said)
        self._themes.update(said.keys())
        polarities = (
            _NUMBERS[said[theme.code]] if theme.code in said else "" for theme in self._frame.themes
        )
        found = ";".join(sorted(said))
        marks = len(redaction.marks)
        return (_safe(redaction.text), found, *polarities, _evidence(hits), marks)

    def done(self) -> Tagged:
        return Tagged(self._rows, self._with_theme, self._redactions, dict(self._themes))


def _evidence(hits: tuple[Hit, ...]) -> str:
    phrases: dict[str, list[str]] = {}
    for hit in hits:
        phrases.setdefault(hit.theme, []).append(hit.phrase)
    return json.dumps(phrases, ensure_ascii=False, sort_keys=True) if phrases else ""


def _safe(cell: str) -> str:
    return "'" + cell if cell.lstrip(" \n").startswith(_FORMULA) or cell[:1] in _FORMULA else cell


def _encoding(source: Path) -> str:
    try:
        with source.open("rb") as file:
            if file.read(2) in (b"\xff\xfe", b"\xfe\xff"):
                return "utf-16"
        with source.open(encoding="utf-8-sig") as text:
            for _ in text:
                pass
    except UnicodeDecodeError:
        return "cp1252"
    except OSError as fault:
        raise NoTable(f"The file cannot be read: {fault.strerror}.") from fault
    return "utf-8-sig"


def _delimiter(source: Path, encoding: str) -> str:
    with source.open(encoding=encoding, errors="replace") as file:
        header = file.readline()
    return max(",;\t|", key=header.count)


def _records(source: Path, encoding: str, delimiter: str) -> Iterator[list[str]]:
    """The rows that are not empty. A cell too large for a comment is refused, not cut."""
    try:
        with source.open(encoding=encoding, errors="replace", newline="") as file:
            yield from (row for row in csv.reader(file, delimiter=delimiter) if row)
    except csv.Error as fault:
        raise NoTable(f"The file cannot be read as a table: {fault}.") from fault


def _place(source: Path, encoding: str, delimiter: str, column: str) -> int:
    header = next(_records(source, encoding, delimiter), [])
    names = [name.strip() for name in header]
    folded = [name.casefold() for name in names]
    if column in names:
        return names.index(column)
    if column.strip().casefold() in folded:
        return folded.index(column.strip().casefold())
    there = ", ".join(f'"{name}"' for name in names) or "no columns"
    raise NoSuchColumn(f'There is no column "{column}". The table has: {there}.')
