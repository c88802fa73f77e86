"""Made-up people who answer by their personal links, as their browsers would."""

from base64 import urlsafe_b64decode
from collections.abc import Callable

from sqlalchemy.orm import Session

from surveys.credentials import blinding, key_document, keys, links
from surveys.credentials.credential import Credential
from surveys.credentials.key_document import KeyDocument
from surveys.fieldwork import letters, waves
from surveys.keyring import Keyring
from surveys.responses import cast, seal

#: Block -> a packed ballot.
Fill = Callable[[str], bytes]


def answer(
    people: Session,
    ballot: Session,
    keyring: Keyring,
    *,
    wave: str,
    answers: Callable[[], bool],
    fill: Fill,
) -> str:
    """Those with a link for whom ``answers()`` does; the caller commits. Returns what stands behind the # of one that is left."""
    content = keys.find(ballot, wave).key_document
    letters.make_due(people, waves.find(people, wave))
    sent = list(letters.waiting(people, keyring, wave, content))
    for letter in sent[1:]:
        if answers():
            secret = urlsafe_b64decode(letter.fragment + "=")[: links.SECRET]
            credential = _credential(people, keyring, key_document.read(content), secret)
            sealed = seal.seal(
                key_document.public_key(content), wave, credential.block, fill(credential.block)
            )
            cast.cast(ballot, credential, sealed)
    return sent[0].fragment


def _credential(
    people: Session, keyring: Keyring, document: KeyDocument, secret: bytes
) -> Credential:
    block = links.find(people, document.wave, secret).block
    modulus = document.block(block).credential_key
    assert modulus is not None  # noqa: S101 - whoever has a link is in a block with a key
    prepared = blinding.prepare()
    hidden = blinding.blind_message(modulus, prepared)
    signed = links.sign(people, keyring, document.wave, secret, hidden.blinded)
    signature = blinding.finalize(modulus, prepared, signed, hidden.inverse)
    return Credential(document.wave, block, prepared, signature)
