"""Tag a table: a steward's own CSV in; the same out, with its comments redacted and tagged in new columns.

The columns of the input stay as they are, the comment among them: whoever passes the file on removes what may not be seen.
"""

import csv
import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from surveys.comments.code_frame import CodeFrame, load
from surveys.comments.csv_file import NoTable, Table, find, rows
from surveys.comments.redact import redact
from surveys.comments.tagger import Hit, Polarity, tag, themes

_NUMBERS: Final = {Polarity.NEGATIVE: -1, Polarity.MIXED: 0, Polarity.POSITIVE: 1}
#: A spreadsheet takes a cell that starts with one of these for a formula.
_FORMULA = tuple("=+-@\t\r＝＋－＠")
_EVERY = 100


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
    bar; rows above the header are left out. Writes UTF-8 with BOM, every cell quoted, none that
    a spreadsheet would run as a formula.
    Raises NoSuchColumn, NoTable.
    """
    if source.resolve() == target.resolve():
        raise NoTable("Name another file for the answer: it would overwrite your table.")
    table = find(source, column)
    total = sum(1 for _ in rows(table)) - 1  # whatever is wrong with the table is found here
    unfinished = target.with_name(target.name + ".part")
    tally = _Tally(load())

    def heard(done: int) -> None:
        if progress:
            progress(done, total)

    try:
        _write(table, unfinished, tally, heard)
        unfinished.replace(target)
    except OSError as fault:
        if unfinished.exists():
            unfinished.unlink()
        raise NoTable(f"{target} cannot be written: {fault.strerror}. Name another file.") from None
    heard(total)
    return tally.done()


def _write(table: Table, target: Path, tally: "_Tally", tell: Callable[[int], None]) -> None:
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        records = rows(table)
        writer.writerow([*map(_safe, next(records)), *tally.columns])
        for number, cells in enumerate(records, start=1):
            writer.writerow([*map(_safe, cells), *tally.row(cells[table.place])])
            if number % _EVERY == 0:
                tell(number)


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
