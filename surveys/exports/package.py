"""The package that an XLSX or DOCX file is: XML in a ZIP file, without the moment at which it was packed."""

import io
import re
import zipfile

#: Code points that stand for no character, in XML or HTML.
_NONE = "".join(
    map(
        chr,
        [
            *range(0xFDD0, 0xFDF0),
            *(p | e for p in range(0, 0x110000, 0x10000) for e in (0xFFFE, 0xFFFF)),
        ],
    )
)
#: These, control characters but tab and line ends, and halves of pairs.
_NOT_SAID = re.compile(f"[^\t\n\r\u0020-\u007e\u00a0-\ud7ff\ue000-\U0010ffff]|[{_NONE}]")
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


def sayable(text: str) -> str:
    """The text with a mark in place of each sign that XML and HTML do not have, and with one kind of line end."""
    return _NOT_SAID.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def timeless(content: bytes) -> bytes:
    """The same parts in the same order, each of the first day that a ZIP file knows."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            still = zipfile.ZipInfo(part.filename, _FIRST_DAY)
            still.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(still, old.read(part))
    return made.getvalue()
