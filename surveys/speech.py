"""Speech: in which language the domain speaks. English, unless a page that is being made asks for another.

Sentences stand here in English and go through ``say``; whoever makes a page in another language lends its catalogue for
as long as that takes. Jobs, files, programs and staff lend none. Names and questions are language maps: ``in_words``.
"""

import html
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final

ENGLISH: Final = "en"
WELSH: Final = "cy"

#: What the other language is called by whoever speaks it.
NAMES: Final[Mapping[str, str]] = {ENGLISH: "English", WELSH: "Cymraeg"}


@dataclass(frozen=True)
class Speech:
    """A language and its catalogue: message -> text, and (one, many, number) -> text."""

    language: str
    one: Callable[[str], str]
    many: Callable[[str, str, int], str]


class Foreign(str):
    """English where another language was asked for, because nothing else is there. A page marks it (WCAG 3.1.2)."""

    __slots__ = ()

    def __html__(self) -> str:
        return f'<span lang="{ENGLISH}">{html.escape(self)}</span>'


_PLAIN: Final = Speech(
    ENGLISH,
    one=lambda message: message,
    many=lambda one, many, number: one if number == 1 else many,
)
_SPEECH: ContextVar[Speech] = ContextVar("speech", default=_PLAIN)


def language() -> str:
    """The code of the language that is spoken now."""
    return _SPEECH.get().language


def say(message: str, **values: object) -> str:
    """The message in the language spoken now. ``%(name)s`` in it stands for a value."""
    text = _SPEECH.get().one(message)
    return text % values if values else text


def say_many(one: str, many: str, num: int, **values: object) -> str:
    """The message for so many, by the plural rule of the language; ``%(num)s`` is the number."""
    return chosen(one, many, num) % {"num": num, **values}


def chosen(one: str, many: str, num: int) -> str:
    """The same without its values put in."""
    return _SPEECH.get().many(one, many, num)


def mark(message: str) -> str:
    """The message as it is: for words that stand in a table and are said later, with ``say``."""
    return message


def in_words(texts: Mapping[str, str], wanted: str | None = None) -> str:
    """The text of a language map in the language spoken now, or in ``wanted``; English, marked as such, where it has none."""
    asked = wanted or language()
    found = texts.get(asked)
    if found:
        return found
    return texts["en"] if asked == ENGLISH else Foreign(texts["en"])


@contextmanager
def speaking(speech: Speech | None) -> Iterator[None]:
    """Speak so within the block; None: English."""
    token = _SPEECH.set(speech or _PLAIN)
    try:
        yield
    finally:
        _SPEECH.reset(token)


def speak(speech: Speech | None) -> None:
    """Speak so from now on in this thread; None: English."""
    _SPEECH.set(speech or _PLAIN)
