"""Minutes to answer: a rule of words, answers and comments that can be redone by hand."""

import pytest

from surveys.fieldwork import programme
from surveys.instruments import minutes
from surveys.instruments.instrument import Instrument, Item, Kind, Option
from surveys.instruments.minutes import Minutes

SCALE = tuple(Option(f"a{n}", {"en": "one two"}, score=n) for n in range(1, 6))


def asking(*items: Item) -> Instrument:
    return Instrument("t", 1, {"en": "T"}, (), items)


def test_a_hundred_scales_take_their_words_and_their_taps() -> None:
    """Ten words and a fifth of ten words of options, three seconds: 100 x (12 / 3.967 + 3) + 30 = 632.5 s."""
    text = {"en": "a b c d e f g h i j"}
    many = asking(*(Item(f"i{n}", Kind.SCALE, text, SCALE) for n in range(100)))
    assert minutes.of(many) == Minutes(11, 11)


def test_a_list_is_read_to_its_end_and_a_scale_once() -> None:
    listed = asking(*(Item(f"i{n}", Kind.SINGLE, {"en": "a"}, SCALE) for n in range(100)))
    scales = asking(*(Item(f"i{n}", Kind.SCALE, {"en": "a"}, SCALE) for n in range(100)))
    assert minutes.of(listed).least > minutes.of(scales).least


def test_a_comment_is_fifty_seconds_of_writing() -> None:
    """30 words at 36 a minute."""
    one, two = (
        asking(*(Item(f"c{n}", Kind.COMMENT, {"en": "?"}) for n in range(m))) for m in (1, 2)
    )
    assert minutes.of(one) == Minutes(1, 2)
    assert minutes.of(two) == Minutes(1, 3)
    assert minutes.of(two).words == "1 minute, 3 with comments"


def test_hints_and_definitions_are_read() -> None:
    hint = {"en": "word " * 238}
    plain = minutes.of(asking(Item("i", Kind.SINGLE, {"en": "a"}, SCALE)))
    hinted = minutes.of(
        asking(Item("i", Kind.SINGLE, {"en": "a"}, SCALE, hint=hint, definition=hint))
    )
    assert hinted.least == plain.least + 2
    assert plain.words == "1 minute"


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_usual_round_is_about_three_minutes(number: int) -> None:
    found = minutes.of(programme.instrument_for(number))
    assert found.least == 3
    assert found.most <= 5
