"""Span: a stretch of a comment that identifies somebody, and the mark that takes its place."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

#: Every mark, the most telling first: where two stretches overlap, the first of their marks stays.
MARKS = (
    "email",
    "NHS number",
    "phone",
    "case number",
    "postcode",
    "birth date",
    "address",
    "age",
    "school",
    "team",
    "place",
    "name",
)
#: A mark as it stands in a text.
MARK = re.compile(r"\[(?:" + "|".join(MARKS) + r")\]")

_RANK = {f"[{mark}]": rank for rank, mark in enumerate(MARKS)}
_PLAIN = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}  # full-width forms
    | dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"')
    | dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u202f\u3000", " ")
    | dict.fromkeys("\u2010\u2011", "-")
)
#: Characters that nobody sees and that would hide a name: controls, marks of direction, joiners in a word.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x0d\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e"
    r"\u2060-\u2069\ufeff\ufff9-\ufffb]|(?<=[\w@.])\u200d|\u200d(?=[\w@.])"
)


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
