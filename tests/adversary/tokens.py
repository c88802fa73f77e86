"""Tokens: where in a heap of bytes each of many records stands. The attacker who knows nothing of databases."""

from collections.abc import Sequence
from typing import Final

import numpy as np

#: Bytes of a token by which it is looked for. Random ones: by chance two in a thousand million million agree.
_SIGN: Final = 8
_FILTER: Final = 0xFFFFFF


def places(stream: bytes, tokens: Sequence[bytes | None]) -> tuple[np.ndarray, np.ndarray]:
    """First and last place of each token in the stream, in bytes; NaN where it is not."""
    first, last = np.full(len(tokens), np.nan), np.full(len(tokens), np.nan)
    wanted = {token[:_SIGN]: n for n, token in enumerate(tokens) if token and len(token) >= _SIGN}
    for place in _candidates(stream, wanted):
        record = wanted.get(stream[place : place + _SIGN])
        if record is not None:
            first[record] = place if np.isnan(first[record]) else min(first[record], place)
            last[record] = place if np.isnan(last[record]) else max(last[record], place)
    return first, last


def _candidates(stream: bytes, wanted: dict[bytes, int]) -> Sequence[int]:
    """Places where three bytes are those of some token."""
    known = np.zeros(_FILTER + 1, bool)
    for sign in wanted:
        known[int.from_bytes(sign[:4], "little") & _FILTER] = True
    found = []
    for shift in range(4):
        count = (len(stream) - shift) // 4
        words = (
            np.frombuffer(stream, "<u4", max(count, 0), shift) if count > 0 else np.zeros(0, "<u4")
        )
        found.append(np.flatnonzero(known[words & _FILTER]) * 4 + shift)
    places: Sequence[int] = np.concatenate(found).tolist()
    return places
