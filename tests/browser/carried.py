"""What is carried away, as a person reads it: a line a row of a table, whatever kind of file."""

import io
import re
import zipfile

from docx import Document
from pypdf import PdfReader

from tests.surveys.exports import books

#: Here a row of an office file's XML ends.
_ROW = re.compile(rb"(</(?:si|row|w:tr)>)")
#: A sheet's cell that only says the place of its words in a list, and the place of any cell, which looks like a team's code.
_PLACE = re.compile(rb'<c [^>]*t="s"[^>]*><v>\d+</v></c>| r="[A-Z]+\d+"')


def lines(name: str, content: bytes) -> bytes:
    """The words of the file. Fails for a kind that nobody has taught it."""
    ending = name.rpartition(".")[2]
    return {"csv": _csv, "xlsx": _xlsx, "docx": _docx, "pdf": _pdf}[ending](content).encode()


def unpacked(content: bytes) -> bytes:
    """Every byte that is packed in an office file, rows on lines of their own; others as they are."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = [packed.read(name) for name in packed.namelist()]
    return b"\n".join(_ROW.sub(b"\\1\n", _PLACE.sub(b"", part)) for part in parts)


def _csv(content: bytes) -> str:
    return content.decode("utf-8-sig")


def _xlsx(content: bytes) -> str:
    return "\n".join(
        f"{name}: {' | '.join(row)}" for name, rows in books.sheets(content).items() for row in rows
    )


def _docx(content: bytes) -> str:
    read = Document(io.BytesIO(content))
    rows = [" | ".join(c.text for c in row.cells) for table in read.tables for row in table.rows]
    return "\n".join([*(each.text for each in read.paragraphs), *rows])


def _pdf(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
