"""Outline: a code frame as people read it, without what finding themes needs, so that a page can show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from surveys.coding.change import POLARITIES
from surveys.comments import frame_file
from surveys.comments.frame_file import Block


@dataclass(frozen=True)
class Theme:
    """A theme and what is written under it."""

    code: str
    name: str
    definition: str
    sensitive: bool
    #: polarity -> phrases, in their order
    phrases: Mapping[str, tuple[str, ...]]
    #: where one of these stands, the theme's phrases are no evidence
    exceptions: tuple[str, ...] = ()
    #: the name in Welsh, or nothing
    welsh: str = ""

    @property
    def size(self) -> int:
        """How many phrases it has."""
        return sum(map(len, self.phrases.values()))


@lru_cache(maxsize=8)
def themes(text: str) -> tuple[Theme, ...]:
    """The themes of a frame's text, in its order. Raises BadFrame."""
    top = frame_file.read(text, "the code frame")
    exceptions = top.block("except")
    return tuple(_theme(block, exceptions) for block in top.blocks("themes"))


def _theme(block: Block, exceptions: Block) -> Theme:
    phrases, code, names = block.block("phrases"), block.text("code"), block.texts("name")
    barred = exceptions.lines(code) if code in exceptions.names() else ()
    return Theme(
        code=code,
        name=names["en"],
        definition=block.texts("definition")["en"],
        sensitive=block.flag("sensitive"),
        phrases={
            polarity: tuple(line.text for line in phrases.lines(polarity))
            for polarity in POLARITIES
            if polarity in phrases.names()
        },
        exceptions=tuple(line.text for line in barred),
        welsh=names.get("cy", ""),
    )
