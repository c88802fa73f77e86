"""Which passwords are taken: long ones that nobody would guess first (NIST SP 800-63B-4, 3.1.1.2).

No rule about kinds of signs, no change after some months: both make worse passwords. What counts is the length, and that
it is not a common password, a repetition, a row of keys, or made of words about this place and person.
"""

import re
from functools import cache
from pathlib import Path
from typing import Final

from surveys.errors import Refusal

#: Where a second factor goes with it, and where the password is all there is.
LEAST: Final = 12
LEAST_ALONE: Final = 15
MOST: Final = 128

#: Words of this place: what somebody tries who knows nothing but where they are.
PLACE: Final = (
    "pulse survey social worker work council director union steward office children adults service team staff "
    "safeguarding password passphrase welcome login secret letmein admin"
).split()
_ROWS: Final = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qazwsxedcrfvtgbyhnujmikolp",
    "1q2w3e4r5t6y7u8i9o0p",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "zaq1xsw2cde3vfr4bgt5nhy6mju7",
)
#: Signs that stand for a letter in passwords.
_SPELLED: Final = str.maketrans("@4831!05$7+", "aabeilosstt", "")
#: Letters a row of keys must have before it is one, and letters that must be left besides words anybody would guess.
_ROW: Final = 4
_LEFT: Final = 5
_FILE: Final = Path(__file__).with_name("common_passwords.txt")


class WeakPassword(Refusal):
    """The password is too short, too long or too easily guessed; the sentence says which."""


def demand_strong(password: str, about: tuple[str, ...], *, alone: bool) -> None:
    """Raises WeakPassword. ``about``: name, e-mail address, organisation; ``alone``: no second factor goes with it."""
    least = LEAST_ALONE if alone else LEAST
    if len(password) < least:
        raise WeakPassword(
            f"Use at least {least} characters. Three or four words in a row are good."
        )
    if len(password) > MOST:
        raise WeakPassword(f"Use at most {MOST} characters.")
    if "\x00" in password:
        raise WeakPassword("Use only signs that can be typed.")
    if is_guessed(password, about):
        raise WeakPassword(
            "This password is one of the first that somebody would try. Choose words that have nothing to do with you, "
            "your work or each other."
        )


def is_guessed(password: str, about: tuple[str, ...] = ()) -> bool:
    """Whether it is common, or little is left of it without what anybody would guess."""
    plain = password.lower()
    common = _common()
    bare = re.sub(r"^[^a-z]+|[^a-z]+$", "", plain)
    folded = plain.translate(_SPELLED)
    if {plain, bare, folded, re.sub(r"[^a-z]", "", folded)} & common:
        return True
    if _period(plain) <= len(plain) // 2 or len(set(plain)) < _LEFT:
        return True
    if _is_two_of(common, re.sub(r"[^a-z0-9]", "", plain)) or _is_two_of(common, bare):
        return True
    words = {
        word for said in about for word in re.split(r"[^a-z]+", said.lower()) if len(word) >= 3
    }
    return any(len(_without(form, words | set(PLACE))) < _LEFT for form in (plain, folded))


@cache
def _common() -> frozenset[str]:
    lines = _FILE.read_text(encoding="ascii").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def _period(text: str) -> int:
    """The length of the shortest part of which it is a repetition; its own length where it is none."""
    return next(
        (
            size
            for size in range(1, len(text))
            if (text[:size] * (len(text) // size + 1))[: len(text)] == text
        ),
        len(text),
    )


def _is_two_of(words: frozenset[str], text: str) -> bool:
    """Whether it is two common passwords, one behind the other."""
    return any(
        text[:cut] in words and text[cut:] in words for cut in range(_ROW, len(text) - _ROW + 1)
    )


def _without(text: str, words: set[str]) -> str:
    """The letters that are left without words, rows of keys, digits and other signs, each letter once in a row."""
    for word in sorted(words, key=len, reverse=True):
        text = text.replace(word, " ")
    for row in _ROWS:
        for line in (row, row[::-1]):
            text = _without_row(text, line)
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[\s\d!-/:-@\[-`{-~]+", "", text))


def _without_row(text: str, row: str) -> str:
    """Without every stretch of ``row`` that is long enough to be one."""
    for size in range(min(len(row), len(text)), _ROW - 1, -1):
        for start in range(len(row) - size + 1):
            text = text.replace(row[start : start + size], " ")
    return text
