"""The names of the newest frame's themes alone: phrases, most of the file, are not read, and neither is what they need."""

from collections.abc import Mapping
from pathlib import Path

from surveys.comments.frame_file import read

FRAMES = Path(__file__).parent / "frames"
#: The frame used where nobody says which: a release names the one that it was made with.
LATEST = "v2"


def latest() -> tuple[Mapping[str, str], ...]:
    """Language -> name, of every theme in its order. Raises BadFrame."""
    path = FRAMES / f"{LATEST}.yaml"
    themes = read(path.read_text(encoding="utf-8"), path.name).blocks("themes")
    return tuple(block.texts("name") for block in themes)
