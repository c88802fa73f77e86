"""The printed sheet of slips, read back from its PDF: what the people who hand slips out hold."""

import re
from pathlib import Path

from pypdf import PdfReader

_COVER = re.compile(r"^Slips for (.+?)\n[^\n]*\. Slips on the next pages: (\d+)\.", re.DOTALL)
_CODE = re.compile(r"^[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}$", re.MULTILINE)


def read(file: Path) -> dict[str, tuple[str, ...]]:
    """Name of a block -> codes of its slips. A cover page says how many there are."""
    found: dict[str, list[str]] = {}
    said: dict[str, int] = {}
    name = ""
    for page in PdfReader(file).pages:
        content = page.extract_text()
        cover = _COVER.match(content)
        if cover:
            name = " ".join(cover[1].split())
            found[name], said[name] = [], int(cover[2])
        else:
            found[name] += _CODE.findall(content)
    wrong = [name for name, codes in found.items() if len(codes) != said[name]]
    assert not wrong, f"The PDF's covers do not say how many slips follow: {wrong}"
    return {name: tuple(codes) for name, codes in found.items()}
