"""The description of the API for programs, as it stands in ``openapi.json`` beside this file. It needs no key."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Response, request

from pulse.api.door import door

_FILE = Path(__file__).with_name("openapi.json")


@door.get("/openapi.json", provide_automatic_options=False)
def openapi() -> Response:
    """OpenAPI 3.1, byte for byte."""
    said = Response(_content(), content_type="application/json")
    said.cache_control.public = True
    said.cache_control.no_cache = True
    said.set_etag(hashlib.sha256(_content()).hexdigest()[:32])
    said.make_conditional(request)
    return said


@cache
def _content() -> bytes:
    return _FILE.read_bytes()
