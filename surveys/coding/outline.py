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

    @property
    def size(self) -> int:
        """How many phrases it has."""
        return sum(map(len, self.phrases.values()))


@lru_cache(maxsize=8)
def themes(text: str) -> tuple[Theme, ...]:
    """The themes of a frame's text, in its order. Raises BadFrame."""
    top = frame_file.read(text, "the code frame")
    return tuple(_theme(block) for block in top.blocks("themes"))


def _theme(block: Block) -> Theme:
    phrases = block.block("phrases")
    return Theme(
        code=block.text("code"),
        name=block.texts("name")["en"],
        definition=block.texts("definition")["en"],
        sensitive=block.flag("sensitive"),
        phrases={
            polarity: tuple(line.text for line in phrases.lines(polarity))
            for polarity in POLARITIES
            if polarity in phrases.names()
        },
    )
