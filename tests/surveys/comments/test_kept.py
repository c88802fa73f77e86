"""Words that an author asks to be shown: never a number or an address, whoever sends what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.comments import kept
from surveys.comments.kept import Kept, StaysCovered
from surveys.comments.redact import redact


def test_a_name_is_shown_in_the_place_of_its_mark() -> None:
    assert kept.shown("[name] and [hidden] use [name].", Kept(1, "Liquid Logic")) == (
        "[name] and [hidden] use Liquid Logic."
    )


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("Ring [phone]", Kept(0, "Sharon")),  # a mark that covers no words
        ("Ring [name]", Kept(1, "Sharon")),  # a mark that is not there
        ("Ring [hidden]", Kept(0, "Sharon")),
        ("Ring [name]", Kept(0, "07700 900123")),
        ("Ring 07700 [name]", Kept(0, "900123")),
        ("Ring [name] 900 123", Kept(0, "07700")),
        ("Write to [name]", Kept(0, "jo@example.org")),
        ("I live in [place]", Kept(0, "SW1A 1AA")),
        ("Ring [name]", Kept(0, "[name] 07700 900123")),
        ("Ring [name]", Kept(0, "a\nb")),
        ("Ring [name]", Kept(0, "0-7-7-0-0-9-0-0-1-2-3")),
        ("Ring [name]", Kept(0, "\u041e77\u041e\u041e 9\u041e\u041e123")),
        ("Ring [name]", Kept(0, "\u3007\u4e03")),
        ("Ring [name]", Kept(0, "\u2780\u2786")),
        ("Ring [name] 0900", Kept(0, "0770")),
        ("Write [name]", Kept(0, "jane(a)x.org")),
        ("Write [name]", Kept(0, "jane at council dot com")),
        ("Write [name] at [name] dot com", Kept(1, "council")),
        ("My [team] boy", Kept(0, "7 year")),
        ("Karen at 12 [name] y [name]", Kept(0, "Heol")),
        ("Karen at 12 [name] y [name]", Kept(1, "Bryn")),
        ("Ring [name]", Kept(0, "x" * 61)),
        ("Ring [name]", Kept(0, "\u200b ")),
    ],
)
def test_what_nobody_may_uncover_stays_covered(text: str, one: Kept) -> None:
    with pytest.raises(StaysCovered):
        kept.shown(text, one)
    assert kept.carried(text, [one]) == ()


def test_marks_that_redaction_puts_in_later_move_the_numbers() -> None:
    sent = "[name] in Leeds told Sharon Whitfield of [name]"
    assert redact(sent).text == "[name] in [place] told [name] of [name]"
    asked = kept.carried(sent, [Kept(1, "Mosaic"), Kept(0, "Liquid Logic")])
    assert asked == (Kept(0, "Liquid Logic"), Kept(3, "Mosaic"))
    assert kept.shown(redact(sent).text, asked[1]).endswith("told [name] of Mosaic")


def test_no_more_is_carried_than_a_page_asks_for() -> None:
    text = " and ".join(["[name]"] * 8)
    assert len(kept.carried(text, [Kept(n, "Mosaic") for n in range(8)])) == kept.MOST_KEPT


def test_later_marks_move_down_once_one_is_shown() -> None:
    three = (Kept(0, "a"), Kept(2, "b"), Kept(3, "c"))
    assert kept.without(three, three[1]) == (Kept(0, "a"), Kept(2, "c"))


PIECES = st.sampled_from(
    [
        "[name]",
        "[hidden]",
        "[phone]",
        " ",
        "Sharon ",
        "in Leeds ",
        "077",
        "00 900123",
        "too much ",
        "\n",
    ]
)


@given(st.lists(PIECES, max_size=14).map("".join), st.integers(0, 6), st.text(max_size=12))
def test_what_is_carried_can_be_shown_and_shows_nothing_but_the_words(
    sent: str, mark: int, words: str
) -> None:
    redacted = redact(sent).text
    for one in kept.carried(sent, [Kept(mark, words)]):
        opened = kept.shown(redacted, one)
        place = kept.marks(redacted)[one.mark]
        assert opened == redacted[: place.start()] + one.words + redacted[place.end() :]
