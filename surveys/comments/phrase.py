"""Phrase: one line of the code frame, and how it is written.

    no .. supervision        `..` stands for a few words of any kind (the frame says how many)
    caseload ~ high          either order, as many words between
    =manager|=managers       `=` takes the word exactly; else every form of it counts (Snowball stem)
    too many @case           `@case` is a set of words named at the top of the frame
    # case                   `#` is a number of at least ten, in digits or words

Between two words of a phrase little words ("the", "my", "very") may stand without being written.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from nltk.stem.snowball import SnowballStemmer

#: Never `ignore_stopwords=True`: that needs a corpus, and Pulse downloads nothing.
_STEMMER = SnowballStemmer("english")
_LARGE = frozenset(
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty"
    " forty fifty sixty seventy eighty ninety hundred dozen dozens".split()
)
_CONTRACTED = re.compile(r"'(?:s|re|ve|ll|d|m)$")
_NEGATED = frozenset(
    "dont cant cannot wont didnt doesnt isnt arent wasnt werent couldnt wouldnt shouldnt havent"
    " hasnt hadnt aint".split()
)
#: Words of another meaning that Snowball gives a stem of the frame: they answer to themselves only.
_APART = frozenset(
    "quite wonder wonders wondering wondered ridiculous ridiculously evening evenings even business"
    " officer officers official officially informal informally information familiar overwhelmingly"
    " manageable manager managers management important importantly hardly lately shortly careful"
    " carefully university universities several generally organ organs policed policing posit".split()
)
#: Of how many single words is kept what they answer to: all usual ones, at most some 5 MB.
WORDS_KEPT = 10_000
_ITEM = re.compile(r"=?[a-z']+|=?\d+|#|\.\.|~|\[[A-Za-z ]+\]|@[a-z_]+")


class BadPhrase(ValueError):
    """A phrase that cannot be read; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One word of a phrase: any of `keys` will do. `gap`: some words of any kind may stand before it."""

    keys: frozenset[str]
    gap: bool
    #: the first word that was written, for examples
    sample: str


@lru_cache(maxsize=WORDS_KEPT)
def keys_of(word: str) -> frozenset[str]:
    """What a word of a text answers to: its stem, itself exactly ("=word"), "n't", a number."""
    word = word.lower()
    if word.startswith("["):
        return frozenset((word,))
    if word.isdigit():
        return frozenset(("=" + word, "#")) if int(word) >= 10 else frozenset(("=" + word,))
    base = _CONTRACTED.sub("", word)
    keys = {"=" + word, "=" + base, _stem(base)}
    if word.endswith("n't") or word in _NEGATED:
        keys.add("n't")
    if word in _LARGE:
        keys.add("#")
    return frozenset(keys)


def parse(text: str, sets: Mapping[str, tuple[str, ...]]) -> tuple[tuple[Slot, ...], ...]:
    """The phrase as slots; two variants when it says `~`. Raises BadPhrase."""
    parts = text.split()
    if parts.count("~") > 1:
        raise BadPhrase("has more than one ~")
    if "~" not in parts:
        return (_slots(parts, sets),)
    middle = parts.index("~")
    left, right = parts[:middle], parts[middle + 1 :]
    return _slots([*left, "..", *right], sets), _slots([*right, "..", *left], sets)


def _slots(parts: list[str], sets: Mapping[str, tuple[str, ...]]) -> tuple[Slot, ...]:
    slots: list[Slot] = []
    gap = False
    for part in parts:
        if part == "..":
            gap = True
            continue
        slots.append(_slot(part, sets, gap=gap and bool(slots)))
        gap = False
    if not slots or gap or parts[0] == "..":
        raise BadPhrase("must begin and end with a word")
    return tuple(slots)


def _slot(part: str, sets: Mapping[str, tuple[str, ...]], *, gap: bool) -> Slot:
    words: list[str] = []
    for item in part.split("|"):
        if not _ITEM.fullmatch(item):
            raise BadPhrase(f'has "{item}", which is no word')
        if item.startswith("@"):
            if item[1:] not in sets:
                raise BadPhrase(f'names the set "{item}", which the frame does not have')
            words += sets[item[1:]]
        else:
            words.append(item)
    return Slot(frozenset(map(_key, words)), gap, words[0].lstrip("="))


def _key(word: str) -> str:
    if word.startswith(("=", "#", "[")) or word == "n't":
        return word
    return _stem(word)


def _stem(word: str) -> str:
    return "=" + word if word in _APART else str(_STEMMER.stem(word))
