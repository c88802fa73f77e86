"""The tokens of a comment as phrases see them: words, numbers, marks, sentences and clauses."""

import re
from dataclasses import dataclass

from nltk.tokenize import RegexpTokenizer

from surveys.comments.phrase import keys_of

_TOKENS = RegexpTokenizer(r"\[[A-Za-z ]+\]|[^\W\d_]+(?:'[^\W\d_]+)*|\d+")
_SENTENCE_ENDS = re.compile(r"[.!?;\n…]")
_CLAUSE_ENDS = re.compile(r"[,:()–—]| - ")
_TURNS = frozenset(("but", "although", "though", "however", "yet"))


@dataclass(frozen=True, slots=True)
class Token:
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
    for start, end in _TOKENS.span_tokenize(text):
        between, word = text[last:start], text[start:end]
        if found and _SENTENCE_ENDS.search(between):
            sentence, clause = sentence + 1, clause + 1
        elif _CLAUSE_ENDS.search(between) or word.lower() in _TURNS:
            clause += 1
        found.append(Token(start, end, keys_of(word), sentence, clause))
        last = end
    return found
