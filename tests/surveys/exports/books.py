"""A workbook read back, without the program that made it: its sheets as rows of what a person sees."""

import io
import zipfile

from bs4 import BeautifulSoup

Rows = list[list[str]]


def sheets(content: bytes) -> dict[str, Rows]:
    """Sheet -> rows of cells as text. Fails on a formula."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        shared = BeautifulSoup(parts.read("xl/sharedStrings.xml"), "xml")
        texts = ["".join(t.get_text() for t in one.find_all("t")) for one in shared.find_all("si")]
        book = BeautifulSoup(parts.read("xl/workbook.xml"), "xml")
        names = [sheet["name"] for sheet in book.find_all("sheet")]
        return {
            name: _rows(parts.read(f"xl/worksheets/sheet{number}.xml"), texts)
            for number, name in enumerate(names, start=1)
        }


def table(content: bytes, sheet: str) -> tuple[list[str], list[dict[str, str]]]:
    """What stands above a sheet's table, and its rows by the names of their columns."""
    rows = sheets(content)[sheet]
    head = next(n for n, row in enumerate(rows) if row[:2] == ["Code", "Group"])
    return [row[0] for row in rows[:head]], [
        dict(zip(rows[head], row, strict=True)) for row in rows[head + 1 :]
    ]


def _rows(page: bytes, texts: list[str]) -> Rows:
    parsed = BeautifulSoup(page, "xml")
    assert parsed.find_all("f") == []
    return [
        [_cell(cell, texts) for cell in row.find_all("c") if cell.v is not None]
        for row in parsed.find_all("row")
    ]


def _cell(cell: BeautifulSoup, texts: list[str]) -> str:
    said = cell.v.get_text()
    return texts[int(said)] if cell.get("t") == "s" else said
