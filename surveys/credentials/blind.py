"""Blind signatures: the server signs a credential that it cannot see (RFC 9474, RSABSSA-SHA384-PSS-Randomized).

Keeps docs/promise.md#unlinkable: whoever signs learns nothing by which the credential could be known again. The
browser's part is assets/ballot/blind.js. RSA-3072, e = 65537; a key serves one wave and block, and nothing else.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import gmpy2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)

from surveys.errors import Refusal
from surveys.speech import say

# gmpy2 publishes no types. For mypy its whole numbers are ints, and this is all that we use of it.
if TYPE_CHECKING:
    mpz = int
else:
    from gmpy2 import mpz
_secret_power: Final[Callable[[mpz, mpz, mpz], mpz]] = gmpy2.powmod_sec
_power: Final[Callable[[mpz, mpz, mpz], mpz]] = gmpy2.powmod
_inverse: Final[Callable[[mpz, mpz], mpz]] = gmpy2.invert
_common: Final[Callable[[mpz, mpz], mpz]] = gmpy2.gcd

BITS: Final = 3072
#: Of a modulus, a blinded message and a signature.
SIZE: Final = BITS // 8
#: Of a prepared message: 32 random bytes before (the RFC's PrepareRandomize) and the token's 32.
PREPARED: Final = 64
_E: Final = 65537
_HASH: Final = hashes.SHA384()
_PADDING: Final = padding.PSS(padding.MGF1(_HASH), salt_length=48)


class NotBlinded(Refusal):
    """These bytes are no blinded message for this key."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "What your browser sent cannot be signed. Nothing was used up. "
                "Open the link again, or ask for a paper slip."
            )
        )


class SigningFailed(Refusal):
    """The result did not pass the check, so it was thrown away: a faulty one could give the key away."""

    def __init__(self) -> None:
        super().__init__(say("Something went wrong on our side. Nothing was used up. Try again."))


@dataclass(frozen=True, repr=False, slots=True)
class PrivateKey:
    """An RSA private key, ready to compute with. It has no repr, so that no log shows it."""

    n: mpz
    e: mpz
    d: mpz
    p: mpz
    q: mpz
    dp: mpz
    dq: mpz
    qinv: mpz

    @property
    def size(self) -> int:
        """Bytes of the modulus."""
        return (self.n.bit_length() + 7) // 8


def new_key() -> bytes:
    """A new private key: PKCS#8, DER, not encrypted."""
    key = rsa.generate_private_key(public_exponent=_E, key_size=BITS)
    return key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


def load_key(stored: bytes) -> PrivateKey:
    """The key that ``new_key`` made. Raises ValueError when it is none of ours."""
    # Looking for faults in the primes takes 40 signatures' time, and sign() checks each result.
    key = load_der_private_key(stored, password=None, unsafe_skip_rsa_key_validation=True)
    if not isinstance(key, rsa.RSAPrivateKey) or key.key_size != BITS:
        raise ValueError("A key for blind signatures is an RSA key of 3,072 bits.")
    return private_key(key.private_numbers())


def private_key(numbers: rsa.RSAPrivateNumbers) -> PrivateKey:
    """The key of these numbers, of any size. Raises ValueError unless e is 65537."""
    if numbers.public_numbers.e != _E:
        raise ValueError("A key for blind signatures has the exponent 65537.")
    return PrivateKey(
        n=mpz(numbers.public_numbers.n),
        e=mpz(_E),
        d=mpz(numbers.d),
        p=mpz(numbers.p),
        q=mpz(numbers.q),
        dp=mpz(numbers.dmp1),
        dq=mpz(numbers.dmq1),
        qinv=mpz(numbers.iqmp),
    )


def public_part(key: PrivateKey) -> bytes:
    """The modulus: 384 bytes, big endian."""
    return key.n.to_bytes(key.size, "big")


def sign(key: PrivateKey, blinded: bytes) -> bytes:
    """BlindSign of the RFC: the same bytes give the same signature. Raises NotBlinded, SigningFailed.

    ``blinded`` and the result: as many bytes as the modulus (384).
    """
    message = mpz.from_bytes(blinded, "big")
    if len(blinded) != key.size or not 1 < message < key.n - 1 or _common(message, key.n) != 1:
        raise NotBlinded
    signature = _root(key, message)
    if _power(signature, key.e, key.n) != message:
        raise SigningFailed
    return signature.to_bytes(key.size, "big")


def verify(modulus: bytes, message: bytes, signature: bytes) -> bool:
    """Whether this is a signature of the prepared message (64 bytes) by the key of this modulus (384 bytes)."""
    if (len(modulus), len(message), len(signature)) != (SIZE, PREPARED, SIZE):
        return False
    return is_signed(modulus, message, signature)


def is_signed(modulus: bytes, message: bytes, signature: bytes) -> bool:
    """RSASSA-PSS-VERIFY, SHA-384 with a salt of 48 bytes, for any size of key and message."""
    try:
        _public_key(modulus).verify(signature, message, _PADDING, _HASH)
    except (InvalidSignature, ValueError):  # ValueError: the modulus is none
        return False
    return True


@lru_cache(maxsize=1024)
def _public_key(modulus: bytes) -> rsa.RSAPublicKey:
    return rsa.RSAPublicNumbers(_E, int.from_bytes(modulus, "big")).public_key()


def _root(key: PrivateKey, message: mpz) -> mpz:
    """message^d mod n by the two primes, which is 3.5 times as fast.

    Whoever sends the message chooses it and may measure how long we take. So the secret exponents never meet it: it is
    multiplied by r^e first, with an r that is new each time, and the exponentiation's own time is constant.
    """
    mask = mpz(1 + secrets.randbelow(int(key.n) - 1))
    unmask = _inverse(mask, key.n)
    masked = message * _power(mask, key.e, key.n) % key.n
    by_p, by_q = _half(masked, key.dp, key.p), _half(masked, key.dq, key.q)
    return (by_q + key.q * ((by_p - by_q) * key.qinv % key.p)) * unmask % key.n


def _half(number: mpz, exponent: mpz, prime: mpz) -> mpz:
    return _secret_power(number % prime, exponent, prime)
