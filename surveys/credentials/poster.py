"""The union's poster: the four words of an open round on one page of A4, with the way to the promise page. It holds no secret."""

from collections.abc import Mapping, Sequence

from surveys import clock
from surveys.canonical import Json
from surveys.credentials import key_document, slip_words, typeset
from surveys.credentials.sheet import ENGLISH
from surveys.speech import Speech


def pdf(
    document: bytes,
    *,
    organisation: Mapping[str, str],
    address: str,
    languages: Sequence[Speech | None] = ENGLISH,
) -> bytes:
    """The poster of the round whose key document this is: a page in each of the languages.

    ``organisation``: its name by language. ``address``: of the website, as ``https://pulse.example.org``.
    """
    wave = key_document.read(document)
    data: Json = {
        "title": f"Four words of {wave.names['en']}",
        "shown_address": address.partition("://")[2] or address,
        "qr": typeset.qr(f"{address}/promise"),
        "four_words": key_document.four_words(document),
        "made_on": list(clock.today().timetuple()[:3]),
        "said": [slip_words.poster(each, wave, organisation) for each in languages],
    }
    return typeset.pdf("poster.typ", data)
