"""Words as a search compares them: without case, accents, and the shape of apostrophes and hyphens."""

import unicodedata

#: Phones write these where a keyboard writes the plain sign.
_PLAIN = str.maketrans(dict.fromkeys("‘’ʼ′", "'") | dict.fromkeys("‐‑–", "-"))
#: Letters that do not come apart into a plain one and an accent.
_WHOLE = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"})


def plain(text: str) -> str:
    """The text to look in, or to look for: “Tîm” and “TIM” are the same, and so are “don’t” and “don't”."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(sign for sign in apart if not unicodedata.combining(sign))
    # Some capitals come apart only now, and a compatible sign may be a capital.
    return bare.casefold().translate(_WHOLE).translate(_PLAIN)


def has(text: str, words: str) -> bool:
    """Whether every word is in the text, in any order, however it is written; without words any text will do."""
    wanted = plain(words).split()
    looked_in = plain(text) if wanted else ""
    return all(word in looked_in for word in wanted)
