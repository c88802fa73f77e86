"""Answer: one table as JSON or CSV, with the tag by which a program knows that it has it already."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Final, TypeAlias

from flask import Response, request

from pulse.api.asked import FORMATS, Asked
from surveys.exports import sheet

Value: TypeAlias = str | int | bool | None
Row: TypeAlias = Sequence[Value]

#: Goes up when columns or their meaning change, so that nobody is told that an old table is still right.
VERSION: Final = "1"

_HEADERS: Final = {"Cache-Control": "private, no-cache", "Vary": "Accept, Authorization"}


def table(
    name: str,
    columns: Sequence[str],
    rows: Iterable[Row],
    asked: Asked,
    release: str,
    state: str | None = None,
) -> Response:
    """The rows under these columns; nothing of them is read when the program has them.

    ``release``: the digest of the newest release they rest on, whose chain covers every one before. ``state``: the
    digest of rows that change without a release.
    """
    tag = _tag(asked, state or release)
    if request.if_none_match.contains_weak(tag):
        said = Response(status=304, headers=_HEADERS)
        del said.headers["Content-Type"]
    elif asked.format == "csv":
        said = Response(
            sheet.table(columns, ([_text(value) for value in row] for row in rows)),
            content_type="text/csv; charset=utf-8; header=present",
            headers={
                **_HEADERS,
                "Content-Disposition": f'attachment; filename="pulse-{name}.csv"',
            },
        )
    else:
        said = Response(
            _json(columns, rows, release), content_type=FORMATS["json"], headers=_HEADERS
        )
    said.set_etag(tag)
    return said


def _json(columns: Sequence[str], rows: Iterable[Row], release: str) -> bytes:
    """A row a line, so that two files can be compared."""
    lines = ",\n".join(
        json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False) for row in rows
    )
    head = json.dumps(release or None)
    return f'{{"release": {head}, "rows": [\n{lines}\n]}}\n'.encode("utf-8", "replace")


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _tag(asked: Asked, state: str) -> str:
    """Of what the rows rest on, the form, the key's part and what was filtered; the address alone does not tell them."""
    own = repr((VERSION, request.path, asked)).encode("utf-8", "backslashreplace")
    return f"{state[:32] or 'none'}-{hashlib.sha256(own).hexdigest()[:16]}"
