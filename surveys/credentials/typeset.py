"""What slips and poster are set with: a template of this folder, and squares to scan."""

from io import BytesIO
from pathlib import Path
from typing import Final

import segno

from surveys import typeset
from surveys.canonical import Json

_FOLDER: Final = Path(__file__).parent

in_words = typeset.in_words


def pdf(template: str, data: Json) -> bytes:
    """The PDF of ``template``, a file name; it says what ``data`` holds."""
    return typeset.pdf(_FOLDER / template, data)


def qr(link: str) -> str:
    """An SVG. Any mask is valid; choosing the prettiest of eight takes five times as long."""
    made = segno.make_qr(link, error="m", mask=2, boost_error=False)
    svg = BytesIO()
    made.save(svg, kind="svg", border=4, omitsize=True, xmldecl=False)
    return svg.getvalue().decode()
