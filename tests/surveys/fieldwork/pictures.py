"""Pictures made by hand, for tests of logos: small, and with whatever a program may have put into them."""

import struct
import zlib

#: What a camera and an editor leave in a file.
TRACES = (b"Taken by Sam Jones", b"GPS 51.5", b"Photoshop")


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(
    *,
    width: int = 4,
    height: int = 3,
    rows: int | None = None,
    more: bytes = b"",
    interlaced: int = 0,
) -> bytes:
    """A red rectangle. ``more``: chunks before the picture; ``rows``: how many there really are."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, interlaced)
    row = b"\x00" + b"\xcc\x00\x00" * width
    body = zlib.compress(row * (height if rows is None else rows))
    parts = chunk(b"IHDR", head) + more + chunk(b"IDAT", body) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def with_traces() -> bytes:
    """A PNG that says who, where and with what, and has a page behind its end."""
    said = b"".join(chunk(b"tEXt", b"Comment\x00" + each) for each in TRACES)
    return png(more=said + chunk(b"eXIf", TRACES[1])) + b"<script>alert(1)</script>" + TRACES[0]


def segment(kind: int, data: bytes) -> bytes:
    return bytes((0xFF, kind)) + struct.pack(">H", len(data) + 2) + data


def jpeg(*, width: int = 4, height: int = 3, frame: bool = True, end: bytes = b"\xff\xd9") -> bytes:
    """The shape of a JPEG with a camera's notes; no decoder would find a picture in it."""
    notes = segment(0xE0, b"JFIF\x00\x01\x02\x00\x00\x01\x00\x01\x00\x00")
    notes += segment(0xE1, b"Exif\x00\x00" + TRACES[1]) + segment(0xFE, TRACES[0])
    notes += segment(0xED, TRACES[2])
    size = segment(0xC0, struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00")
    tables = segment(0xDB, b"\x00" * 65) + (size if frame else b"") + segment(0xC4, b"\x00" * 20)
    return (
        b"\xff\xd8"
        + notes
        + tables
        + segment(0xDA, b"\x01\x01\x00\x00\x3f\x00")
        + b"\x12\x34"
        + end
    )
