"""The sheet: slips as a PDF, each with its code, a QR and the four words; a page a block for whoever hands them out.

Slips of a block are shuffled once more, so that their order on paper is that of no list. The file says nothing finer than
a day. In large print every word is set in 18 points or more, on all slips of a print: a large one among small ones would
say whose it is.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Final, cast

from surveys import clock, speech
from surveys.canonical import Json
from surveys.credentials import key_document, slip_words, slips, typeset
from surveys.speech import Speech, in_words


@dataclass(frozen=True)
class Layout:
    """How slips stand on A4: columns; millimetres of a slip and its QR; points of text, code and the page before them."""

    columns: int
    width: float
    height: float
    qr: float
    size: float
    code: float
    cover: float


#: (both languages, large print) -> layout: 24, 12, 3 and 2 slips a page.
LAYOUTS: Final = {
    (False, False): Layout(3, 66, 35, 20.5, 7, 12.5, 12),
    (True, False): Layout(2, 99, 46.5, 24, 7, 14, 12),
    (False, True): Layout(1, 198, 93, 46, 18, 30, 18),
    (True, True): Layout(1, 198, 139, 46, 18, 30, 18),
}

#: English alone.
ENGLISH: Final[tuple[Speech | None, ...]] = (None,)


def pdf(
    document: bytes,
    codes: Mapping[str, Sequence[str]],
    *,
    organisation: Mapping[str, str],
    address: str,
    languages: Sequence[Speech | None] = ENGLISH,
    large: bool = False,
) -> bytes:
    """The slips of these blocks as one PDF, tagged for screen readers (PDF/UA-1).

    ``document``: the wave's key document. ``codes``: block -> codes, as ``slips.make`` returns them. ``organisation``: its
    name by language. ``address``: of the website, as ``https://pulse.example.org``. ``languages``: in which it speaks, the
    first on top. Raises KeyError for a block the document does not name.
    """
    wave = key_document.read(document)
    shown = f"{address.partition('://')[2] or address}/answer"
    four_words = key_document.four_words(document)
    data: Json = {
        "title": f"Slips: {wave.names['en']}",
        "organisation": _organisation(organisation, languages),
        "shown_address": shown,
        "four_words": four_words,
        "made_on": list(clock.today().timetuple()[:3]),
        "layout": cast("dict[str, Json]", asdict(LAYOUTS[len(languages) > 1, large])),
        "said": [
            slip_words.said(each, wave, organisation, shown=shown, four_words=four_words)
            for each in languages
        ],
        "parts": [
            {
                "titles": slip_words.titles(languages, wave.block(block).names),
                "codes": _slips(made, address),
            }
            for block, made in codes.items()
        ],
    }
    return typeset.pdf("sheet.typ", data)


def _organisation(names: Mapping[str, str], languages: Sequence[Speech | None]) -> str:
    """Its name in each of the languages, once where it is the same."""
    found = []
    for each in languages:
        with speech.speaking(each):
            found.append(str(in_words(names)))
    return " / ".join(dict.fromkeys(found))


def _slips(codes: Sequence[str], address: str) -> list[Json]:
    shuffled = list(codes)
    secrets.SystemRandom().shuffle(shuffled)
    return [
        {"printed": code, "qr": typeset.qr(f"{address}/answer#{slips.normalise(code)}")}
        for code in shuffled
    ]
