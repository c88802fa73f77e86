"""Board papers read back: what a PDF tells a screen reader, and the words of both kinds."""

import io
import re
from collections.abc import Iterator

from docx import Document
from pypdf import PdfReader
from pypdf.generic import DictionaryObject


def elements(pdf: PdfReader) -> list[DictionaryObject]:
    """Every element of the tree of tags."""
    return list(_below(pdf.trailer["/Root"]["/StructTreeRoot"]))


def _below(node: object) -> Iterator[DictionaryObject]:
    found = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(found, DictionaryObject):
        if "/S" in found:
            yield found
        found = found.get("/K", [])
    for each in found if isinstance(found, list) else [found]:
        if not isinstance(each, int):
            yield from _below(each)


def words_of_pdf(content: bytes) -> str:
    return _plain(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages))


def words_of_word(content: bytes) -> str:
    made = Document(io.BytesIO(content))
    cells = (cell.text for table in made.tables for row in table.rows for cell in row.cells)
    return _plain(" ".join([*(p.text for p in made.paragraphs), *cells]))


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u00ad", ""))
