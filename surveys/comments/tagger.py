"""The tagger: which themes a comment is about, how it speaks of them, and which words show it.

It reads no more than words: exact ones beside Snowball stems, "not" before a phrase, "should" and
"if" before praise. It explains every theme by the text that triggered it.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from surveys.comments.code_frame import CodeFrame, Polarity
from surveys.comments.matcher import Found, Matcher, matcher
from surveys.comments.span import normalise
from surveys.comments.tokens import Token, tokens

__all__ = ["Hit", "Polarity", "tag", "themes"]

#: Praise is praise or it is nothing.
PRAISE = "praise"
_REACH = 3
_UNREAL_REACH = 6
_PLAIN_NEGATIONS = frozenset(("=not", "=no", "=never", "=isn't", "=aren't", "=without", "=nobody"))


@dataclass(frozen=True)
class Hit:
    """A theme in a comment. `phrase` is the exact text that triggered it: `normalise(text)[start:end]`."""

    theme: str
    polarity: Polarity
    phrase: str
    start: int
    end: int


def tag(text: str, frame: CodeFrame) -> tuple[Hit, ...]:
    """Every phrase of the frame in the text, in order; within a theme they never overlap."""
    plain = normalise(text)
    compiled = matcher(frame)
    words = tokens(plain)
    reading = compiled.reading(words)
    found = [_turned(one, words, compiled) for one in compiled.themes(reading)]
    if not found:
        return ()
    heard = [_turned(one, words, compiled) for one in compiled.tone(reading)]
    tone = _Tone(words, [*heard, *found])
    hits: list[Hit] = []
    for one in found:
        polarity = _polarity(one, tone, compiled.named[one.theme])
        if one.theme == PRAISE and polarity is not Polarity.POSITIVE:
            continue
        start, end = words[one.first].start, words[one.last].end
        hits.append(Hit(one.theme, polarity, plain[start:end], start, end))
    return tuple(hits)


@dataclass(frozen=True)
class _Tone:
    """What leans to praise or complaint in a comment: tone words, and phrases of every theme."""

    words: list[Token]
    found: list[Found]

    def of_sentence(self, place: int) -> list[Found]:
        sentence = self.words[place].sentence
        return [one for one in self.found if self.words[one.first].sentence == sentence]


def themes(hits: Iterable[Hit]) -> dict[str, Polarity]:
    """One polarity a theme: what most of its hits say; mixed when both weigh alike or none is clear."""
    said: dict[str, Counter[Polarity]] = {}
    for hit in hits:
        said.setdefault(hit.theme, Counter())[hit.polarity] += 1
    return {theme: _together(polarities) for theme, polarities in said.items()}


def _together(said: Counter[Polarity]) -> Polarity:
    against, praise = said[Polarity.NEGATIVE], said[Polarity.POSITIVE]
    if against == praise:
        return Polarity.MIXED
    return Polarity.NEGATIVE if against > praise else Polarity.POSITIVE


def _polarity(found: Found, tone: _Tone, named: Polarity) -> Polarity:
    """What a phrase says here: as it is written, or, when it only names the theme, what is said
    beside it: in its sentence, else in the comment, else what naming that theme means."""
    if found.polarity is not Polarity.MIXED or found.theme == PRAISE:
        return found.polarity
    beside = _prevailing(tone.of_sentence(found.first))
    if beside is not None:
        return named if beside is Polarity.MIXED else beside
    overall = _prevailing(tone.found)
    return named if overall is None or named is Polarity.NEGATIVE else overall


def _prevailing(tone: list[Found]) -> Polarity | None:
    """The way most of the tone leans, mixed where it leans both ways alike; None without any."""
    negative = sum(one.polarity is Polarity.NEGATIVE for one in tone)
    positive = sum(one.polarity is Polarity.POSITIVE for one in tone)
    if negative == positive:
        return Polarity.MIXED if negative else None
    return Polarity.NEGATIVE if negative > positive else Polarity.POSITIVE


def _turned(found: Found, words: list[Token], compiled: Matcher) -> Found:
    """The find with its polarity as "not", "should" and "if" before or inside it leave it."""
    negations = _near(found, words, compiled.negation, _REACH)
    if found.polarity is Polarity.POSITIVE:
        if negations:
            return found.saying(Polarity.NEGATIVE)
        unreal = _near(found, words, compiled.unreal, _UNREAL_REACH)
        return found.saying(Polarity.MIXED) if unreal else found
    if found.polarity is Polarity.MIXED:
        return found.saying(Polarity.NEGATIVE) if negations else found
    # "not stressed" turns a complaint round, "cannot manage the stress" does not
    close = {found.first - 1, found.last - 1}
    plain = any(place in close and words[place].keys & _PLAIN_NEGATIONS for place in negations)
    return found.saying(Polarity.POSITIVE) if plain else found


def _near(found: Found, words: list[Token], keys: frozenset[str], reach: int) -> list[int]:
    """The words that answer to one of the keys: inside the find, or up to `reach` words before it
    in its clause."""
    clause = words[found.first].clause
    before = range(max(0, found.first - reach), found.first)
    places = [place for place in before if words[place].clause == clause]
    return [place for place in [*places, *found.skipped] if words[place].keys & keys]
