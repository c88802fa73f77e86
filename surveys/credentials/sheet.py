"""The sheet: slips as a PDF, 24 a page, each with its code, a QR and the four words; a page a block for whoever hands them out.

Slips of a block are shuffled once more, so that their order on paper is that of no list. The file says nothing finer than a day.
"""

import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Final

import segno

from surveys import clock
from surveys.canonical import Json
from surveys.credentials import key_document, slips

_FOLDER: Final = Path(__file__).parent
_LANGUAGE: Final = "en"


def pdf(
    document: bytes, codes: Mapping[str, Sequence[str]], *, organisation: str, address: str
) -> bytes:
    """The slips of these blocks as one PDF, tagged for screen readers (PDF/UA-1).

    ``document``: the wave's key document. ``codes``: block -> codes, as ``slips.make`` returns them. ``address``: of the
    website, as ``https://pulse.example.org``. Raises KeyError for a block the document does not name.
    """
    wave = key_document.read(document)
    name = wave.names[_LANGUAGE]
    data: Json = {
        "title": f"Slips: {name}",
        "organisation": organisation,
        "round": name,
        "shown_address": f"{address.partition('://')[2] or address}/answer",
        "four_words": key_document.four_words(document),
        "closes_on": _in_words(wave.closes_on),
        "made_on": list(clock.today().timetuple()[:3]),
        "parts": [
            {"name": wave.block(block).names[_LANGUAGE], "codes": _slips(made, address)}
            for block, made in codes.items()
        ],
    }
    return _compiled(data)


def _slips(codes: Sequence[str], address: str) -> list[Json]:
    shuffled = list(codes)
    secrets.SystemRandom().shuffle(shuffled)
    return [
        {"printed": code, "qr": _qr(f"{address}/answer#{slips.normalise(code)}")}
        for code in shuffled
    ]


def _qr(link: str) -> str:
    """An SVG. Any mask is valid; choosing the prettiest of eight takes five times as long."""
    made = segno.make_qr(link, error="m", mask=2, boost_error=False)
    svg = BytesIO()
    made.save(svg, kind="svg", border=4, omitsize=True, xmldecl=False)
    return svg.getvalue().decode()


def _in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _compiled(data: Json) -> bytes:
    # Our own fonts alone: with the machine's, text may vanish or look different elsewhere.
    import typst  # only whoever prints pays for the typesetter; pages of the website never load it

    return typst.compile(
        _FOLDER / "sheet.typ",
        root=_FOLDER,
        font_paths=[_FOLDER / "fonts"],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["ua-1"],
    )
