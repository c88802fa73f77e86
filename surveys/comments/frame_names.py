"""The names of the newest frame's themes alone: its phrases, most of the file, are not read."""

from collections.abc import Mapping

from surveys.comments.code_frame import FRAMES, LATEST
from surveys.comments.frame_file import read


def latest() -> tuple[Mapping[str, str], ...]:
    """Language -> name, of every theme in its order. Raises BadFrame."""
    path = FRAMES / f"{LATEST}.yaml"
    themes = read(path.read_text(encoding="utf-8"), path.name).blocks("themes")
    return tuple(block.texts("name") for block in themes)
