"""Doubt: what in a redacted comment a reader should look at twice, because the program may have been wrong about it.

The program hides a capitalised word unless it is an English one; names that are English words too, and people who are
described and not named, are what it lets through.
"""

import re
from enum import IntEnum

from surveys.comments.span import MARK
from surveys.comments.welsh import is_welsh

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
#: After these a sentence, a list or a quotation begins.
_BEGIN = frozenset('.!?:;…("“*•-')
#: Capitalised in English, and nobody's name.
_USUAL = frozenset(
    "i english welsh british monday tuesday wednesday thursday friday saturday sunday january february march april may june july"
    " august september october november december christmas easter covid teams word excel outlook council ofsted unison".split()
)
#: "the only man", "our one Polish colleague", "the new manager": few people fit.
_DESCRIBED = re.compile(
    r"\b(?:the|our|my) (?:only|one|single) [^\W\d_]+"
    r"|\b(?:the|our|my) (?:other|new|previous|former|last) (?:\w+ )?(?:boss|colleague|director|head|lead|manager|starter|supervisor|worker)\b"
    r"|\bonly (?:one of us|man|woman|male|female)\b",
    re.IGNORECASE,
)


class Level(IntEnum):
    """How much a comment asks to be looked at: the highest first."""

    NONE = 0
    HIDDEN = 1
    DOUBTFUL = 2


def doubts(text: str) -> tuple[str, ...]:
    """The words to look at twice, each once, in their order."""
    found = [(one.start(), one[0]) for one in _DESCRIBED.finditer(text)]
    marks = [(mark.start(), mark.end()) for mark in MARK.finditer(text)]
    for word in _WORD.finditer(text):
        hidden = any(start <= word.start() < end for start, end in marks)
        if not hidden and _is_odd(word[0]) and not _begins(text, word.start()):
            found.append((word.start(), word[0]))
    return tuple(dict.fromkeys(words for _, words in sorted(found)))


def level(text: str) -> Level:
    """Doubtful; or something is hidden, which a reader checks; or neither."""
    if doubts(text) or is_welsh(text):
        return Level.DOUBTFUL
    return Level.HIDDEN if MARK.search(text) else Level.NONE


def _begins(text: str, at: int) -> bool:
    """Whether a word that stands here begins a line or a sentence, where every word has a capital letter."""
    before = text[:at].rstrip()
    return not before or before[-1] in _BEGIN or "\n" in text[len(before) : at]


def _is_odd(word: str) -> bool:
    """Capitalised in the middle of a sentence; abbreviations and shouting are not."""
    base = re.split("['’-]", word)[0].removesuffix("s")
    return (
        word[0].isupper()
        and not (len(word) > 1 and base.isupper())
        and base.casefold() not in _USUAL
    )
