"""The picture of a text: one plain character for each of its characters, the same on every machine.

Patterns see the picture, never the text. In it ASCII stands for itself, a decimal digit of any script for
its ASCII digit, a letter that looks like an ASCII one for that, any other letter or number for "_", a blank for a tab; the rest of the first
plane for itself, of the other planes for U+FFFD. So what is a letter, a digit, a blank or the edge of
a word is settled here, once, and Python's and the browsers' patterns have nothing to differ about.
"""

import unicodedata
from functools import lru_cache

#: ASCII -> what looks like it: Cyrillic and Greek letters, small and ringed digits. A number or a postcode written with
#: them is read by people as what it is. ſ, İ and ı are s and i when case is ignored.
_LOOKALIKES = {
    "A": "\u0410\u0391",
    "B": "\u0412\u0392",
    "E": "\u0415\u0395",
    "Z": "\u0396",
    "H": "\u041d\u0397",
    "I": "\u0406\u0399",
    "J": "\u0408",
    "K": "\u041a\u039a",
    "M": "\u041c\u039c",
    "N": "\u039d",
    "O": "\u041e\u039f",
    "P": "\u0420\u03a1",
    "C": "\u0421",
    "T": "\u0422\u03a4",
    "Y": "\u0423\u03a5",
    "X": "\u0425\u03a7",
    "S": "\u0405",
    "a": "\u0430",
    "e": "\u0435",
    "o": "\u043e\u03bf",
    "p": "\u0440",
    "c": "\u0441",
    "y": "\u0443",
    "x": "\u0445",
    "i": "\u0456",
    "j": "\u0458",
    "s": "\u0455\u017f",
    "0": "\u2070\u2080\u24ea",
    "1": "\u00b9\u2081\u2460\u2780\u2776\u2488",
    "2": "\u00b2\u2082\u2461\u2781\u2777\u2489",
    "3": "\u00b3\u2083\u2462\u2782\u2778\u248a",
    "4": "\u2074\u2084\u2463\u2783\u2779\u248b",
    "5": "\u2075\u2085\u2464\u2784\u277a\u248c",
    "6": "\u2076\u2086\u2465\u2785\u277b\u248d",
    "7": "\u2077\u2087\u2466\u2786\u277c\u248e",
    "8": "\u2078\u2088\u2467\u2787\u277d\u248f",
    "9": "\u2079\u2089\u2468\u2788\u277e\u2490",
}
_TWINS = {"\u0130": "i", "\u0131": "i"} | {
    twin: plain for plain, twins in _LOOKALIKES.items() for twin in twins
}


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
