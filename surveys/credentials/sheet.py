"""The sheet: slips as a PDF, 24 a page, each with its code, a QR and the four words; a page a block for whoever hands them out.

Slips of a block are shuffled once more, so that their order on paper is that of no list. The file says nothing finer than a day.
"""

import secrets
from collections.abc import Mapping, Sequence
from typing import Final

from surveys import clock
from surveys.canonical import Json
from surveys.credentials import key_document, slips, typeset

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
        "closes_on": typeset.in_words(wave.closes_on),
        "made_on": list(clock.today().timetuple()[:3]),
        "parts": [
            {"name": wave.block(block).names[_LANGUAGE], "codes": _slips(made, address)}
            for block, made in codes.items()
        ],
    }
    return typeset.pdf("sheet.typ", data)


def _slips(codes: Sequence[str], address: str) -> list[Json]:
    shuffled = list(codes)
    secrets.SystemRandom().shuffle(shuffled)
    return [
        {"printed": code, "qr": typeset.qr(f"{address}/answer#{slips.normalise(code)}")}
        for code in shuffled
    ]
