"""Composed comments in which every stretch that identifies somebody is marked, and how redaction fares on them.

A line of marked/*.txt is a comment: "I told {name:Dave} off". The kinds are those of KINDS. Made up, in the
words that social workers use; no line is about anybody. `tuned` was read while rules were written, `aside` was not.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from surveys.comments.redact import normalise, spans
from surveys.comments.span import Span

FOLDER = Path(__file__).parent / "marked"
HALVES = ("tuned", "aside")
#: Kind -> the marks that say what it is. Those of TYPED have a shape.
KINDS = {
    "email": ("email",),
    "phone": ("phone",),
    "postcode": ("postcode", "address"),
    "nhs": ("NHS number",),
    "id": ("case number", "phone"),
    "dob": ("birth date",),
    "age": ("age",),
    "address": ("address", "place"),
    "name": ("name",),
    "team": ("team", "place"),
    "school": ("school", "place"),
    "place": ("place", "address", "name"),
}
TYPED = ("email", "phone", "postcode", "nhs", "id", "dob")
_MARKED = re.compile(r"\{(\w+):([^{}]*)\}")


@dataclass(frozen=True)
class Marked:
    """A comment as it is typed, and its stretches that identify: (start, end, kind)."""

    text: str
    stretches: tuple[tuple[int, int, str], ...]


@dataclass
class Score:
    """How many stretches of each kind there are, are covered, and carry their own mark; what was missed or too much."""

    there: Counter[str] = field(default_factory=Counter)
    covered: Counter[str] = field(default_factory=Counter)
    named: Counter[str] = field(default_factory=Counter)
    comments: int = 0
    missed: list[tuple[str, str, str]] = field(default_factory=list)
    false: list[tuple[str, list[str]]] = field(default_factory=list)

    def recall(self, *kinds: str) -> float:
        """Of these kinds, or of all."""
        chosen = kinds or tuple(KINDS)
        return sum(self.covered[k] for k in chosen) / sum(self.there[k] for k in chosen)

    @property
    def too_much(self) -> float:
        """The share of comments in which a word is masked that identifies nobody."""
        return len(self.false) / self.comments


@cache
def marked(half: str) -> tuple[Marked, ...]:
    """The comments of a half."""
    lines = (FOLDER / f"{half}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(read(line) for line in lines)


def read(line: str) -> Marked:
    text, last, stretches = "", 0, []
    for match in _MARKED.finditer(line):
        text += line[last : match.start()]
        stretches.append((len(text), len(text) + len(match[2]), match[1]))
        text += match[2]
        last = match.end()
    text += line[last:]
    if normalise(text) != text:
        raise ValueError(f"not as it is read: {text!r}")
    return Marked(text, tuple(stretches))


def scored(comments: tuple[Marked, ...] | list[Marked]) -> Score:
    """Every stretch counts once: covered when each of its letters and digits is masked, under whatever mark."""
    score = Score()
    for comment in comments:
        found = spans(comment.text)
        score.comments += 1
        for start, end, kind in comment.stretches:
            score.there[kind] += 1
            if _is_covered(comment.text, start, end, found):
                score.covered[kind] += 1
                score.named[kind] += _is_named(start, end, kind, found)
            else:
                score.missed.append((kind, comment.text[start:end], comment.text))
        extra = _too_much(comment, found)
        if extra:
            score.false.append((comment.text, extra))
    return score


def _is_covered(text: str, start: int, end: int, found: tuple[Span, ...]) -> bool:
    return all(
        any(span.start <= place < span.end for span in found)
        for place in range(start, end)
        if text[place].isalnum()
    )


def _is_named(start: int, end: int, kind: str, found: tuple[Span, ...]) -> bool:
    return any(s.mark[1:-1] in KINDS[kind] for s in found if s.start < end and start < s.end)


def _too_much(comment: Marked, found: tuple[Span, ...]) -> list[str]:
    """Words that are masked and lie in no stretch, but for "and" between two of them."""
    masked = [
        (word.start(), word.end(), word[0])
        for span in found
        for word in re.compile(r"\w+").finditer(comment.text, span.start, span.end)
    ]
    return [
        word
        for start, end, word in masked
        if word != "and" and not any(s < end and start < e for s, e, _ in comment.stretches)
    ]
