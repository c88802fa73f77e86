"""Nothing that workers read slips by untranslated: templates, the catalogue, what is compiled of it, and the library."""

from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from pulse import catalogue
from tests.house.guards import translated
from tools import words

TEMPLATES = Path(__file__).resolve().parents[2] / "pulse" / "templates"


@pytest.mark.parametrize(
    "path", translated.templates(TEMPLATES), ids=lambda path: f"{path.parent.name}/{path.name}"
)
def test_every_word_of_a_workers_page_goes_through_a_translation(path: Path) -> None:
    assert list(translated.untranslated(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "planted",
    [
        "<p>Ring your duty line</p>",
        '<p aria-label="Close">{{ _("Close") }}</p>',
        '<img alt="The logo">',
        '{{ "Error: " if wrong }}',
        '{% set title = "Results so far" %}{{ title }}',
        '{{ table("a", "What we said", [_("Topic")]) }}',
        "<button>{{ number }} days</button>",
    ],
)
def test_a_planted_word_is_caught(planted: str) -> None:
    assert list(translated.untranslated(planted))


def test_what_is_translated_and_what_is_no_word_is_let_by() -> None:
    source = '<p class="govuk-body" lang="en">{{ _("Ring %(who)s", who=who) }} 116&nbsp;123: {{ name }}</p>'
    assert list(translated.untranslated(source)) == []


def messages() -> list[Message]:
    with catalogue.SOURCE.open("rb") as file:
        return [message for message in read_po(file, locale="cy") if message.id]


def test_the_catalogue_holds_what_is_said_and_is_compiled() -> None:
    """`make words` puts it right."""
    files = (catalogue.SOURCE, catalogue.COMPILED, catalogue.SCRIPTS)
    stale = [p.name for p, made in zip(files, words.made(), strict=True) if p.read_bytes() != made]
    assert stale == []


def test_every_message_has_welsh_and_none_is_a_guess() -> None:
    assert [message.id for message in messages() if message.fuzzy] == []
    assert catalogue.missing() == ()
    assert len(catalogue.texts()) > 1000


def test_every_welsh_leaves_the_same_gaps_and_has_the_same_tags() -> None:
    wrong = []
    for message in messages():
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        strings = [message.string] if isinstance(message.string, str) else [*message.string]
        wanted = translated.gaps(ids[-1])
        wrong += [text for text in strings if translated.gaps(text) != wanted]
    assert wrong == []


def test_plurals_have_the_forms_of_welsh() -> None:
    plurals = [m for m in messages() if not isinstance(m.id, str)]
    assert {len(message.string) for message in plurals} == {5}
    welsh = catalogue.welsh()
    told = ("About %(num)s minute.", "About %(num)s minutes.")
    found = [welsh.many(*told, n) % {"num": n} for n in (1, 2, 3, 10)]
    assert found == ["Tua 1 munud.", "Tua 2 funud.", "Tua 3 munud.", "Tua 10 munud."]
