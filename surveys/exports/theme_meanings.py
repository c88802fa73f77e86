"""What the themes mean: names and definitions of a code frame, without what finding them needs.

``surveys.comments.code_frame`` checks every phrase and loads NLTK for it; a website that only explains the themes
reads the same text here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from surveys.comments import frame_file


@dataclass(frozen=True)
class Meaning:
    """A theme as people read it."""

    code: str
    name: str
    definition: str


@lru_cache(maxsize=8)
def meanings(text: str) -> Mapping[str, Meaning]:
    """Theme code -> meaning, from the text of a code frame. Raises BadFrame."""
    top = frame_file.read(text, "the code frame")
    found = (
        Meaning(block.text("code"), block.texts("name")["en"], block.texts("definition")["en"])
        for block in top.blocks("themes")
    )
    return {meaning.code: meaning for meaning in found}
