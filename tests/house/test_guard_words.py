"""Guard: every sentence that workers read has its Welsh, and the Welsh says the same values."""

import re

from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from pulse import catalogue
from tools import words

_VALUE = re.compile(r"%\((\w+)\)s")


def messages() -> list[Message]:
    with catalogue.SOURCE.open("rb") as file:
        return [message for message in read_po(file, locale="cy") if message.id]


def strings(message: Message) -> list[str]:
    said = message.string
    return [said] if isinstance(said, str) else list(said or ())


def values(text: str) -> set[str]:
    return set(_VALUE.findall(text))


def test_nothing_is_without_its_welsh() -> None:
    assert [text for text in catalogue.texts() if not text.welsh] == []


def test_no_welsh_is_a_guess_of_the_tool() -> None:
    assert [message.id for message in messages() if message.fuzzy] == []


def test_the_welsh_of_a_sentence_names_the_values_that_the_english_names() -> None:
    wrong = []
    for message in messages():
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        wanted = values(ids[-1])
        wrong += [ids[0] for text in strings(message) if values(text) - {"num"} != wanted - {"num"}]
    assert wrong == []


def test_the_catalogue_is_what_pages_and_scripts_say() -> None:
    """`make words` brings it in line."""
    assert words.main(["--check"]) == 0
