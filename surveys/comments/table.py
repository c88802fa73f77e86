"""Tag a table: a steward's own CSV in, its comments redacted and tagged out.

Of the input only the comment column is carried over, redacted: the other columns may say who wrote
what, so the output holds the row number, the redacted text, themes, polarities and phrases, no more.
"""

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from surveys.comments.code_frame import CodeFrame, load
from surveys.comments.redact import redact
from surveys.comments.tagger import Hit, tag, themes
from surveys.errors import Refusal

COLUMNS = ("row", "redacted_text", "themes", "polarities", "phrases")
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

    Reads UTF-8 with or without BOM, UTF-16 with BOM, else Windows-1252; comma, semicolon, tab or
    bar. Writes UTF-8 with BOM, every cell quoted, none that a spreadsheet would run as a formula.
    Row 2 is the first below the header, as a spreadsheet counts. Raises NoSuchColumn, NoTable.
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
        writer.writerow(COLUMNS)
        for number, record in enumerate(_records(source, encoding, delimiter), start=1):
            if number > 1:
                text = record[place] if place < len(record) else ""
                writer.writerow([number, *map(_safe, tally.row(text))])
                if progress and (number - 1) % _EVERY == 0:
                    progress(number - 1, total)
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

    def row(self, text: str) -> tuple[str, str, str, str]:
        """Redacted text, themes, polarities, phrases."""
        redaction = redact(text)
        hits = tag(redaction.text, self._frame)
        said = themes(hits)
        self._rows += 1
        self._redactions += len(redaction.marks)
        self._with_theme += bool(said)
        self._themes.update(said.keys())
        polarities = "; ".join(f"{theme}: {said[theme]}" for theme in sorted(said))
        return redaction.text, "; ".join(sorted(said)), polarities, _phrases(hits)

    def done(self) -> Tagged:
        return Tagged(self._rows, self._with_theme, self._redactions, dict(self._themes))


def _phrases(hits: tuple[Hit, ...]) -> str:
    return "; ".join(f"{hit.theme}: {hit.phrase}" for hit in hits)


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
