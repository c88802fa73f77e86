"""The union's poster: the four words of an open round on one page of A4, with the way to the promise page. It holds no secret."""

from typing import Final

from surveys import clock
from surveys.canonical import Json
from surveys.credentials import key_document, typeset

_LANGUAGE: Final = "en"


def pdf(document: bytes, *, organisation: str, address: str) -> bytes:
    """The poster of the round whose key document this is.

    ``address``: of the website, as ``https://pulse.example.org``.
    """
    wave = key_document.read(document)
    name = wave.names[_LANGUAGE]
    data: Json = {
        "title": f"Four words of {name}",
        "organisation": organisation,
        "round": name,
        "shown_address": address.partition("://")[2] or address,
        "qr": typeset.qr(f"{address}/promise"),
        "four_words": key_document.four_words(document),
        "opens_on": typeset.in_words(wave.opens_on),
        "closes_on": typeset.in_words(wave.closes_on),
        "releases_on": f"{typeset.in_words(wave.releases_on)}, {wave.release_hour:02}:00",
        "by_keyholders": wave.reading_key is not None,
        "made_on": list(clock.today().timetuple()[:3]),
    }
    return typeset.pdf("poster.typ", data)
