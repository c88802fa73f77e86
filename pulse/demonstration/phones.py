"""Made-up people who answer by their personal links, as their browsers would."""

from base64 import urlsafe_b64decode
from collections.abc import Callable, Iterable

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
    fragments: Iterable[str],
    fill: Fill,
) -> int:
    """Whoever has one of these links answers by it; the caller commits. Returns how many."""
    content = keys.find(ballot, wave).key_document
    document, public_key = key_document.read(content), key_document.public_key(content)
    answered = 0
    for fragment in fragments:
        secret = urlsafe_b64decode(fragment + "=")[: links.SECRET]
        credential = _credential(people, keyring, document, secret)
        sealed = seal.seal(public_key, wave, credential.block, fill(credential.block))
        cast.cast(ballot, credential, sealed)
        answered += 1
    return answered


def sent(people: Session, ballot: Session, keyring: Keyring, wave: str) -> list[str]:
    """What stands behind the # of the links of a demonstration's letters, which go to nobody."""
    letters.make_due(people, waves.find(people, wave))
    content = keys.find(ballot, wave).key_document
    return [letter.fragment for letter in letters.waiting(people, keyring, wave, content)]


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
