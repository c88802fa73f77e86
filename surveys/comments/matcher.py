"""The matcher: the phrases of a code frame that a comment holds, and which of them count."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from surveys.comments.code_frame import CodeFrame, Phrase, Polarity
from surveys.comments.filing import Filed, Filing, Kind, Numbered, Reading
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
    phrase: tuple[Numbered, ...] = ()

    def saying(self, polarity: Polarity) -> "Found":
        return replace(self, polarity=polarity)


class Matcher:
    """The phrases of a frame, ready to be looked up."""

    def __init__(self, frame: CodeFrame) -> None:
        keys = {name: _keys(frame, name) for name in ("negation", "unreal", "filler")}
        self.negation, self.unreal, filler = keys.values()
        self._gap = frame.gap
        self.named = {theme.code: theme.named for theme in frame.themes}
        self._filing = Filing(_phrases(frame))
        self._filler = self._filing.number(filler)

    def reading(self, words: list[Token]) -> Reading:
        """The words of a comment as `themes` and `tone` want them."""
        return self._filing.reading(words)

    def themes(self, reading: Reading) -> list[Found]:
        """The themes' phrases in order, the longest where phrases of a theme overlap."""
        found = self._look(reading, Kind.THEME)
        if found:
            barred = self._look(reading, Kind.EXCEPTION)
            found = [one for one in found if not any(_covers(bar, one) for bar in barred)]
        return _without_lone_hints(_with_what_denies(_without_overlaps(found), found))

    def tone(self, reading: Reading) -> list[Found]:
        """The words of praise and complaint, in order."""
        return _without_overlaps(self._look(reading, Kind.TONE))

    def _look(self, reading: Reading, kind: Kind) -> list[Found]:
        found: list[Found] = []
        for filed, heads in reading.phrases:
            if filed.kind is not kind:
                continue
            for first in self._firsts(filed, heads, reading.fills):
                steps = self._steps(filed.slots, reading, first)
                if steps:
                    last = steps[-1]
                    skipped = tuple(place for place in range(first, last) if place not in steps)
                    found.append(
                        Found(
                            filed.theme,
                            filed.polarity,
                            first,
                            last,
                            skipped,
                            filed.weak,
                            filed.slots,
                        )
                    )
        return found

    def _firsts(self, filed: Filed, heads: list[int], fills: list[frozenset[int]]) -> list[int]:
        """Where a phrase can start whose rarest words stand at `heads`: no farther off than they reach."""
        if filed.head == 0:
            return heads
        reach = filed.head * (1 + self._gap + _LITTLE)
        number = filed.slots[0].number
        near = [
            place
            for head in heads
            for place in range(max(0, head - reach), head)
            if number in fills[place]
        ]
        return near if len(heads) == 1 else sorted(set(near))

    def _steps(self, slots: tuple[Numbered, ...], reading: Reading, first: int) -> list[int]:
        """The tokens of the phrase that starts at `first`, or none. It stays in its sentence."""
        steps = [first]
        for slot in slots[1:]:
            following = self._step(slot, reading, steps[-1])
            if following is None:
                return []
            steps.append(following)
        return steps

    def _step(self, slot: Numbered, reading: Reading, at: int) -> int | None:
        words, fills = reading.words, reading.fills
        sentence = words[at].sentence
        skipped = 0
        little = 0
        for place in range(at + 1, min(len(words), at + 2 + self._gap + _LITTLE)):
            if words[place].sentence != sentence:
                return None
            if slot.number in fills[place]:
                return place
            if little < _LITTLE and self._filler in fills[place]:
                little += 1
            elif slot.gap and skipped < self._gap:
                skipped += 1
            else:
                return None
        return None


#: How many frames are kept ready: the versions in use, and one that is being tried.
_MOST_READY = 8
_ready: dict[str, Matcher] = {}


def matcher(frame: CodeFrame) -> Matcher:
    """The matcher of a frame, made once (half a second) and kept by the frame's fingerprint."""
    if frame.fingerprint not in _ready:
        if len(_ready) == _MOST_READY:
            del _ready[next(iter(_ready))]
        _ready[frame.fingerprint] = Matcher(frame)
    return _ready[frame.fingerprint]


def _keys(frame: CodeFrame, name: str) -> frozenset[str]:
    slots = parse("@" + name, frame.words)
    return slots[0][0].keys


def _phrases(frame: CodeFrame) -> Iterator[tuple[Kind, str, Phrase, tuple[Slot, ...]]]:
    """Every phrase of the frame, once for each order of words in which it may stand."""
    given = [(Kind.THEME, theme.code, one) for theme in frame.themes for one in theme.phrases]
    given += [
        (Kind.EXCEPTION, theme.code, Phrase(text, Polarity.MIXED))
        for theme in frame.themes
        for text in theme.exceptions
    ]
    given += [(Kind.TONE, "", one) for one in frame.tone]
    for kind, theme, phrase in given:
        for slots in parse(phrase.text, frame.words):
            yield kind, theme, phrase, slots


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


def _with_what_denies(kept: list[Found], found: list[Found]) -> list[Found]:
    """A complaint that begins a word earlier in another complaint of its theme begins there: "supervision for weeks" is
    one and "no supervision" is one, so "no" does not turn the first round."""
    complaints = {(o.theme, o.first) for o in found if o.polarity is Polarity.NEGATIVE}
    taken = {(one.theme, one.last) for one in kept}
    return [
        replace(one, first=one.first - 1)
        if one.polarity is Polarity.NEGATIVE
        and (one.theme, one.first - 1) in complaints
        and (one.theme, one.first - 1) not in taken
        else one
        for one in kept
    ]


def _without_lone_hints(found: list[Found]) -> list[Found]:
    """Hints of a theme count where two lines of them are met, or where one of its phrases is no hint.
    What stands on one line is one hint, however often and in whatever words it is said."""
    firm = {one.theme for one in found if not one.weak}
    met: dict[str, set[tuple[Numbered, ...]]] = {}
    for one in found:
        met.setdefault(one.theme, set()).add(one.phrase)
    return [one for one in found if one.theme in firm or len(met[one.theme]) >= 2]


def _worth(found: Found) -> tuple[bool, int, bool, int, str]:
    length = found.last - found.first
    unclear = found.polarity is Polarity.MIXED
    return (found.weak, -length, unclear, found.first, found.polarity)
