"""Blinding: the browser's part of blind signatures in Python, for demonstrations, tests and benchmarks.

assets/ballot/blind.js does it for people.
"""

import hashlib
import secrets
from dataclasses import dataclass

from surveys.credentials import blind

_E = 65537
_HASH = 48


@dataclass(frozen=True)
class Blinded:
    """What goes to the server, and what stays to take the blind off: each as long as the modulus."""

    blinded: bytes
    inverse: bytes


def prepare(token: bytes = b"") -> bytes:
    """PrepareRandomize: 32 random bytes, and the token (32, random unless given)."""
    return secrets.token_bytes(32) + (token or secrets.token_bytes(32))


def blind_message(
    modulus: bytes, prepared: bytes, *, salt: bytes | None = None, r: int | None = None
) -> Blinded:
    """Blind of the RFC, random unless salt and r are given."""
    n = int.from_bytes(modulus, "big")
    salt = secrets.token_bytes(_HASH) if salt is None else salt
    r = 1 + secrets.randbelow(n - 1) if r is None else r
    message = int.from_bytes(encode(prepared, salt, n.bit_length() - 1), "big")
    blinded = message * pow(r, _E, n) % n
    size = len(modulus)
    return Blinded(blinded.to_bytes(size, "big"), pow(r, -1, n).to_bytes(size, "big"))


def finalize(modulus: bytes, prepared: bytes, blind_signature: bytes, inverse: bytes) -> bytes:
    """Finalize of the RFC. Raises ValueError unless the signature is right."""
    signature = unblind(modulus, blind_signature, inverse)
    if not blind.verify(modulus, prepared, signature):
        raise ValueError("The signature is wrong.")
    return signature


def unblind(modulus: bytes, blind_signature: bytes, inverse: bytes) -> bytes:
    """The signature, unchecked."""
    n, number, factor = (int.from_bytes(b, "big") for b in (modulus, blind_signature, inverse))
    return (number * factor % n).to_bytes(len(modulus), "big")


def encode(message: bytes, salt: bytes, bits: int) -> bytes:
    """EMSA-PSS-ENCODE of RFC 8017 with SHA-384."""
    length = (bits + 7) // 8
    hashed = hashlib.sha384(bytes(8) + hashlib.sha384(message).digest() + salt).digest()
    block = b"\1".rjust(length - _HASH - 1 - len(salt), b"\0") + salt
    mask = b"".join(
        hashlib.sha384(hashed + counter.to_bytes(4, "big")).digest()
        for counter in range(len(block) // _HASH + 1)
    )
    masked = bytearray(one ^ other for one, other in zip(block, mask, strict=False))
    masked[0] &= 0xFF >> (8 * length - bits)
    return bytes(masked) + hashed + b"\xbc"
