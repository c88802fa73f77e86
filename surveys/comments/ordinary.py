"""Ordinary words: which words of a comment name nobody, and which with a capital letter are unknown."""

from collections.abc import Iterator

from surveys.comments.lexicon import Lexicon
from surveys.comments.rules import rules
from surveys.comments.words import Word

_TITLES = rules().set_of("titles") | rules().set_of("capital_titles")
_SUFFIXES = rules().words["suffixes"]
_PREFIXES = rules().words["prefixes"]
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LONGEST_NAME = 20
_SHORTEST_PART = 3


def is_unknown(word: Word, lists: Lexicon, allow: frozenset[str]) -> bool:
    """Whether a word has a capital letter and is neither English nor allowed."""
    if not word.capital or len(word.core) < 2 or is_ordinary(word.low, lists, allow):
        return False
    return not _is_plural_acronym(word, lists, allow)


def is_ordinary(low: str, lists: Lexicon, allow: frozenset[str]) -> bool:
    """Whether a lower-case word is English or allowed, whole, in its parts, or but for its ending or beginning."""
    if low in allow or low in _TITLES or low.endswith("n't"):
        return True
    if lists.is_ordinary(low):
        return True
    if lists.is_name(low.replace("'", "")):
        return False
    if "-" in low or "'" in low:
        return all(is_ordinary(part, lists, allow) for part in low.replace("'", "-").split("-"))
    if len(low) >= 8 and low.endswith(_SUFFIXES):
        return True
    return any(
        low.startswith(prefix)
        and len(low) - len(prefix) > 3
        and low[len(prefix) :] in lists.english
        for prefix in _PREFIXES
    )


def _is_plural_acronym(word: Word, lists: Lexicon, allow: frozenset[str]) -> bool:
    """ "TACs", "SWs": an allowed acronym with an s."""
    base = word.core.removesuffix("s")
    return base.isupper() and base != word.core and is_ordinary(base.lower(), lists, allow)


def next_word(found: list[Word], place: int, gaps: tuple[str, ...]) -> Word | None:
    if place + 1 < len(found) and found[place + 1].gap in gaps:
        return found[place + 1]
    return None


def is_strange(low: str, lists: Lexicon, allow: frozenset[str]) -> bool:
    """Whether a lower-case word is not English, not even with one slip of the finger or a blank left out."""
    if not _SHORTEST_PART < len(low) <= _LONGEST_NAME or is_ordinary(low, lists, allow):
        return False
    return lists.ordinary.isdisjoint(_slips(low)) and not _is_compound(low, lists)


def _slips(low: str) -> Iterator[str]:
    """The word without a letter, with two changed over, with one too many or a wrong one put right."""
    for place in range(len(low)):
        start, rest = low[:place], low[place + 1 :]
        yield start + rest
        yield start + rest[:1] + low[place] + rest[1:]
        if len(low) > _SHORTEST_PART + 1:
            for letter in _LETTERS:
                yield start + letter + rest
                yield start + letter + low[place:]
    if len(low) > _SHORTEST_PART + 1:
        yield from (low + letter for letter in _LETTERS)


def _is_compound(low: str, lists: Lexicon) -> bool:
    places = range(_SHORTEST_PART, len(low) - _SHORTEST_PART + 1)
    return any(lists.is_ordinary(low[:at]) and lists.is_ordinary(low[at:]) for at in places)
