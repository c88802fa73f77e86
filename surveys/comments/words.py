"""The words of a comment as the name rules see them: their core, their case, where sentences start."""

import re
from dataclasses import dataclass

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_ENDING = re.compile(r"'(?:s|re|ve|ll|d|m|t)$", re.I)
#: Before a word: nothing, a full stop, a colon, a quote, a bracket, a bullet or a new line.
_START = re.compile(r"(?:[.!?:;…\n\"(\[*•–—-]|(?<!\w)')[\s\"'(\[*•–—-]*$")


@dataclass(frozen=True, slots=True)
class Word:
    """A word without possessive or contraction: `low` is its core in lower case."""

    start: int
    end: int
    core: str
    low: str
    capital: bool
    opens: bool
    #: what lies between the word before (without its "'s") and this one
    gap: str

    @property
    def shouted(self) -> bool:
        return len(self.core) > 1 and self.core.isupper()


def words(text: str, barriers: list[tuple[int, int]]) -> list[Word]:
    """The words outside the barriers (marks that are already there), in order."""
    found: list[Word] = []
    last_end = 0
    for match in _WORD.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in barriers):
            continue
        found.append(_word(match, text[last_end : match.start()] if found else "\n"))
        last_end = found[-1].end
    return found


def _word(match: re.Match[str], before: str) -> Word:
    ending = _ENDING.search(match[0])
    core = match[0][: ending.start()] if ending else match[0]
    if match[0].lower().endswith("n't"):
        core = match[0]
    return Word(
        start=match.start(),
        end=match.start() + len(core),
        core=core,
        low=core.lower(),
        capital=core[0].isupper(),
        opens=bool(_START.search(before)),
        gap=before,
    )
