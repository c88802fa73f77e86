"""Redaction: what is masked, what is not, and what holds for any text whatever."""

import subprocess
import sys

import pytest

from surveys.comments.redact import redact
from surveys.comments.span import Span, merge
from tests.surveys.comments.redaction_examples import HARMLESS, IDENTIFYING


@pytest.mark.parametrize(("text", "mark"), IDENTIFYING)
def test_what_identifies_is_replaced_by_its_mark(text: str, mark: str) -> None:
    assert f"[{mark}]" in redact(text).text


@pytest.mark.parametrize("text", HARMLESS)
def test_what_identifies_nobody_is_left_alone(text: str) -> None:
    assert redact(text).text == text


def test_a_redaction_tells_its_marks_in_order_and_keeps_no_original() -> None:
    redaction = redact("Sharon rang 07700 900123 about Priya")
    assert redaction.text == "[name] rang [phone] about [name]"
    assert redaction.marks == ("[name]", "[phone]", "[name]")
    assert not any("Sharon" in str(value) for value in vars(redaction).values())


def test_a_possessive_keeps_its_ending() -> None:
    assert redact("It is Sharon\u2019s fault").text == "It is [name]'s fault"


def test_a_first_name_takes_its_surname_along() -> None:
    assert redact("I asked Grace Green about it").text == "I asked [name] about it"


def test_allowed_words_are_no_names_but_never_free_a_number() -> None:
    assert redact("Zebedee crashed", allow=frozenset({"Zebedee"})).text == "Zebedee crashed"
    assert redact("I asked Sharon Zebedee", allow=frozenset({"zebedee"})).text.endswith(" Zebedee")
    assert redact("Zebedee Team", allow=frozenset({"Zebedee"})).marks == ()
    assert redact("LL123456", allow=frozenset({"LL123456"})).text == "[case number]"


def test_a_mark_that_was_typed_stays() -> None:
    assert redact("[name] of [team] left").text == "[name] of [team] left"


def test_an_overlap_keeps_the_more_telling_mark_and_covers_both() -> None:
    found = merge([Span(0, 6, "[name]"), Span(4, 20, "[email]"), Span(25, 30, "[age]")])
    assert found == [Span(0, 20, "[email]"), Span(25, 30, "[age]")]


def test_redaction_loads_no_language_tools() -> None:
    """The check page redacts in the web process, which never loads NLTK."""
    program = (
        "import sys, surveys.comments.redact as r; r.redact('x'); sys.exit('nltk' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_letters_that_nobody_sees_carry_nothing_and_flags_stay() -> None:
    secret = "".join(chr(0xE0000 + ord(char)) for char in "07700900123")
    wales = "\U0001f3f4" + "".join(chr(0xE0000 + ord(char)) for char in "gbwls") + "\U000e007f"
    assert redact(f"hello{secret} {wales}{secret}").text == f"hello {wales}"
    assert redact("a\ufe00\ufe01\U000e0101b \u2764\ufe0f").text == "ab \u2764\ufe0f"
