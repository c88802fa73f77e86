"""Canonical JSON: one document, one string of bytes, one fingerprint.

Keys sorted, no white space, UTF-8, NFC, no floats that print two ways (RFC 8785 in spirit; numbers here are
integers or already rounded decimals, for which Python's shortest form is stable).
"""

import hashlib
import json
import unicodedata
from collections.abc import Mapping, Sequence
from typing import TypeAlias

Json: TypeAlias = "None | bool | int | float | str | Sequence[Json] | Mapping[str, Json]"


def dumps(document: Json) -> bytes:
    """The canonical bytes of a document. Raises ValueError for NaN and infinities."""
    text = json.dumps(
        _composed(document),
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
        allow_nan=False,
    )
    return text.encode()


def fingerprint(document: Json) -> str:
    """SHA-256 of the canonical bytes, 64 hexadecimal digits."""
    return digest(dumps(document))


def digest(content: bytes) -> str:
    """SHA-256 of bytes, 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def _composed(value: Json) -> Json:
    """NFC text by text: over the finished JSON it would join the n of a line's end (\\n) with an accent after it."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if value is None or isinstance(value, int | float):
        return value
    if isinstance(value, dict | Mapping):  # the abstract kind last: it takes longest to ask
        return {unicodedata.normalize("NFC", key): _composed(inner) for key, inner in value.items()}
    return [_composed(inner) for inner in value]
