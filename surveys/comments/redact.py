"""Redaction: a comment with a typed mark wherever it would say who somebody is.

Keeps docs/promise.md#comments: what identifies is replaced before anybody reads, and when in doubt
it is replaced.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from surveys.comments.identifiers import typed
from surveys.comments.lexicon import lexicon
from surveys.comments.named_groups import places, schools, sites, teams
from surveys.comments.names import people
from surveys.comments.picture import picture
from surveys.comments.span import MARK, Span, merge, normalise
from surveys.comments.words import words

__all__ = ["Redaction", "Span", "masked", "normalise", "redact", "spans"]

_NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Redaction:
    """A comment without what identifies. `marks` are the marks put in, in order; no original."""

    text: str
    marks: tuple[str, ...]


def redact(text: str, *, allow: frozenset[str] = _NOBODY) -> Redaction:
    """The text with marks. Redacting it again changes nothing.

    `allow` holds words (any case) that name nobody in this organisation; it never lets an e-mail
    address, a number or another identifier with a shape through.
    """
    plain = normalise(text)
    found = _found(plain, allow)
    return Redaction(masked(plain, found), tuple(span.mark for span in found))


def spans(
    text: str, *, allow: frozenset[str] = _NOBODY, hidden: Sequence[Span] = ()
) -> tuple[Span, ...]:
    """What to mask, in order, without overlap, as offsets into `normalise(text)`.

    `hidden` are stretches that a person covers besides. They never uncover anything: what would be
    masked without them stays masked.
    """
    plain = normalise(text)
    found = _found(plain, allow)
    return _found(plain, allow, merge([*found, *hidden])) if hidden else found


def masked(plain: str, found: Sequence[Span]) -> str:
    """A normalised text with the marks of these stretches in their place."""
    pieces: list[str] = []
    last = 0
    for span in found:
        pieces += [plain[last : span.start], span.mark]
        last = span.end
    return "".join([*pieces, plain[last:]])


def _found(plain: str, allow: frozenset[str], begun: Sequence[Span] = ()) -> tuple[Span, ...]:
    """Looks again and again, from what is covered already.

    A mark can bring words together that then look like a name, so it looks again until nothing new
    turns up; every turn takes at least one character that was not yet masked.
    """
    lower = frozenset(word.lower() for word in allow)
    found = list(begun) or _look(plain, lower)
    while found:
        text, origin = _with_origins(plain, found)
        new = [_back(span, origin) for span in _look(text, lower)]
        if not new:
            return tuple(found)
        found = merge([*found, *new])
    return ()


def _look(text: str, allow: frozenset[str]) -> list[Span]:
    seen = picture(text)
    barriers = [match.span() for match in MARK.finditer(seen)]
    lists = lexicon()
    found_words = words(text, seen, barriers)
    found = [
        *typed(seen),
        *schools(found_words, lists, allow),
        *teams(found_words, lists, allow),
        *sites(found_words, lists, allow),
        *places(found_words, lists, allow),
        *people(found_words, lists, allow),
    ]
    return [span for span in merge(found) if not _is_masked(span, barriers, text)]


def _is_masked(span: Span, barriers: list[tuple[int, int]], text: str) -> bool:
    """Whether nothing but marks and the blanks between them stands there already."""
    return all(
        text[place].isspace() or any(start <= place < end for start, end in barriers)
        for place in range(span.start, span.end)
    )


def _with_origins(text: str, found: Sequence[Span]) -> tuple[str, list[tuple[int, int]]]:
    """The masked text, and for each of its characters the stretch of `text` that it stands for."""
    pieces: list[str] = []
    origin: list[tuple[int, int]] = []
    last = 0
    for span in [*found, Span(len(text), len(text), "")]:
        pieces += [text[last : span.start], span.mark]
        origin += [(place, place + 1) for place in range(last, span.start)]
        origin += [(span.start, span.end)] * len(span.mark)
        last = span.end
    return "".join(pieces), origin


def _back(span: Span, origin: list[tuple[int, int]]) -> Span:
    """A span of the masked text as a span of the text."""
    return Span(origin[span.start][0], origin[span.end - 1][1], span.mark)
