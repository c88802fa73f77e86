"""Envelope: what a browser hands in. A right to answer and a sealed ballot, the same number of bytes whoever sends it.

Keeps docs/promise.md#unlinkable: neither the length nor the kind of right tells one cast from another on the way.

======  =========================================================================
bytes   what
======  =========================================================================
1       ``S``: the right is a slip's code; ``C``: it is a credential
20      the wave's code, UTF-8, filled up with zeros (a slip leaves it empty)
60      the block's code, likewise
448     the code's 16 letters, filled up; or token (64) and signature (384)
8,273   the sealed ballot
======  =========================================================================
"""

from dataclasses import dataclass
from typing import Final

from surveys.credentials.credential import PREPARED, SIGNATURE, Credential
from surveys.errors import Refusal
from surveys.responses.seal import SEALED
from surveys.speech import say

_WAVE: Final = 20
_BLOCK: Final = 60
_RIGHT: Final = PREPARED + SIGNATURE
#: Bytes of every envelope.
SIZE: Final = 1 + _WAVE + _BLOCK + _RIGHT + SEALED


@dataclass(frozen=True)
class Envelope:
    """A slip's code as typed or a credential, and the ciphertext."""

    right: str | Credential
    ciphertext: bytes


class BadBallot(Refusal):
    """Not a sealed ballot with a right to cast it: something on the way changed it."""

    def __init__(self) -> None:
        super().__init__(say("Your answers did not arrive whole. Send them again."))


def read(content: bytes) -> Envelope:
    """What these bytes hold. Raises BadBallot when they are no envelope."""
    if len(content) != SIZE:
        raise BadBallot
    kind, rest = content[:1], content[1:]
    wave, rest = _text(rest[:_WAVE]), rest[_WAVE:]
    block, rest = _text(rest[:_BLOCK]), rest[_BLOCK:]
    right, ciphertext = rest[:_RIGHT], rest[_RIGHT:]
    if kind == b"S":
        return Envelope(_text(right), ciphertext)
    if kind == b"C":
        return Envelope(
            Credential(wave, block, right[:PREPARED], right[PREPARED:]),
            ciphertext,
        )
    raise BadBallot


def write(envelope: Envelope) -> bytes:
    """The bytes of an envelope, as the browser makes them (``assets/ballot/envelope.js``)."""
    right = envelope.right
    if isinstance(right, str):
        head = b"S" + bytes(_WAVE + _BLOCK) + right.encode().ljust(_RIGHT, b"\0")
    else:
        wave, block = right.wave.encode(), right.block.encode()
        head = b"C" + wave.ljust(_WAVE, b"\0") + block.ljust(_BLOCK, b"\0")
        head += right.prepared + right.signature
    return head + envelope.ciphertext


def _text(filled: bytes) -> str:
    """What stands before the zeros; none stands within, for PostgreSQL would fail over it."""
    try:
        text = filled.rstrip(b"\0").decode()
    except UnicodeDecodeError:
        raise BadBallot from None
    if "\0" in text:
        raise BadBallot
    return text
