"""Span: a stretch of a comment that identifies somebody, and the mark that takes its place."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from surveys.comments.rules import rules

#: Every mark, the most telling first: where two stretches overlap, the first of their marks stays.
MARKS = rules().marks
#: A mark as it stands in a text.
MARK = re.compile(r"\[(?:" + "|".join(MARKS) + r")\]")
#: The mark of words that a person covered, an author or a reader.
HIDDEN = "[hidden]"

_RANK = {f"[{mark}]": rank for rank, mark in enumerate(MARKS)}
_PLAIN = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}  # full-width forms
    | {char: plain for plain, chars in rules().plain.items() for char in chars}
)
_UNSEEN = re.compile(rules().unseen)
_BEYOND = re.compile(rules().beyond)
_JOINER = "\u200d"
#: Joiners beside a letter, a digit or an address: they are seen in emoji only.
_JOINERS = re.compile(r"(?<=[\w@.])\u200d+|\u200d+(?=[\w@.])")


@dataclass(frozen=True)
class Span:
    """Characters `start` to `end` (not included) of a normalised text, and their mark: "[name]"."""

    start: int
    end: int
    mark: str


def normalise(text: str) -> str:
    """The text with straight quotes, plain spaces and digits, and without characters nobody sees."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").translate(_PLAIN)
    text = _UNSEEN.sub("", text)
    if not text.isascii():
        text = _BEYOND.sub(r"\1", text)
    if _JOINER in text:  # nearly never, and the pattern looks at every character
        text = _JOINERS.sub("", text)
    return unicodedata.normalize("NFC", text)


def merge(found: Iterable[Span]) -> list[Span]:
    """The same stretches in order, those that overlap made one. Nothing that was found is uncovered."""
    merged: list[Span] = []
    for span in sorted(found, key=lambda one: (one.start, -one.end)):
        if merged and span.start < merged[-1].end:
            last = merged.pop()
            mark = min(last.mark, span.mark, key=_RANK.__getitem__)
            merged.append(Span(last.start, max(last.end, span.end), mark))
        else:
            merged.append(span)
    return merged
