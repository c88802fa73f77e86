"""Wherever: the stretches of a text where given words stand, in any case and however they are spaced."""

import re
from collections.abc import Iterator


def wherever(words: str, text: str) -> Iterator[re.Match[str]]:
    """The whole words alone: "Ann" is not in "Annie". No words: nowhere."""
    wanted = r"\s+".join(re.escape(word) for word in words.split())
    if wanted:
        yield from re.finditer(rf"(?<!\w){wanted}(?!\w)", text, re.IGNORECASE)
