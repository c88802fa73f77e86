"""The rules of redaction that the server and the browser share: data/rules.toml, read once a process."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import NotRequired, TypedDict

from surveys.comments.lexicon import DATA

_PART = re.compile(r"<([A-Z_]+)>")


@dataclass(frozen=True)
class Shape:
    """An identifier with a shape, as it is written: `pattern` has its parts filled in."""

    mark: str
    pattern: str
    #: whether the pattern minds the case of letters
    case: bool
    #: texts of which a lower-case text has at least one, or it cannot match; "000" is any three digits
    needs: tuple[str, ...]
    #: the name of the second look at a match (identifiers.py), or ""
    check: str


@dataclass(frozen=True)
class Rules:
    """Marks in their rank, what becomes plain, patterns and lists of lower-case words by name."""

    marks: tuple[str, ...]
    #: those of them that cover words, not an identifier with a shape
    soft_marks: tuple[str, ...]
    #: plain character -> the characters that become it
    plain: Mapping[str, str]
    #: a pattern of characters that are left out
    unseen: str
    #: the same beyond the first plane; its group is what stays
    beyond: str
    #: patterns in either case
    patterns: Mapping[str, str]
    #: patterns that mind the case
    exact: Mapping[str, str]
    shapes: tuple[Shape, ...]
    words: Mapping[str, tuple[str, ...]]

    def pattern(self, name: str) -> re.Pattern[str]:
        """A pattern of [patterns] or [exact], ready for the picture of a text."""
        exact = name in self.exact
        return for_pictures((self.exact if exact else self.patterns)[name], case=exact)

    def set_of(self, name: str) -> frozenset[str]:
        return frozenset(self.words[name])


@cache
def rules() -> Rules:
    with (DATA / "rules.toml").open("rb") as file:
        written = tomllib.load(file)
    return Rules(
        marks=tuple(written["marks"]),
        soft_marks=tuple(written["soft_marks"]),
        plain=written["plain"],
        unseen=_one_line(written["unseen"]["characters"]),
        beyond=written["unseen"]["beyond"],
        patterns={name: _one_line(text) for name, text in written["patterns"].items()},
        exact={name: _one_line(text) for name, text in written["exact"].items()},
        shapes=tuple(_shape(shape, written["parts"]) for shape in written["shape"]),
        words={name: tuple(text.split()) for name, text in written["words"].items()},
    )


def for_pictures(pattern: str, *, case: bool) -> re.Pattern[str]:
    r"""A pattern as it is meant: \w \d \s \b as in ASCII, since it sees pictures only (picture.py)."""
    return re.compile(pattern, re.ASCII if case else re.ASCII | re.IGNORECASE)


class _Written(TypedDict):
    """A [[shape]] of the file."""

    mark: str
    pattern: str
    needs: list[str]
    case: NotRequired[bool]
    check: NotRequired[str]


def _shape(written: _Written, parts: Mapping[str, str]) -> Shape:
    return Shape(
        mark=f"[{written['mark']}]",
        pattern=_PART.sub(lambda part: _one_line(parts[part[1]]), _one_line(written["pattern"])),
        case=written.get("case", False),
        needs=tuple(written["needs"]),
        check=written.get("check", ""),
    )


def _one_line(text: str) -> str:
    return "".join(line.strip() for line in text.splitlines())
