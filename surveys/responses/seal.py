"""Sealing: a ballot becomes 8,273 bytes that only the wave's private key can read. Every ballot has this length.

Keeps docs/promise.md#unlinkable: neither the length nor the order of fields tells one ballot from another. HPKE (RFC 9180) with
DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-128-GCM; ``info`` binds the wave and the block.
"""

from functools import lru_cache
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
)

from surveys.responses.packing import PACKED, Comment, TooLong, Unreadable, pack, unpack

#: Whoever seals packs first, so both stand here.
__all__ = (
    "SEALED",
    "Comment",
    "TooLong",
    "Unreadable",
    "handover_key_name",
    "key_name",
    "load_key",
    "new_key",
    "pack",
    "public_part",
    "seal",
    "unpack",
    "unseal",
)

#: encapsulated key (an uncompressed point), packed ballot, tag
SEALED: Final = 65 + PACKED + 16
_SUITE: Final = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_128_GCM)


def seal(public_key: bytes, wave: str, block: str, packed: bytes) -> bytes:
    """Encrypt 8,192 packed bytes to 8,273. ``public_key``: the 65 bytes of the key document."""
    return _SUITE.encrypt(packed, _public(public_key), info=_info(wave, block))


def unseal(
    private_key: ec.EllipticCurvePrivateKey, wave: str, block: str, ciphertext: bytes
) -> bytes:
    """The packed bytes. Raises Unreadable when they were sealed to another key, wave or block."""
    try:
        return _SUITE.decrypt(ciphertext, private_key, info=_info(wave, block))
    except (InvalidTag, ValueError):
        raise Unreadable from None


def new_key() -> bytes:
    """A private sealing key, as the keyring keeps it (PKCS #8, DER)."""
    made = ec.generate_private_key(ec.SECP256R1())
    return made.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


def load_key(stored: bytes) -> ec.EllipticCurvePrivateKey:
    """A private key from the keyring. Raises ValueError when the bytes are none."""
    key = load_der_private_key(stored, password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError("A sealing key is a P-256 key.")
    return key


def public_part(private_key: ec.EllipticCurvePrivateKey) -> bytes:
    """65 bytes, uncompressed: what the key document shows."""
    return private_key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def key_name(wave: str) -> str:
    """The private sealing key's name in the keyring."""
    return f"{wave}.seal"


def handover_key_name(wave: str) -> str:
    """The name of the private key under which keyholders hand over what they have opened. It opens no ballot."""
    return f"{wave}.handover"


@lru_cache(maxsize=8)
def _public(point: bytes) -> ec.EllipticCurvePublicKey:
    return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)


def _info(wave: str, block: str) -> bytes:
    return f"pulse/1|{wave}|{block}".encode()
