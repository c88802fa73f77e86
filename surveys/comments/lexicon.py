"""The lexicon: the word lists that tell a name from a word (data/SOURCES.md says whose they are)."""

import gzip
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Lexicon:
    """Lower-case word lists. A place may be several words; everything else is one."""

    english: frozenset[str]
    first_names: frozenset[str]
    surnames: frozenset[str]
    places: frozenset[str]
    #: the first word of every place
    place_openers: frozenset[str]
    allowed: frozenset[str]
    #: English and allowed words together: a misspelt word is compared with them some five hundred times
    ordinary: frozenset[str]

    def is_name(self, word: str) -> bool:
        """Whether a lower-case word is on a list of names, be it a word as well or not."""
        return word in self.first_names or word in self.surnames

    def is_only_a_name(self, word: str) -> bool:
        """Whether a lower-case word is a name and nothing else, so that its case does not matter."""
        return self.is_name(word) and word not in self.english and word not in self.allowed

    def is_plain(self, word: str) -> bool:
        """Whether a lower-case word is English and no first name: nearly every word is."""
        return word in self.english and word not in self.first_names

    def is_ordinary(self, word: str) -> bool:
        """Whether a lower-case word names nobody: English or on the allow list."""
        return word in self.ordinary


@cache
def lexicon() -> Lexicon:
    """The lists of this folder, read once a process (about 70,000 words, 10 MB)."""
    with gzip.open(DATA / "english.txt.gz", "rt", encoding="utf-8") as packed:
        english = frozenset(packed.read().split())
    allowed = frozenset(_words("allowed.txt"))
    places = frozenset(line.replace("'s", "") for line in _lines("places.txt"))
    return Lexicon(
        english=english,
        first_names=frozenset(_words("first_names.txt"))
        | frozenset(_words("more_first_names.txt")),
        surnames=frozenset(_words("surnames.txt")) | frozenset(_words("more_surnames.txt")),
        places=places,
        place_openers=frozenset(place.split()[0] for place in places),
        allowed=allowed,
        ordinary=english | allowed,
    )


def _lines(name: str) -> list[str]:
    text = (DATA / name).read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _words(name: str) -> list[str]:
    return [word for line in _lines(name) for word in line.split()]
