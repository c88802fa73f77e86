"""Prose: a paper written in a little Markdown (headings, paragraphs, bullets, boxes, tables, bold), read into its parts.

Markdown that a paper does not need is refused: what two programs would read differently has no place in an agreement.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_HEADING: Final = re.compile(r"(#{1,3}) (.+)")
_RULE: Final = re.compile(r"\|(?: ?-{3,} ?\|)+")
#: Signs of Markdown that a paper does not use: code, links, pictures, emphasis, numbered lines, HTML.
_FOREIGN: Final = re.compile(
    r"`|\]\(|!\[|(?<!\*)\*(?!\*)|</?[a-z]|^\s*\d+\. |^#{4,}|^\s{2,}- ", re.M
)
_BOLD: Final = re.compile(r"\*\*(.+?)\*\*")


class NotProse(ValueError):
    """The text has something that no paper has."""


class Kind(StrEnum):
    """What a part is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    #: said to the reader beside the paper itself
    BOX = "box"
    TABLE = "table"


@dataclass(frozen=True)
class Part:
    """One part of a paper. ``text`` may hold **bold**; a table has ``rows`` instead, the first being its heads."""

    kind: Kind
    text: str = ""
    #: 1 to 3 of a heading
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Run:
    """Words of one kind."""

    words: str
    bold: bool = False


def parts(text: str) -> tuple[Part, ...]:
    """The paper in order. Raises NotProse."""
    found = _FOREIGN.search(text)
    if found:
        line = text.count("\n", 0, found.end()) + 1
        raise NotProse(f"line {line}: a paper has no {found[0].strip()!r}")
    return tuple(part for block in re.split(r"\n\s*\n", text.strip()) for part in _of_block(block))


def runs(text: str) -> Iterator[Run]:
    """The words of a part, bold or not, in order."""
    for place, words in enumerate(_BOLD.split(text)):
        if words:
            yield Run(words, bold=bool(place % 2))


def _of_block(block: str) -> Iterator[Part]:
    lines = block.splitlines()
    heading = _HEADING.fullmatch(lines[0])
    if heading and len(lines) == 1:
        yield Part(Kind.HEADING, heading[2], level=len(heading[1]))
    elif heading:
        raise NotProse(f"a heading stands alone: {lines[0]}")
    elif lines[0].startswith("|"):
        yield Part(Kind.TABLE, rows=_rows(lines))
    elif lines[0].startswith("> "):
        yield Part(Kind.BOX, " ".join(line.removeprefix(">").strip() for line in lines))
    elif lines[0].startswith("- "):
        for item in re.split(r"^- ", block, flags=re.M)[1:]:
            yield Part(Kind.BULLET, " ".join(item.split()))
    else:
        yield Part(Kind.PARAGRAPH, " ".join(block.split()))


def _rows(lines: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    if len(lines) < 2 or not _RULE.fullmatch(lines[1]):
        raise NotProse(f"a table has heads and a rule below them: {lines[0]}")
    cells = [
        tuple(cell.strip() for cell in line.strip().strip("|").split("|"))
        for line in (lines[0], *lines[2:])
    ]
    if len({len(row) for row in cells}) > 1:
        raise NotProse(f"the rows of a table are equally long: {lines[0]}")
    return tuple(cells)
