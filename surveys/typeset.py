"""Typesetting: a PDF from a template and what it says, tagged for screen readers (PDF/UA-1), and a picture as PNG.

Our own fonts alone: with the machine's, text may vanish or look different elsewhere. typst is loaded when one is made:
pages of the website never load it.
"""

import json
from datetime import date
from pathlib import Path
from typing import Final

from surveys.canonical import Json

_FONTS: Final = Path(__file__).parent / "fonts"
#: A unit of a drawing is a 96th of an inch: so many dots an inch make two of each.
_PPI: Final = 192
_PICTURE: Final = Path(__file__).parent / "picture.typ"


def pdf(template: Path, data: Json) -> bytes:
    """The PDF of the template; it says what ``data`` holds. The same data give the same bytes."""
    import typst

    return typst.compile(
        template,
        root=template.parent,
        font_paths=[_FONTS],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["ua-1"],
    )


def png(svg: str) -> bytes:
    """The picture on white."""
    import typst

    return typst.compile(
        _PICTURE,
        font_paths=[_FONTS],
        ignore_system_fonts=True,
        format="png",
        ppi=_PPI,
        sys_inputs={"svg": svg},
    )


def in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
