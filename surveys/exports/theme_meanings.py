"""What the themes mean: names and definitions of a code frame, without what finding them needs.

``surveys.comments.code_frame`` checks every phrase and loads NLTK for it; a website that only explains the themes
reads the same file here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from surveys import comments
from surveys.comments import frame_file

_FRAMES = Path(comments.__path__[0]) / "frames"


@dataclass(frozen=True)
class Meaning:
    """A theme as people read it."""

    code: str
    name: str
    definition: str


@cache
def meanings(version: str | None = None) -> Mapping[str, Meaning]:
    """Theme code -> meaning, for a version of the frame or the newest. Empty for a version there is none of."""
    paths = {path.stem: path for path in sorted(_FRAMES.glob("*.yaml"))}
    path = paths.get(version) if version else list(paths.values())[-1]
    if path is None:
        return {}
    top = frame_file.read(path.read_text(encoding="utf-8"), path.name)
    found = (
        Meaning(block.text("code"), block.texts("name")["en"], block.texts("definition")["en"])
        for block in top.blocks("themes")
    )
    return {meaning.code: meaning for meaning in found}
