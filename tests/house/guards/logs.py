"""Guard: no log line holds a code, a token, an address, a machine or a word that somebody wrote."""

import re
from collections.abc import Iterable

MACHINE = re.compile(r"\b(?!127\.0\.0\.1\b|0\.0\.0\.0\b)\d{1,3}(?:\.\d{1,3}){3}\b|Mozilla/\d")


def leaks(text: str, secrets: Iterable[str]) -> list[str]:
    """Secrets that stand in `text` in any spelling, and network addresses and browsers besides."""
    plain = _letters(text)
    found = [
        f"a secret of {len(secret)} characters" for secret in secrets if _letters(secret) in plain
    ]
    return found + [f"a machine: {one}" for one in MACHINE.findall(text)]


def _letters(text: str) -> str:
    """Codes are grouped, lowered, quoted: compare letters and digits alone."""
    return re.sub(r"[\W_]+", "", text).casefold()
