"""Catalogue: the Welsh of everything that workers read, and the fingerprint under which somebody signs it off.

Pages and sentences stand in ``translations/cy/LC_MESSAGES/messages.po`` (``make words``), questions in the library of
instruments, themes in the code frame. A change of any of them changes the fingerprint.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, cast

from babel.messages.pofile import read_po
from babel.support import Translations

from surveys import canonical
from surveys.comments import frame_names
from surveys.fieldwork import rest_names
from surveys.instruments import loader
from surveys.instruments.instrument import Instrument, Module, Texts
from surveys.speech import WELSH, Speech

FOLDER: Final = Path(__file__).parent / "translations"
_FILES: Final = FOLDER / WELSH / "LC_MESSAGES"
SOURCE: Final = _FILES / "messages.po"
COMPILED: Final = _FILES / "messages.mo"
#: The messages that the scripts of a worker's page say.
SCRIPTS: Final = FOLDER / "scripts.json"


@dataclass(frozen=True)
class Text:
    """One text in both languages; ``welsh`` is empty where it is missing, and ``where`` says in which part."""

    where: str
    english: str
    welsh: str


@cache
def welsh() -> Speech:
    """Welsh, from the compiled catalogue. A message that is not in it is said in English."""
    with COMPILED.open("rb") as file:
        made = Translations(file, domain="messages")
    return Speech(WELSH, one=made.gettext, many=made.ngettext)


@cache
def script_words() -> Mapping[str, str | list[str]]:
    """English -> Welsh of what scripts say: a text, or its plural forms in the order of the catalogue."""
    with SOURCE.open("rb") as file:
        known = read_po(file, locale=WELSH)
    found = {}
    for ids in json.loads(SCRIPTS.read_text(encoding="utf-8")):
        message = known.get(ids[0])
        if message is not None and message.string:
            string = message.string
            found[ids[0]] = string if isinstance(string, str) else list(string)
    return found


@cache
def texts() -> tuple[Text, ...]:
    """Everything that is signed off together, in an order that stays."""
    return (*_messages(), *_questions(), *_themes(), *_given())


@cache
def missing() -> tuple[Text, ...]:
    """What has no Welsh yet."""
    return tuple(text for text in texts() if not text.welsh)


@cache
def counts() -> Mapping[str, int]:
    """Part -> how many texts; the modules of questions are one part."""
    return Counter(text.where.partition(":")[0] for text in texts())


@cache
def fingerprint() -> str:
    """SHA-256 of all of it, 64 hexadecimal digits; where a text stands in the code makes no difference."""
    every = sorted({(text.where, text.english, text.welsh) for text in texts()})
    return canonical.fingerprint([list(text) for text in every])


@cache
def _pairs() -> frozenset[tuple[str, str]]:
    return frozenset((text.english, text.welsh) for text in texts() if text.welsh)


def signed_only(instrument: Instrument) -> Instrument:
    """A round's questions without Welsh that does not stand here.

    A round keeps its wording: one that was planned before a correction would show what nobody has signed.
    """
    return Instrument.from_document(cast("dict[str, object]", _signed_only(instrument.document())))


def _signed_only(value: object) -> object:
    if isinstance(value, list):
        return [_signed_only(each) for each in value]
    if not isinstance(value, dict):
        return value
    if WELSH in value and (value["en"], value[WELSH]) not in _pairs():
        return {name: text for name, text in value.items() if name != WELSH}
    return {name: _signed_only(each) for name, each in value.items()}


def _messages() -> Iterator[Text]:
    with SOURCE.open("rb") as file:
        for message in read_po(file, locale=WELSH):
            if not message.id:
                continue
            fuzzy = message.fuzzy
            one = message.id if isinstance(message.id, str) else message.id[0]
            said = (
                [message.string] if isinstance(message.string, str) else [*(message.string or ())]
            )
            whole = all(said) and not fuzzy
            yield Text("pages", one, " | ".join(said) if whole else "")


def _questions() -> Iterator[Text]:
    for module in loader.library().values():
        for one in _of_module(module):
            yield Text(f"questions: {module.code}", one["en"], one.get(WELSH, ""))


def _themes() -> Iterator[Text]:
    for name in frame_names.latest():
        yield Text("themes", name["en"], name.get(WELSH, ""))


def _given() -> Iterator[Text]:
    for name in rest_names.EVERY:
        yield Text("names Pulse gives", name["en"], name[WELSH])


def _of_module(module: Module) -> Iterator[Texts]:
    yield module.title
    yield from _of_instrument(module)


def _of_instrument(asked: Instrument | Module) -> Iterator[Texts]:
    for construct in asked.constructs:
        yield construct.name
    for item in asked.items:
        maybe: tuple[Mapping[str, str] | None, ...] = (item.text, item.hint, item.definition)
        yield from (each for each in maybe if each is not None)
        yield from (option.text for option in item.options)
