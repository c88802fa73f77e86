"""Choices: what the author of a comment covers besides, and what they ask to be shown; and what comes of it.

Keeps docs/promise.md#comments: an author can cover any word. What the rules cover stays covered whatever is chosen; of words
that are no identifier with a shape the author can ask that a reader show them (kept.py).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from surveys.comments.kept import MOST_KEPT, Kept, can_be_asked, marks
from surveys.comments.redact import masked, spans
from surveys.comments.span import HIDDEN, MARK, Span, normalise
from surveys.comments.wherever import wherever


@dataclass(frozen=True)
class Choices:
    """Words to cover, wherever they stand, and covered words to ask for; capitals make no difference."""

    hide: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()


@dataclass(frozen=True)
class Covered:
    """Something under a mark: what stands there, and whether its author may ask, or asks, for it to be shown."""

    mark: str
    words: str
    can_be_asked: bool
    asked: bool


@dataclass(frozen=True)
class Approved:
    """A comment as it will be read, with what stands under its marks, each once; of that nothing but `kept` is sent.

    `not_found` are words to cover that are not in the comment; `too_many` is said when more is asked than can be.
    """

    text: str
    kept: tuple[Kept, ...]
    covered: tuple[Covered, ...]
    not_found: tuple[str, ...]
    too_many: bool


def approved(text: str, choices: Choices) -> Approved:
    """The comment with the rules' marks and with the author's."""
    plain = normalise(text)
    by_rules = spans(plain)
    hidden, not_found = _hidden(plain, by_rules, choices.hide)
    found = spans(plain, hidden=hidden) if hidden else by_rules
    whole = masked(plain, found)
    wanted = {words.casefold() for words in choices.keep}
    covered = tuple(_covered(plain, whole, found, wanted))
    asked = _asked(whole, found, covered)
    return Approved(
        text=whole,
        kept=asked[:MOST_KEPT],
        covered=tuple(dict.fromkeys(covered)),
        not_found=not_found,
        too_many=len(asked) > MOST_KEPT,
    )


def _covered(plain: str, whole: str, found: Sequence[Span], wanted: set[str]) -> Iterator[Covered]:
    """Each stretch in turn. What stands around it counts as it is read: a covered number is none."""
    shift = 0
    for span in found:
        words, start = plain[span.start : span.end], span.start + shift
        can = can_be_asked(span.mark, words, whole[:start], whole[start + len(span.mark) :])
        yield Covered(span.mark, words, can, can and words.casefold() in wanted)
        shift += len(span.mark) - len(words)


def _hidden(
    plain: str, by_rules: Sequence[Span], hide: Sequence[str]
) -> tuple[list[Span], tuple[str, ...]]:
    """Where the words stand that are not covered by the rules, and those that stand nowhere."""
    taken = [(span.start, span.end) for span in by_rules]
    taken += [mark.span() for mark in MARK.finditer(plain)]
    hidden, not_found = [], []
    for words in hide:
        there = [one.span() for one in wherever(normalise(words), plain)]
        free = [
            (start, end)
            for start, end in there
            if not any(begun <= start and end <= ended for begun, ended in taken)
        ]
        hidden += [Span(start, end, HIDDEN) for start, end in free]
        if not there:
            not_found.append(words)
    return hidden, tuple(not_found)


def _asked(whole: str, found: Sequence[Span], covered: Sequence[Covered]) -> tuple[Kept, ...]:
    """Each stretch asked for, with the number of its mark in the text that is sent."""
    numbers = {mark.start(): number for number, mark in enumerate(marks(whole))}
    kept, shift = [], 0
    for span, one in zip(found, covered, strict=True):
        if one.asked:
            kept.append(Kept(numbers[span.start + shift], one.words))
        shift += len(span.mark) - (span.end - span.start)
    return tuple(kept)
