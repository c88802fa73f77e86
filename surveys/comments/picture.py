"""The picture of a text: one plain character for each of its characters, the same on every machine.

Patterns see the picture, never the text. In it ASCII stands for itself, a decimal digit of any script for
its ASCII digit, a letter or number of any other kind for "_", a blank for a tab; the rest of the first
plane for itself, of the other planes for U+FFFD. So what is a letter, a digit, a blank or the edge of
a word is settled here, once, and Python's and the browsers' patterns have nothing to differ about.
"""

import unicodedata
from functools import lru_cache

#: Letters that are s or i when case is ignored, and always were for Python's patterns.
_TWINS = {"\u017f": "s", "\u0130": "i", "\u0131": "i"}


def picture(text: str) -> str:
    """As many characters as the text has."""
    return text if text.isascii() else "".join(map(_seen, text))


@lru_cache(maxsize=4096)
def _seen(char: str) -> str:
    if char.isascii():
        return char
    if char in _TWINS:
        return _TWINS[char]
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    if char.isalnum():
        return "_"
    if char.isspace():
        return "\t"
    return char if char <= "\uffff" else "\ufffd"
