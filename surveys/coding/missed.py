"""What the code frame misses: phrases of comments without a theme, and phrases that rise. Loads NLTK: jobs alone import it.

A phrase is named only where as many different comments of the newest round hold it as the round's pledge asks for, and no
number below that is told.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from nltk.collocations import BigramCollocationFinder
from nltk.metrics import BigramAssocMeasures
from nltk.stem.snowball import SnowballStemmer

from surveys.comments.code_frame import CodeFrame
from surveys.comments.span import normalise
from surveys.comments.tagger import Hit, tag
from surveys.comments.tokens import tokens
from surveys.fieldwork.pledge import Pledge
from surveys.releases.document import Comment

#: Chance alone gives a log-likelihood of this once in a thousand phrases.
SURE = 10.83
MOST = 20
MOST_READ = 5000

_STEMMER = SnowballStemmer("english")
#: Words that make no phrase by themselves, at its beginning or at its end.
_LITTLE = frozenset(
    "a about after again all also always am an and any are as at be because been before being but by can could did do does"
    " doing done for from get gets getting go going got had has have having he her here him his how i if in into is it its"
    " just like lot make me more most much my myself need no not now of off on one only or other our out over own really"
    " same she should so some still such than that the their them then there these they thing things this those through to"
    " too up us very was we were what when where which while who why will with would you your".split()
)

Gram = tuple[str, ...]


@dataclass
class _Counted:
    """Phrase -> the comments that hold it, how it is written, and in how many the frame sees it already."""

    comments: Counter[Gram] = field(default_factory=Counter)
    seen: Counter[Gram] = field(default_factory=Counter)
    written: dict[Gram, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def told(self, gram: Gram) -> str:
        """As most people write it."""
        return max(sorted(self.written[gram].items()), key=lambda pair: pair[1])[0]

    def is_new(self, gram: Gram) -> bool:
        """Whether the frame overlooks it in most of the comments that hold it."""
        return 2 * self.seen[gram] < self.comments[gram]

    def whole(self, grams: Iterable[Gram]) -> tuple[Gram, ...]:
        """Without those that stand inside a longer one in every comment: the longer one says more."""
        found = tuple(grams)
        return tuple(one for one in found if not any(self._is_part(one, of) for of in found))

    def _is_part(self, one: Gram, of: Gram) -> bool:
        if len(one) >= len(of) or self.comments[one] > self.comments[of]:
            return False
        return any(of[at : at + len(one)] == one for at in range(len(of)))


def look(
    frame: CodeFrame, comments: Sequence[Comment], wave: str, pledge: Pledge
) -> dict[str, object]:
    """The answer: comments of the round, those without a theme, phrases of these, phrases that rise."""
    now = [one for one in comments if one.wave == wave][:MOST_READ]
    earlier = [one for one in comments if one.wave != wave][:MOST_READ]
    read = [(normalise(one.text), tag(one.text, frame)) for one in now]
    bare = [(text, hits) for text, hits in read if not hits]
    return {
        "wave": wave,
        "comments": _permitted(len(now), pledge),
        "without": _permitted(len(bare), pledge),
        "phrases": _together(bare, pledge),
        "rising": list(_rising(read, [normalise(one.text) for one in earlier], pledge))[:MOST],
    }


def _permitted(number: int, pledge: Pledge) -> int | None:
    return number if pledge.permits_comments(number) else None


def _together(bare: Sequence[tuple[str, Sequence[Hit]]], pledge: Pledge) -> list[object]:
    """Words, and words that stand together more often than chance lets them, in comments without a theme."""
    counted = _count(bare)
    finder = BigramCollocationFinder.from_documents(
        [[w for w, _, _, _ in _words(t)] for t, _ in bare]
    )
    pairs = dict(finder.score_ngrams(BigramAssocMeasures.likelihood_ratio)) if bare else {}
    found = counted.whole(
        gram
        for gram, number in sorted(counted.comments.items(), key=lambda one: (-one[1], one[0]))
        if pledge.permits_comments(number)
        and all(pairs.get(pair, 0) >= SURE for pair in pairwise(gram))
    )
    return [
        {"phrase": counted.told(gram), "comments": counted.comments[gram]} for gram in found[:MOST]
    ]


def _rising(
    read: Sequence[tuple[str, Sequence[Hit]]], earlier: Sequence[str], pledge: Pledge
) -> Iterator[object]:
    """Phrases that more of the comments hold than before, the surest first; none without an earlier round."""
    counted, before = _count(read), _count((text, ()) for text in earlier)
    scores = {
        gram: likelihood(number, len(read), before.comments[gram], len(earlier))
        for gram, number in counted.comments.items()
        if pledge.permits_comments(number) and counted.is_new(gram)
    }
    ranked = sorted(scores.items(), key=lambda one: (-one[1], one[0]))
    for gram in counted.whole(gram for gram, score in ranked if score >= SURE):
        yield {
            "phrase": counted.told(gram),
            "comments": counted.comments[gram],
            "earlier": _permitted(before.comments[gram], pledge),
        }


def likelihood(now: int, of_now: int, before: int, of_before: int) -> float:
    """Dunning's log-likelihood that a phrase is more frequent now than before; 0 where it is not."""
    if not (of_now and of_before) or now * of_before <= before * of_now:
        return 0.0
    share = (now + before) / (of_now + of_before)
    terms = ((now, of_now * share), (before, of_before * share))
    return 2 * sum(seen * math.log(seen / expected) for seen, expected in terms if seen)


def _count(read: Iterable[tuple[str, Sequence[Hit]]]) -> _Counted:
    counted = _Counted()
    for text, hits in read:
        grams: dict[Gram, str] = {}
        seen: set[Gram] = set()
        for gram, start, end in _grams(text):
            grams.setdefault(gram, text[start:end].lower())
            if any(hit.start < end and start < hit.end for hit in hits):
                seen.add(gram)
        counted.comments.update(grams.keys())
        counted.seen.update(seen)
        for gram, written in grams.items():
            counted.written[gram][written] += 1
    return counted


def _grams(text: str) -> Iterator[tuple[Gram, int, int]]:
    """One to three words of a sentence with nothing but spaces between them, and where they stand."""
    words = list(_words(text))
    for first in range(len(words)):
        for last in range(first, min(first + 3, len(words))):
            part = words[first : last + 1]
            gaps = (text[a[2] : b[1]] for a, b in pairwise(part))
            if any(gap.strip() for gap in gaps) or part[0][3] != part[-1][3]:
                break
            if part[0][0] not in _LITTLE and part[-1][0] not in _LITTLE:
                yield tuple(word for word, _, _, _ in part), part[0][1], part[-1][2]


def _words(text: str) -> Iterator[tuple[str, int, int, int]]:
    """Stem, begin, end and sentence of each word; numbers and marks such as [name] are none."""
    for one in tokens(text):
        word = text[one.start : one.end].lower()
        if word[0].isalpha() and len(word) > 1:
            stem = word if word in _LITTLE else str(_STEMMER.stem(word))
            yield stem, one.start, one.end, one.sentence
