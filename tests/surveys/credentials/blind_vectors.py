"""Blind signatures that others made: the RFC's own, and those recorded from the oracle (tools/oracle)."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import rsa

from surveys.credentials import blind
from surveys.credentials.blind import PrivateKey

_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Vector:
    """One run of the protocol, every byte of it."""

    name: str
    key: PrivateKey
    prepared: bytes
    salt: bytes
    inverse: bytes
    blinded: bytes
    blind_signature: bytes
    signature: bytes

    @property
    def modulus(self) -> bytes:
        return blind.public_part(self.key)

    @property
    def r(self) -> int:
        """The blind, from its inverse."""
        return pow(int.from_bytes(self.inverse, "big"), -1, int(self.key.n))


@cache
def rfc() -> tuple[Vector, ...]:
    """RFC 9474, appendix A.1 to A.4: RSA-4096."""
    raw = json.loads((_FOLDER / "blind_rfc9474.json").read_text())
    key = blind.private_key(_numbers({name: int(raw[name], 16) for name in "pqdne"}))
    return tuple(
        Vector(
            one["name"],
            key,
            *map(
                bytes.fromhex,
                (
                    one["msg_prefix"] + raw["msg"],
                    one["salt"],
                    one["inv"],
                    one["blinded_msg"],
                    one["blind_sig"],
                    one["sig"],
                ),
            ),
        )
        for one in raw["vectors"]
    )


@cache
def stored_keys() -> tuple[bytes, ...]:
    """The oracle's three keys of 3,072 bits, as ``new_key`` would write them."""
    return tuple(map(_bytes, _oracle()["keys"]))


@cache
def recorded() -> tuple[Vector, ...]:
    """60 by the oracle: 20 with each of the three keys."""
    keys = tuple(map(blind.load_key, stored_keys()))
    names = ("prepared", "salt", "inverse", "blinded", "blindSignature", "signature")
    return tuple(
        Vector(f"oracle {place}", keys[one["key"]], *(_bytes(one[name]) for name in names))
        for place, one in enumerate(_oracle()["transcripts"])
    )


def _numbers(raw: Mapping[str, int]) -> rsa.RSAPrivateNumbers:
    p, q, d = raw["p"], raw["q"], raw["d"]
    return rsa.RSAPrivateNumbers(
        p=p,
        q=q,
        d=d,
        dmp1=d % (p - 1),
        dmq1=d % (q - 1),
        iqmp=pow(q, -1, p),
        public_numbers=rsa.RSAPublicNumbers(raw["e"], raw["n"]),
    )


@cache
def _oracle() -> dict:
    return json.loads((_FOLDER / "blind_oracle.json").read_text())


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
