"""The code frame of a version, its phrases made ready for looking: this loads NLTK, so jobs alone import it."""

from functools import lru_cache

from sqlalchemy.orm import Session

from surveys.coding import frames
from surveys.comments.code_frame import CodeFrame, parse_frame


def load(people: Session, version: str) -> CodeFrame:
    """The frame of a version. Raises NoSuchFrame, BadFrame."""
    return read(frames.text(people, version), version)


def of_wave(people: Session, wave: str) -> CodeFrame:
    """The frame a wave is counted with."""
    return load(people, frames.of_wave(people, wave))


@lru_cache(maxsize=8)
def read(text: str, version: str) -> CodeFrame:
    """The frame that a text holds. Raises BadFrame, which names the line of a mistake."""
    return parse_frame(text, f"version {version}")
