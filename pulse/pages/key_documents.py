"""Key documents: what every round promised, byte for byte as its browsers got it, for whoever wants to check it later."""

import hashlib
from dataclasses import dataclass

from flask import Response
from sqlalchemy.orm import Session

from pulse.extensions import ballot
from pulse.pages.door import door
from surveys.credentials import key_document, keys
from surveys.speech import in_words


@dataclass(frozen=True)
class Published:
    """A round's key document, named so that two people can compare it."""

    wave: str
    name: str
    four_words: str
    #: 64 hexadecimal digits, in groups of eight
    sha256: str


@door.get("/keys/<wave>.json", endpoint="key_document")
def download(wave: str) -> Response:
    """The key document of a round that has opened, also when its box has been opened since. Raises NoSuchBox."""
    return Response(keys.find(ballot(), wave).key_document, mimetype="application/json")


def every(ballot_session: Session) -> tuple[Published, ...]:
    """Of every round that has opened, the last one first."""
    return tuple(_published(content) for content in keys.documents(ballot_session))


def _published(content: bytes) -> Published:
    known, digits = key_document.read(content), hashlib.sha256(content).hexdigest()
    return Published(
        wave=known.wave,
        name=in_words(known.names),
        four_words=key_document.four_words(content),
        sha256=" ".join(digits[start : start + 8] for start in range(0, 64, 8)),
    )
