"""Word: a word of a comment that can be chosen and hidden."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from surveys.comments.span import MARK

#: Letters, digits and _; an apostrophe or a hyphen between them belongs to the word ("don't", "co-worker").
_WORD = re.compile(r"\w+(?:['’-]\w+)*")


@dataclass(frozen=True)
class Word:
    """A word and where it stands."""

    text: str
    start: int
    end: int


def words(text: str) -> tuple[Word, ...]:
    """The words of the text, without what is hidden already."""
    hidden = [(found.start(), found.end()) for found in MARK.finditer(text)]
    gaps = zip(
        [0, *(end for _, end in hidden)], [*(start for start, _ in hidden), len(text)], strict=True
    )
    return tuple(
        Word(found[0], found.start(), found.end())
        for start, end in gaps
        for found in _WORD.finditer(text, start, end)
    )


def phrases(text: str, chosen: Collection[int]) -> tuple[str, ...]:
    """What to hide when these words are chosen, by number: neighbours go together with what stands between them."""
    found: list[list[Word]] = []
    for number, word in enumerate(words(text)):
        if number not in chosen:
            continue
        if number - 1 in chosen and not MARK.search(text, found[-1][-1].end, word.start):
            found[-1].append(word)
        else:
            found.append([word])
    return _longest_first([text[run[0].start : run[-1].end] for run in found])


def _longest_first(found: Sequence[str]) -> tuple[str, ...]:
    """Each once: hiding "Jane Smith" before "Jane" hides both."""
    once = {phrase.casefold(): phrase for phrase in found}
    return tuple(sorted(once.values(), key=lambda phrase: (-len(phrase), phrase)))
