"""A file for the browser to keep."""

import re

from flask import Response

_OFFICE = "application/vnd.openxmlformats-officedocument"
_KINDS = {
    "zip": "application/zip",
    "pdf": "application/pdf",
    "svg": "image/svg+xml; charset=utf-8",
    "png": "image/png",
    "md": "text/markdown; charset=utf-8",
    "csv": "text/csv; charset=utf-8; header=present",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "docx": f"{_OFFICE}.wordprocessingml.document",
}


def download(content: bytes, name: str) -> Response:
    """The file under this name, whose ending says its kind; signs that a file's name cannot have become hyphens."""
    safe = re.sub(r"[^A-Za-z0-9._-]+", "-", name)
    return Response(
        content,
        content_type=_KINDS[name.rpartition(".")[2]],
        headers={"Content-Disposition": f'attachment; filename="{safe}"'},
    )
