"""The lexicon for the browser: the same rules and word lists as the server's, as one small JSON file.

`assets/ballot/lexicon.js` reads it. The same data gives the same bytes.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from functools import cache
from posixpath import commonprefix

from surveys.comments.lexicon import lexicon
from surveys.comments.rules import Rules, Shape, rules

#: Raised when what the file means changes, so that an old reader refuses a new file.
VERSION = 1
_UNFIT = re.compile(r"[A-Z\U00010000-\U0010ffff]")
_MOST_SHARED = 25  # A to Z: how many letters a word takes over from the word before


@cache
def browser_lexicon() -> bytes:
    """UTF-8 JSON: {"version", "rules", "lists"}; each list of words as `front_coded` writes it."""
    lists = lexicon()
    names = ("english", "first_names", "surnames", "places", "allowed")
    document = {
        "version": VERSION,
        "rules": _for_browsers(rules()),
        "lists": {name: front_coded(getattr(lists, name)) for name in names},
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def front_coded(words: Iterable[str]) -> str:
    """Words in order, each as a capital letter and its ending: "AcarBeCtDs" is car, ce, cet, cets.

    The letter says how much the word takes over from the one before: A nothing, B its first letter.
    Raises ValueError for a word with a capital letter or one that is two units to a browser.
    """
    coded: list[str] = []
    before = ""
    for word in sorted(set(words)):
        if _UNFIT.search(word):
            raise ValueError(f"{word!r} cannot be written in a list for browsers")
        shared = min(len(commonprefix((before, word))), _MOST_SHARED)
        coded += [chr(ord("A") + shared), word[shared:]]
        before = word
    return "".join(coded)


def _for_browsers(shared: Rules) -> Mapping[str, object]:
    written = asdict(shared)
    written["shapes"] = [_shape(shape) for shape in shared.shapes]
    written["words"] = {name: " ".join(words) for name, words in shared.words.items()}
    return written


def _shape(shape: Shape) -> Mapping[str, object]:
    """The one thing that the two dialects of patterns write differently: a group's name."""
    return asdict(shape) | {"pattern": shape.pattern.replace("(?P<", "(?<")}
