"""A gzip stream joined from parts that were packed one by one: fixed text packed once, what differs only wrapped.

A page that is packed as a whole tells by its length whether something secret in it repeats something an attacker
put there (BREACH). Here no part is packed together with another, and nothing that differs is packed at all.
"""

import zlib
from collections.abc import Iterable
from typing import Final

_HEADER: Final = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
#: An empty last block.
_END: Final = b"\x03\x00"
_MOST: Final = 0xFFFF


def packed(text: bytes) -> bytes:
    """A text as deflate blocks that refer to nothing before them and end on a whole byte."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(text) + packer.flush(zlib.Z_FULL_FLUSH)


def wrapped(text: bytes) -> bytes:
    """A text as stored blocks: as long as it is, whatever stands in it."""
    pieces = (text[start : start + _MOST] for start in range(0, len(text), _MOST))
    return b"".join(
        b"\x00" + len(p).to_bytes(2, "little") + (len(p) ^ _MOST).to_bytes(2, "little") + p
        for p in pieces
    )


def joined(blocks: Iterable[bytes], plain: bytes) -> bytes:
    """The stream of these blocks; ``plain`` is what they hold."""
    tail = zlib.crc32(plain).to_bytes(4, "little") + len(plain).to_bytes(4, "little")
    return b"".join((_HEADER, *blocks, _END, tail))
