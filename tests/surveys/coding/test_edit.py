"""Editing a code frame adds lines and leaves every other line as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.coding import change, edit, frames, outline
from surveys.coding.change import Change
from surveys.comments.code_frame import Polarity, parse_frame
from tests.surveys.coding.small_frame import TEXT


def added(change: Change, text: str = TEXT) -> list[str]:
    """The lines that are there now and were not; fails when one that was there is gone or has moved."""
    before, after = text.split("\n"), edit.extended(text, change, "v1.1").split("\n")
    new = list(after)
    for line in before:
        if line != "version: v1":
            new.remove(line)
    kept = iter(after)
    assert all(line in kept for line in before if line in after), "lines have changed places"
    return new


def test_a_phrase_stands_at_the_end_of_its_polarity() -> None:
    after = edit.extended(TEXT, Change("caseload", "negative", ("no .. end",)), "v1.1")
    theme = parse_frame(after, "v1.1").theme("caseload")
    assert [p.text for p in theme.phrases] == ["caseload", "too many cases", "no .. end"]
    assert "        too many cases\n        no .. end\n" in after


def test_a_polarity_that_a_theme_lacks_is_begun() -> None:
    after = edit.extended(TEXT, Change("bullying", "positive", ("kind",)), "v1.1")
    phrases = parse_frame(after, "v1.1").theme("bullying").phrases
    assert [(p.text, p.polarity) for p in phrases if p.text == "kind"] == [
        ("kind", Polarity.POSITIVE)
    ]


def test_a_new_theme_comes_last_with_its_exceptions_untouched() -> None:
    new = change.new_theme('Car "parks": #1', "Where: {to} park.", "mixed", "car park", "no", [])
    after = parse_frame(edit.extended(TEXT, new, "v1.1"), "v1.1")
    assert [theme.code for theme in after.themes] == ["caseload", "bullying", "car_parks_1"]
    made = after.theme("car_parks_1")
    assert (made.name["en"], made.definition["en"]) == ('Car "parks": #1', "Where: {to} park.")
    assert made.sensitive is False
    assert after.theme("caseload").exceptions == ("caseload weighting tool",)


def test_a_theme_is_made_sensitive_and_never_the_opposite() -> None:
    strict = Change("caseload", "mixed", ("x",), sensitive=True)
    assert parse_frame(edit.extended(TEXT, strict, "v2"), "v2").theme("caseload").sensitive
    lax = Change("bullying", "mixed", ("x",), sensitive=False)
    assert parse_frame(edit.extended(TEXT, lax, "v2"), "v2").theme("bullying").sensitive


def test_nothing_else_changes() -> None:
    assert added(Change("caseload", "mixed", ("one", "two"))) == [
        "version: v1.1",
        "        one",
        "        two",
    ]


def test_the_version_that_comes_with_pulse_can_be_extended_at_every_theme(people) -> None:
    text = frames.text(people, "v1")
    before = outline.themes(text)
    for number, theme in enumerate(before):
        polarity = change.POLARITIES[number % 3]
        text = edit.extended(text, Change(theme.code, polarity, ("zz",)), f"v1.{number}")
    for number, (theme, after) in enumerate(zip(before, outline.themes(text), strict=True)):
        assert after.phrases[change.POLARITIES[number % 3]][-1] == "zz"
        assert after.size == theme.size + 1


@given(st.text(min_size=1), st.text(min_size=1), st.text(min_size=1))
def test_no_text_breaks_the_file(name: str, definition: str, phrases: str) -> None:
    try:
        new = change.new_theme(name, definition, "mixed", phrases, "yes", ["caseload", "bullying"])
    except change.BadChange:
        return
    (*_, theme) = outline.themes(edit.extended(TEXT, new, "v1.1"))
    assert (theme.name, theme.definition) == (new.name, new.definition)
    assert theme.phrases["mixed"] == new.phrases


def test_an_unknown_theme_is_refused() -> None:
    with pytest.raises(KeyError):
        edit.extended(TEXT, Change("nothing", "mixed", ("x",)), "v1.1")
