"""What is written in a file is what is asked, letter for letter."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.instruments.instrument import Follow, Kind
from surveys.instruments.loader import InstrumentError
from tests.surveys.instruments.builders import CLOSED, COMMENT, HEAD, loader, points


@given(text=st.text(max_size=60))
def test_any_text_at_all_is_loaded_or_refused_cleanly(
    text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    load_text = loader(tmp_path_factory.getbasetemp())
    try:
        module = load_text(HEAD + COMMENT + "    source: " + text)
    except InstrumentError:
        return
    assert module.items[0].code == "words"


def test_yes_and_no_stay_words(tmp_path: Path) -> None:
    (item,) = loader(tmp_path)(HEAD + CLOSED).items
    assert [option.value for option in item.options] == ["yes", "no"]


def test_a_scale_is_an_opinion_unless_the_file_says_otherwise(tmp_path: Path) -> None:
    load_text = loader(tmp_path)
    assert load_text(HEAD + points(1, 2, 3, 4, 5)).items[0].opinion
    assert not load_text(HEAD + points(1, 2, 3, 4, 5) + "    opinion: false\n").items[0].opinion
    assert not load_text(HEAD + CLOSED).items[0].opinion


def test_a_follow_up_is_read_with_its_values(tmp_path: Path) -> None:
    follow_up = CLOSED.replace("first", "then") + "    follows: {item: first, values: [yes, no]}\n"
    module = loader(tmp_path)(HEAD + CLOSED + follow_up)
    assert module.items[1].follows == Follow("first", ("yes", "no"))


def test_texts_are_composed_characters_on_one_line(tmp_path: Path) -> None:
    decomposed = "e\u0301"
    text = (
        HEAD + f'  - code: x\n    kind: comment\n    text:\n      en: "a {decomposed}\n        b"\n'
    )
    (item,) = loader(tmp_path)(text).items
    assert item.text_in("en") == "a \u00e9 b"


def test_a_text_in_another_language_is_used_and_english_stands_in(tmp_path: Path) -> None:
    text = HEAD + '  - code: x\n    kind: comment\n    text: {en: "Hello", cy: "Helo"}\n'
    (item,) = loader(tmp_path)(text).items
    assert (item.kind, item.text_in("cy"), item.text_in("pl")) == (Kind.COMMENT, "Helo", "Hello")
