"""A file for the browser to keep."""

import re

from flask import Response


def download(content: bytes, name: str) -> Response:
    """CSV under this name; signs that a file's name cannot have become hyphens."""
    safe = re.sub(r"[^A-Za-z0-9._-]+", "-", name)
    return Response(
        content,
        content_type="text/csv; charset=utf-8; header=present",
        headers={"Content-Disposition": f'attachment; filename="{safe}"'},
    )
