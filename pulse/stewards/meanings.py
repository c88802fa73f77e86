"""What themes mean, in the version of the list that was used."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from surveys.coding import frames
from surveys.coding.frames import NoSuchFrame
from surveys.exports import theme_meanings
from surveys.exports.theme_meanings import Meaning


def of_version(people: Session, version: str | None = None) -> Mapping[str, Meaning]:
    """Theme code -> meaning, of a version or the newest. Empty where there is no such version any more."""
    try:
        return theme_meanings.meanings(frames.text(people, version or frames.newest(people)))
    except NoSuchFrame:
        return {}
