"""What can be read in a file: its texts, unpacked. Packed bytes are left out, for they spell any short name by chance."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

_PNG = b"\x89PNG\r\n\x1a\n"
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def pieces(content: bytes) -> Iterator[str]:
    """The texts of a file: of a ZIP file (XLSX, DOCX) its parts, of a picture its notes, of a PDF its objects and streams.

    The pixels of a picture are not read: whoever draws it has its texts, and they are looked at where they are drawn.
    """
    if content.startswith(_PNG):
        yield from _notes(content[len(_PNG) :])
    elif zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for name in packed.namelist():
                yield name
                yield from pieces(packed.read(name))
    else:
        yield _read(_STREAM.sub(_unpacked_or_nothing, content))


def _notes(chunks: bytes) -> Iterator[str]:
    """tEXt, iTXt and zTXt of a picture (Portable Network Graphics, third edition, section 11.3.3)."""
    while len(chunks) >= 12:
        length, kind = struct.unpack(">I4s", chunks[:8])
        held, chunks = chunks[8 : 8 + length], chunks[12 + length :]
        if kind in (b"tEXt", b"iTXt", b"zTXt", b"eXIf"):
            yield _read(held)
            # What is compressed begins after a zero byte and the number of the method.
            yield from (_read(_inflated(held[n:])) for n in range(len(held)) if held[n] == 0x78)


def _unpacked_or_nothing(stream: re.Match[bytes]) -> bytes:
    held = stream[1]
    return b"\n" + (_inflated(held) or (held if held.isascii() else b"")) + b"\n"


def _inflated(held: bytes) -> bytes:
    try:
        return zlib.decompress(held)
    except zlib.error:
        return b""


def _read(held: bytes) -> str:
    return held.decode("utf-8", errors="replace")
