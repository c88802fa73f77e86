"""Picture: a logo as it is uploaded, taken apart and put together again with nothing in it but the picture.

PNG and JPEG alone, by their own marks and not by their name. What says who made it, where and with what (text, EXIF, XMP,
colour profiles' comments, thumbnails) is left out, and so is whatever stands behind the end. Nothing is decoded but the
PNG's own stream of rows, to see that it is as long as it says: no decoder of pictures runs on the server.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from surveys.errors import Refusal

LARGEST: Final = 200_000  # bytes
MOST_POINTS: Final = 2_000  # a side
PNG, JPEG = "image/png", "image/jpeg"
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8\xff"
#: The picture, its palette and its transparency.
_KEPT: Final = (b"IHDR", b"PLTE", b"tRNS", b"sRGB", b"IDAT", b"IEND")
_CHANNELS: Final = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
#: JPEG's tables, frame headers and restart interval; every application segment and comment is left out but Adobe's (14),
#: without which colours of some are wrong.
_SEGMENTS: Final = frozenset({*range(0xC0, 0xD0), 0xDB, 0xDD, 0xEE})
#: How a JPEG begins that says nothing of itself: programs ask for it.
_JFIF: Final = b"\xff\xe0\x00\x10JFIF\x00\x01\x02\x00\x00\x01\x00\x01\x00\x00"
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


class BadPicture(Refusal):
    """It is no picture that can be shown."""


@dataclass(frozen=True)
class Picture:
    """What is kept."""

    content: bytes
    media_type: str


def clean(content: bytes) -> Picture:
    """The picture and nothing else. Raises BadPicture."""
    if len(content) > LARGEST:
        raise BadPicture(f"The file is larger than {LARGEST // 1000} kB. Save it smaller")
    if content.lstrip().startswith((b"<svg", b"<?xml", b"<!--")):
        raise BadPicture("SVG files can hold programs, so they are not taken. Save it as PNG")
    try:
        if content.startswith(_PNG):
            return Picture(_png(content), PNG)
        if content.startswith(_JPEG):
            return Picture(_jpeg(content), JPEG)
    except (struct.error, IndexError, zlib.error):
        raise BadPicture("The file is damaged. Save it again as PNG") from None
    raise BadPicture("The file is neither PNG nor JPEG. Save it as PNG")


def _png(content: bytes) -> bytes:
    found = list(_chunks(content))
    names = [name for name, _ in found]
    if names[:1] != [b"IHDR"] or names[-1:] != [b"IEND"] or b"IDAT" not in names:
        raise BadPicture("The file is damaged. Save it again as PNG")
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", found[0][1])
    _sides(width, height)
    if colour not in _CHANNELS or interlaced:
        raise BadPicture("This kind of PNG is not taken. Save it again without interlacing")
    row = 1 + (width * _CHANNELS[colour] * depth + 7) // 8
    unpacker = zlib.decompressobj()
    rows = unpacker.decompress(
        b"".join(data for name, data in found if name == b"IDAT"), row * height + 1
    )
    if len(rows) != row * height:
        raise BadPicture("The file is damaged. Save it again as PNG")
    kept = ((name, data) for name, data in found if name in _KEPT)
    return _PNG + b"".join(_chunk(name, data) for name, data in kept)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_PNG)
    while at < len(content):
        length, name = struct.unpack_from(">I4s", content, at)
        data = content[at + 8 : at + 8 + length]
        (crc,) = struct.unpack_from(">I", content, at + 8 + length)
        if zlib.crc32(name + data) != crc:
            raise BadPicture("The file is damaged. Save it again as PNG")
        yield name, data
        at += 12 + length
        if name == b"IEND":
            return


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _jpeg(content: bytes) -> bytes:
    kept, at, has_frame = [content[:2], _JFIF], 2, False
    while True:
        if content[at] != 0xFF:
            raise BadPicture("The file is damaged. Save it again as PNG")
        kind = content[at + 1]
        (length,) = struct.unpack_from(">H", content, at + 2)
        segment = content[at : at + 2 + length]
        if kind in _FRAMES:
            height, width = struct.unpack_from(">HH", segment, 5)
            _sides(width, height)
            has_frame = True
        if kind == 0xDA:  # the scan goes on to the end of the picture
            end = content.rindex(b"\xff\xd9") if b"\xff\xd9" in content[at:] else -1
            if end < at or not has_frame:
                raise BadPicture("The file is damaged. Save it again as PNG")
            return b"".join((*kept, content[at : end + 2]))
        if kind in _SEGMENTS:
            kept.append(segment)
        at += 2 + length


def _sides(width: int, height: int) -> None:
    if not (0 < width <= MOST_POINTS and 0 < height <= MOST_POINTS):
        raise BadPicture(f"The picture must have at most {MOST_POINTS} points a side")
