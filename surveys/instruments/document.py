"""Documents read back: typed looks into the plain values that a stored instrument is made of."""

from collections.abc import Mapping
from typing import TypeVar

from surveys.instruments.error import InstrumentError

T = TypeVar("T")


def get(raw: object, key: str, kind: type[T]) -> T:
    """The value under ``key``. Raises InstrumentError when it is missing or of another type."""
    value = raw.get(key) if isinstance(raw, Mapping) else None
    if not isinstance(value, kind):
        raise damaged(f"“{key}” should be a {kind.__name__}")
    return value


def maybe(raw: object, key: str, kind: type[T]) -> T | None:
    """The same, for a value that may be null."""
    absent = isinstance(raw, Mapping) and raw.get(key) is None
    return None if absent else get(raw, key, kind)


def texts(raw: object, key: str) -> dict[str, str]:
    """A language map. English must be there."""
    found = get(raw, key, dict)
    get(found, "en", str)
    return {language: get(found, language, str) for language in found}


def maybe_texts(raw: object, key: str) -> dict[str, str] | None:
    """The same, for a language map that may be null."""
    return None if maybe(raw, key, dict) is None else texts(raw, key)


def strings(raw: object, key: str) -> tuple[str, ...]:
    """A list of texts."""
    found = get(raw, key, list)
    if not all(isinstance(value, str) for value in found):
        raise damaged(f"“{key}” should hold texts")
    return tuple(found)


def damaged(why: str) -> InstrumentError:
    """The error for a document that no instrument wrote."""
    return InstrumentError(f"This is not the document of an instrument: {why}.")
