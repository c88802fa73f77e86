"""The words of a comment as the name rules see them: their core, their case, where sentences start."""

import re
from typing import NamedTuple

from surveys.comments.rules import rules

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_ENDING = rules().pattern("ending")
_START = rules().pattern("start")


class Word(NamedTuple):
    """A word without possessive or contraction: `low` is its core in lower case."""

    start: int
    end: int
    core: str
    low: str
    capital: bool
    opens: bool
    #: what lies between the word before (without its "'s") and this one, as the picture has it
    gap: str

    @property
    def shouted(self) -> bool:
        return len(self.core) > 1 and self.core.isupper()


def words(text: str, picture: str, barriers: list[tuple[int, int]]) -> list[Word]:
    """The words outside the barriers (marks that are already there), in order."""
    found: list[Word] = []
    last_end = 0
    for match in _WORD.finditer(text):
        begin, end = match.span()
        if barriers and any(start < end and begin < stop for start, stop in barriers):
            continue
        before = picture[last_end:begin] if found else "\n"
        core = match[0]
        if "'" in core:
            core = core[: _size_of_core(core, picture[begin:end])]
        opens = before != " " and _START.search(before) is not None
        last_end = begin + len(core)
        found.append(Word(begin, last_end, core, core.lower(), core[0].isupper(), opens, before))
    return found


def _size_of_core(word: str, picture: str) -> int:
    """How many characters a word has without its "'s" or "'ll"; "don't" keeps its ending."""
    ending = _ENDING.search(picture)
    return len(word) if ending is None or word.lower().endswith("n't") else ending.start()
