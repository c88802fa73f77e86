"""Opened answers: two shuffled, encrypted blobs a wave, one of answers and one of comments, and nothing that joins them."""

import json
import secrets
import zlib
from collections.abc import Sequence
from enum import StrEnum
from typing import Final, cast

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import CheckConstraint, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from surveys.canonical import Json
from surveys.db import Ballot
from surveys.responses import columns
from surveys.responses.packing import Comment, pad, unpad

KEY_BYTES: Final = 32
_NONCE: Final = 12
#: A blob's length tells the number of answers to within a page or two of text.
_STEP: Final = 65536


class Kind(StrEnum):
    """What a blob holds. Rows are ``[block, answers]`` and ``[block, item, text, reader, kept]``.

    Answers are written as ``columns``, comments as a list in JSON.
    """

    ANSWERS = "answers"
    COMMENTS = "comments"


class Opened(Ballot):
    """A blob under the wave's reading key, which is kept outside the databases and shredded on the stated day."""

    __tablename__ = "sealed_opened"
    __table_args__ = (CheckConstraint("kind IN ('answers', 'comments')", name="kind"),)

    wave: Mapped[str] = mapped_column(String(20), primary_key=True)
    kind: Mapped[Kind] = mapped_column(String(10), primary_key=True)
    blob: Mapped[bytes] = mapped_column(LargeBinary)
    #: How many rows are in the blob, for the count cast = opened = tabulated.
    rows: Mapped[int]


def encrypt(key: bytes, wave: str, kind: Kind, rows: Sequence[Json]) -> Opened:
    """The rows, in the order given: shuffle them first. ``key``: 32 bytes (AES-256-GCM)."""
    packed = _packed(kind, rows)
    padded = pad(packed, -(-(len(packed) + 4) // _STEP) * _STEP)
    nonce = secrets.token_bytes(_NONCE)
    blob = nonce + AESGCM(key).encrypt(nonce, padded, _about(wave, kind))
    return Opened(wave=wave, kind=kind, blob=blob, rows=len(rows))


def decrypt(key: bytes, opened: Opened) -> bytes:
    """What was written: ``columns``, or JSON under zlib.

    Raises ``cryptography.exceptions.InvalidTag`` when it is not as it was written.
    """
    nonce, sealed = opened.blob[:_NONCE], opened.blob[_NONCE:]
    return unpad(AESGCM(key).decrypt(nonce, sealed, _about(opened.wave, Kind(opened.kind))))


def comment_row(block: str, comment: Comment) -> Json:
    """A row of comments. Rounds opened before authors could ask for words have rows without the last field."""
    kept: list[Json] = [[one.mark, one.words] for one in comment.kept]
    return [block, comment.item, comment.text, comment.reader, kept]


def key_name(wave: str) -> str:
    """The reading key's name in the keyring."""
    return f"{wave}.reading"


def _about(wave: str, kind: Kind) -> bytes:
    return f"pulse/1|{wave}|{kind}".encode()


def _packed(kind: Kind, rows: Sequence[Json]) -> bytes:
    if kind is Kind.ANSWERS:
        return columns.dumps(cast("Sequence[columns.Row]", rows))
    return zlib.compress(json.dumps(rows, ensure_ascii=False).encode())
