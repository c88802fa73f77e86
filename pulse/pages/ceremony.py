"""The keyholders' page: one file that makes keys and opens boxes in the browser, and can send nothing to anybody.

Built from assets/ceremony; the same bytes for everybody, so that its SHA-256 can be compared.
"""

import hashlib
import html
import re
from functools import cache
from typing import Final

from flask import Response

from pulse.look import STATIC
from pulse.pages.door import door

_POLICY: Final = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]+)"')


@door.get("/ceremony")
def ceremony() -> Response:
    """The file as it is. Its own policy goes with it: no connection of any kind."""
    answer = Response(content(), mimetype="text/html")
    answer.headers["Content-Security-Policy"] = f"{policy()}; frame-ancestors 'none'"
    return answer


@cache
def content() -> bytes:
    """The page, byte for byte as it is saved."""
    return (STATIC / "ceremony.html").read_bytes()


@cache
def fingerprint() -> str:
    """SHA-256 of the page, in groups of eight digits, to be compared by eye."""
    return " ".join(re.findall(".{8}", hashlib.sha256(content()).hexdigest()))


def policy() -> str:
    """What the page allows itself, wherever it is opened."""
    written = _POLICY.search(content().decode())
    if written is None:
        raise ValueError("The keyholders' page has no policy: build it again.")
    return html.unescape(written[1])
