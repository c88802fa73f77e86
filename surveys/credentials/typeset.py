"""Typesetting: a PDF from a template in this folder and what it says, tagged for screen readers (PDF/UA-1)."""

import json
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Final

import segno

from surveys.canonical import Json

_FOLDER: Final = Path(__file__).parent


def pdf(template: str, data: Json) -> bytes:
    """The PDF of ``template``, a file name; it says what ``data`` holds."""
    # Our own fonts alone: with the machine's, text may vanish or look different elsewhere.
    import typst  # only whoever prints pays for the typesetter; pages of the website never load it

    return typst.compile(
        _FOLDER / template,
        root=_FOLDER,
        font_paths=[_FOLDER / "fonts"],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["ua-1"],
    )


def qr(link: str) -> str:
    """An SVG. Any mask is valid; choosing the prettiest of eight takes five times as long."""
    made = segno.make_qr(link, error="m", mask=2, boost_error=False)
    svg = BytesIO()
    made.save(svg, kind="svg", border=4, omitsize=True, xmldecl=False)
    return svg.getvalue().decode()


def in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
