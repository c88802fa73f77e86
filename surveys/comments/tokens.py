"""The tokens of a comment as phrases see them: words, numbers, marks, sentences and clauses."""

import re
from typing import NamedTuple

from nltk.tokenize import RegexpTokenizer

from surveys.comments.phrase import keys_of

_PATTERN = r"\[[A-Za-z ]+\]|[^\W\d_]+(?:'[^\W\d_]+)*|\d+"
_TOKENS = RegexpTokenizer(_PATTERN)
#: What is ASCII it splits in the same way, in a third of the time; it joins other letters otherwise.
_ASCII_TOKENS = re.compile(_PATTERN, re.ASCII)
_SENTENCE_ENDS = re.compile(r"[.!?;\n…]")
_CLAUSE_ENDS = re.compile(r"[,:()–—]| - ")
_TURNS = frozenset(("but", "although", "though", "however", "yet"))


class Token(NamedTuple):
    """A word: where it stands and what it answers to."""

    start: int
    end: int
    keys: frozenset[str]
    sentence: int
    clause: int


def tokens(text: str) -> list[Token]:
    """The tokens of a text. A clause ends with its sentence, at a comma and before "but"."""
    found: list[Token] = []
    sentence = clause = last = 0
    for word in _ASCII_TOKENS.findall(text) if text.isascii() else _TOKENS.tokenize(text):
        # never too early: what lies between two tokens holds no letter, digit or whole mark
        start = text.index(word, last)
        between = text[last:start]
        if between != " " and found and _SENTENCE_ENDS.search(between):
            sentence, clause = sentence + 1, clause + 1
        elif (between != " " and _CLAUSE_ENDS.search(between)) or word.lower() in _TURNS:
            clause += 1
        last = start + len(word)
        found.append(Token(start, last, keys_of(word), sentence, clause))
    return found
