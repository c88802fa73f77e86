"""Kept: words under a mark which their author asks a comment reader to show.

Keeps docs/promise.md#comments: the mark stays in the text until a reader agrees, and no identifier with a shape is ever
shown, whoever asks. What a ballot carries is not believed: it is looked at again here, before a reader sees it and before
it is shown.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from surveys.comments.redact import spans
from surveys.comments.rules import rules
from surveys.comments.span import HIDDEN, MARK, Span, normalise
from surveys.errors import Refusal

#: For each comment.
MOST_KEPT: Final = 5
MOST_CHARACTERS: Final = 60
#: Marks of words. The others cover identifiers with a shape.
SOFT: Final = frozenset(f"[{mark}]" for mark in rules().soft_marks)

#: Characters within which a number makes a street of a name.
_NEAR: Final = 20
_BETWEEN: Final = frozenset(" '’&-")
_AT_OR_DOT: Final = re.compile(r"@|\bdot\b")


@dataclass(frozen=True)
class Kept:
    """`words` stand under the text's mark number `mark`: from 0, those that say "[hidden]" not counted.

    So the number stays the same when a reader hides more words.
    """

    mark: int
    words: str


class StaysCovered(Refusal):
    """Words that nobody may uncover, or a mark that is not there."""


def can_be_asked(mark: str, words: str, before: str = "", after: str = "") -> bool:
    """Whether an author may ask for words under this mark: a few, of letters alone, and no number near them.

    `before` and `after` are the text around the mark. "12 [name] y [name]" is an address in a language whose streets we
    do not know; digits have many forms, so they are told by what Unicode says of them, not by a pattern.
    """
    near = f"{MARK.sub('.', before)[-_NEAR:]} {MARK.sub('.', after)[:_NEAR]}"
    return (
        mark in SOFT
        and len(words) <= MOST_CHARACTERS
        and all(char in _BETWEEN or unicodedata.category(char)[0] in "LM" for char in words)
        and not any(unicodedata.category(char)[0] == "N" for char in near)
        and not _AT_OR_DOT.search(f"{before[-_NEAR:]}{words}{after[:_NEAR]}".casefold())
    )


def marks(text: str) -> list[re.Match[str]]:
    """The marks that are counted, in the order of the text."""
    return [found for found in MARK.finditer(text) if found[0] != HIDDEN]


def carried(text: str, kept: Iterable[Kept]) -> tuple[Kept, ...]:
    """What is kept of a comment as it was sent, numbered for the same comment redacted once more.

    Left out: what no page of ours asks for, and what is now covered by a wider mark.
    """
    wanted = {one.mark: one for one in kept}
    if not wanted:
        return ()
    plain = normalise(text)
    found = spans(plain)
    there = list(enumerate(marks(plain)))
    inside = {number for number, one in there if any(_meet(one.span(), span) for span in found)}
    # A mark put in before one that was sent moves its number up; a sent one that is covered, down.
    moved = {
        number: sum(span.end <= one.start() for span in found)
        + sum(1 for earlier in range(number) if earlier not in inside)
        for number, one in there
    }
    sound = [
        Kept(moved[number], normalise(wanted[number].words).strip())
        for number, one in there
        if number in wanted and number not in inside and _may(plain, one, wanted[number].words)
    ]
    return tuple(sound[:MOST_KEPT])


def shown(text: str, one: Kept) -> str:
    """The text with these words in the place of their mark. Raises StaysCovered."""
    there = marks(text)
    if one.mark >= len(there) or not _may(text, there[one.mark], one.words):
        raise StaysCovered(
            "These words stay covered: they could be a number, an address or a date."
        )
    start, end = there[one.mark].span()
    return f"{text[:start]}{one.words}{text[end:]}"


def without(kept: Sequence[Kept], shown: Kept) -> tuple[Kept, ...]:
    """What is left to ask for once one of them is shown: its mark is gone, so later ones move down."""
    return tuple(
        Kept(one.mark - (one.mark > shown.mark), one.words) for one in kept if one != shown
    )


def _may(text: str, mark: re.Match[str], words: str) -> bool:
    """Whether these words can be asked for, and would not read as an identifier where they stand."""
    words = normalise(words).strip()
    around = text[: mark.start()], text[mark.end() :]
    if not words or MARK.search(words) or not can_be_asked(mark[0], words, *around):
        return False
    start, end = mark.start(), mark.start() + len(words)
    open_text = f"{text[:start]}{words}{text[mark.end() :]}"
    return all(span.mark in SOFT for span in spans(open_text) if _meet((start, end), span))


def _meet(stretch: tuple[int, int], span: Span) -> bool:
    return span.start < stretch[1] and stretch[0] < span.end
