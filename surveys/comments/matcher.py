"""The matcher: a code frame made ready for thousands of comments.

Every phrase is filed under its rarest word, so that a comment is compared only with phrases of which
it holds that word, and then only if it holds all of them.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from surveys.comments.code_frame import CodeFrame, Phrase, Polarity
from surveys.comments.phrase import Slot, parse
from surveys.comments.tokens import Token

#: Little words that need not be written between two words of a phrase.
_LITTLE = 2


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase of a theme in a comment: its first and last token, both included."""

    theme: str
    polarity: Polarity
    first: int
    last: int
    #: tokens between that the phrase does not name
    skipped: tuple[int, ...]
    #: a hint, which counts only beside another phrase of its theme
    weak: bool = False
    #: which phrase it is: what a hint must differ in to count beside another
    phrase: tuple[Slot, ...] = ()

    def saying(self, polarity: Polarity) -> "Found":
        return replace(self, polarity=polarity)


@dataclass(frozen=True, slots=True)
class _Filed:
    theme: str
    polarity: Polarity
    slots: tuple[Slot, ...]
    weak: bool


class Matcher:
    """The phrases of a frame, ready to be looked up."""

    def __init__(self, frame: CodeFrame) -> None:
        keys = {name: _keys(frame, name) for name in ("negation", "unreal", "filler")}
        self.negation, self.unreal, self._filler = keys.values()
        self._gap = frame.gap
        self.named = {theme.code: theme.named for theme in frame.themes}
        phrases = [(theme.code, one) for theme in frame.themes for one in theme.phrases]
        self._themes = _index(frame, phrases)
        self._exceptions = _index(frame, _exceptions(frame))
        self._tone = _index(frame, [("", one) for one in frame.tone])

    def themes(self, words: list[Token]) -> list[Found]:
        """The themes' phrases in order, the longest where phrases of a theme overlap."""
        places = _places(words)
        found = self._look(words, places, self._themes)
        if found:
            barred = self._look(words, places, self._exceptions)
            found = [one for one in found if not any(_covers(bar, one) for bar in barred)]
        return _without_lone_hints(_without_overlaps(found))

    def tone(self, words: list[Token]) -> list[Found]:
        """The words of praise and complaint, in order."""
        return _without_overlaps(self._look(words, _places(words), self._tone))

    def _look(
        self, words: list[Token], places: dict[str, list[int]], index: dict[str, list[_Filed]]
    ) -> list[Found]:
        held = places.keys()
        candidates = {id(one): one for key in held & index.keys() for one in index[key]}
        found: list[Found] = []
        for filed in candidates.values():
            slots = filed.slots
            if any(slot.keys.isdisjoint(held) for slot in slots):
                continue
            for first in sorted({at for key in slots[0].keys & held for at in places[key]}):
                steps = self._steps(slots, words, first)
                if steps:
                    skipped = tuple(sorted(set(range(first, steps[-1])) - set(steps)))
                    found.append(
                        Found(
                            filed.theme,
                            filed.polarity,
                            first,
                            steps[-1],
                            skipped,
                            filed.weak,
                            slots,
                        )
                    )
        return found

    def _steps(self, slots: tuple[Slot, ...], words: list[Token], first: int) -> list[int]:
        """The tokens of the phrase that starts at `first`, or none. It stays in its sentence."""
        steps = [first]
        for slot in slots[1:]:
            following = self._step(slot, words, steps[-1])
            if following is None:
                return []
            steps.append(following)
        return steps

    def _step(self, slot: Slot, words: list[Token], at: int) -> int | None:
        skipped = 0
        little = 0
        for place in range(at + 1, min(len(words), at + 2 + self._gap + _LITTLE)):
            word = words[place]
            if word.sentence != words[at].sentence:
                return None
            if not slot.keys.isdisjoint(word.keys):
                return place
            if little < _LITTLE and not word.keys.isdisjoint(self._filler):
                little += 1
            elif slot.gap and skipped < self._gap:
                skipped += 1
            else:
                return None
        return None


def _places(words: list[Token]) -> dict[str, list[int]]:
    """Where the words stand that answer to a key."""
    places: dict[str, list[int]] = {}
    for place, word in enumerate(words):
        for key in word.keys:
            places.setdefault(key, []).append(place)
    return places


_ready: dict[str, Matcher] = {}


def matcher(frame: CodeFrame) -> Matcher:
    """The matcher of a frame, made once (half a second) and kept by the frame's fingerprint."""
    if frame.fingerprint not in _ready:
        _ready[frame.fingerprint] = Matcher(frame)
    return _ready[frame.fingerprint]


def _keys(frame: CodeFrame, name: str) -> frozenset[str]:
    slots = parse("@" + name, frame.words)
    return slots[0][0].keys


def _exceptions(frame: CodeFrame) -> list[tuple[str, Phrase]]:
    return [
        (theme.code, Phrase(text, Polarity.MIXED))
        for theme in frame.themes
        for text in theme.exceptions
    ]


def _index(frame: CodeFrame, phrases: Iterable[tuple[str, Phrase]]) -> dict[str, list[_Filed]]:
    filed = [
        _Filed(theme, phrase.polarity, slots, phrase.weak)
        for theme, phrase in phrases
        for slots in parse(phrase.text, frame.words)
    ]
    often = Counter(key for one in filed for slot in one.slots for key in slot.keys)
    weight: Callable[[Slot], int] = lambda slot: sum(often[key] for key in slot.keys)  # noqa: E731
    index: dict[str, list[_Filed]] = {}
    for one in filed:
        for key in min(one.slots, key=weight).keys:
            index.setdefault(key, []).append(one)
    return index


def _covers(bar: Found, one: Found) -> bool:
    return bar.theme == one.theme and bar.first <= one.last and one.first <= bar.last


def _without_overlaps(found: list[Found]) -> list[Found]:
    """Hints last; the longest first; where two are as long, the clearer. Then in order of the text."""
    kept: list[Found] = []
    taken: dict[str, set[int]] = {}
    for one in sorted(found, key=_worth):
        places = set(range(one.first, one.last + 1))
        if taken.setdefault(one.theme, set()).isdisjoint(places):
            taken[one.theme] |= places
            kept.append(one)
    return sorted(kept, key=lambda one: (one.first, one.last, one.theme))


def _without_lone_hints(found: list[Found]) -> list[Found]:
    """Hints of a theme count where two lines of them are met, or where one of its phrases is no hint.
    What stands on one line is one hint, however often and in whatever words it is said."""
    firm = {one.theme for one in found if not one.weak}
    met: dict[str, set[tuple[Slot, ...]]] = {}
    for one in found:
        met.setdefault(one.theme, set()).add(one.phrase)
    return [one for one in found if one.theme in firm or len(met[one.theme]) >= 2]


def _worth(found: Found) -> tuple[bool, int, bool, int, str]:
    length = found.last - found.first
    unclear = found.polarity is Polarity.MIXED
    return (found.weak, -length, unclear, found.first, found.polarity)
