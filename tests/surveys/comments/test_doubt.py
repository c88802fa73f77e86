"""What a reader looks at twice, and which comments are for a reader of Welsh."""

import pytest

from surveys.comments import doubt
from surveys.comments.doubt import Level, level
from surveys.comments.redact import redact
from surveys.comments.welsh import is_welsh


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I asked Grace about it. Hope is not a plan.", ("Grace",)),
        ("They moved Mark and Will's desk, Mark again", ("Mark", "Will's")),
        ("As the only man here I notice", ("the only man",)),
        ("Our new team manager shouts", ("Our new team manager",)),
        ("The new system is slow. My last case took weeks.", ()),
        ("Too many forms. Nobody reads them: Why?", ()),
        ("I'm on NHS duty every Monday, with ASYEs. WHY?", ()),
        ("My [name] and [place] cancel", ()),
        ("", ()),
    ],
)
def test_names_that_are_words_and_people_who_are_described_are_doubtful(
    text: str, found: tuple[str, ...]
) -> None:
    assert doubt.doubts(text) == found


def test_what_is_doubtful_comes_before_what_is_hidden_and_that_before_the_rest() -> None:
    assert level("I asked Grace") is Level.DOUBTFUL
    assert level("My [name] cancels") is Level.HIDDEN
    assert level("Too many forms") is Level.NONE
    assert Level.DOUBTFUL > Level.HIDDEN > Level.NONE


@pytest.mark.parametrize(
    "text",
    [
        "Mae gormod o achosion gyda ni",
        "Mae’r tîm yn wych ond does dim digon o staff",
        "Dim digon o amser i wneud y gwaith yn iawn",
        "Dwi wedi blino. Mae fy rheolwr yn garedig, ond nid yw hi byth yma.",
    ],
)
def test_welsh_is_seen(text: str) -> None:
    assert is_welsh(text)
    assert is_welsh(redact(text).text)
    assert level(text) is Level.DOUBTFUL


@pytest.mark.parametrize(
    "text",
    [
        "Too many cases and not enough time to see families",
        "My manager Mae does not listen, and nor does Dan",
        "OS updates, IT and OT. Nan and Ross y p.a. ",
        "",
    ],
)
def test_english_is_not_taken_for_welsh(text: str) -> None:
    assert not is_welsh(text)
