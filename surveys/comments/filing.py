"""The filing of a code frame's phrases: which of them a comment may hold, without trying each.

Every phrase is filed under its rarest word. A comment is compared only with phrases of which it holds that
word, and then only if it holds all of them. Most words are used again and again, so what is filed under a
word is looked up once; what is kept of it are numbers of phrases, and never a comment.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from surveys.comments.code_frame import Phrase, Polarity
from surveys.comments.phrase import WORDS_KEPT, Slot
from surveys.comments.tokens import Token


class Kind(Enum):
    """What a phrase is for: it shows a theme, it bars what overlaps it, or it praises or complains."""

    THEME = "theme"
    EXCEPTION = "exception"
    TONE = "tone"


class Numbered(NamedTuple):
    """A slot: the number of its set of words, and whether others may stand before it."""

    number: int
    gap: bool


@dataclass(frozen=True, slots=True)
class Filed:
    """A phrase of the frame. `head` is the place of its rarest slot, under which it is filed."""

    kind: Kind
    theme: str
    polarity: Polarity
    weak: bool
    slots: tuple[Numbered, ...]
    head: int


class Reading(NamedTuple):
    """The words of a comment, the slots that each of them fills, and the phrases that it may hold.

    Beside a phrase stand the places of the words that fill its rarest slot. Phrases are in the order of
    the frame: where two are worth the same, the first one wins, on every machine and in every process.
    """

    words: list[Token]
    fills: list[frozenset[int]]
    phrases: list[tuple[Filed, list[int]]]


class _Known(NamedTuple):
    """What is known of a word: the slots it fills, the same as bits, and the phrases filed under it."""

    fills: frozenset[int]
    bits: int
    phrases: tuple[int, ...]


#: A word that no phrase asks for, as most are: one for all of them.
_UNASKED = _Known(frozenset(), 0, ())


class Filing:
    """The phrases of a frame with their slots numbered: the same number for the same set of words."""

    def __init__(self, phrases: Iterable[tuple[Kind, str, Phrase, tuple[Slot, ...]]]) -> None:
        self._numbers: dict[frozenset[str], int] = {}
        self._asking: dict[str, set[int]] = {}
        given = list(phrases)
        self._often = Counter(
            key for _, _, _, slots in given for slot in slots for key in slot.keys
        )
        self._filed = [self._file(*one) for one in given]
        #: a bit for the number of each slot
        self._needs = [_bits({slot.number for slot in filed.slots}) for filed in self._filed]
        self._under: dict[int, list[int]] = {}
        for place, filed in enumerate(self._filed):
            self._under.setdefault(filed.slots[filed.head].number, []).append(place)
        # bounded, and asked only once every slot has its number
        self._known = lru_cache(maxsize=WORDS_KEPT)(self._look_up)

    def number(self, keys: frozenset[str]) -> int:
        """The number of a set of words."""
        if keys not in self._numbers:
            self._numbers[keys] = len(self._numbers)
            for key in keys:
                self._asking.setdefault(key, set()).add(self._numbers[keys])
        return self._numbers[keys]

    def reading(self, words: list[Token]) -> Reading:
        """What a comment with these words may hold. Every set of words has its number by now."""
        known = [self._known(word.keys) for word in words]
        held = 0
        for word in known:
            held |= word.bits
        needs = self._needs
        places: dict[int, list[int]] = {}
        for at, word in enumerate(known):
            for phrase in word.phrases:
                if needs[phrase] & held == needs[phrase]:
                    places.setdefault(phrase, []).append(at)
        phrases = [(self._filed[phrase], places[phrase]) for phrase in sorted(places)]
        return Reading(words, [word.fills for word in known], phrases)

    def _file(self, kind: Kind, theme: str, phrase: Phrase, slots: tuple[Slot, ...]) -> Filed:
        numbered = tuple(Numbered(self.number(slot.keys), slot.gap) for slot in slots)
        head = min(range(len(slots)), key=lambda place: self._commonness(slots[place]))
        return Filed(kind, theme, phrase.polarity, phrase.weak, numbered, head)

    def _commonness(self, slot: Slot) -> int:
        return sum(self._often[key] for key in slot.keys)

    def _look_up(self, keys: frozenset[str]) -> _Known:
        fills = frozenset(number for key in keys for number in self._asking.get(key, ()))
        if not fills:
            return _UNASKED
        phrases = tuple(place for number in fills for place in self._under.get(number, ()))
        return _Known(fills, _bits(fills), phrases)


def _bits(numbers: Iterable[int]) -> int:
    return sum(1 << number for number in numbers)
