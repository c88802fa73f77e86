"""Editing a code frame adds lines and leaves every other line as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.coding import edit, frames, outline, typed
from surveys.coding.change import POLARITIES, BadChange, Change
from surveys.coding.typed import Typed
from surveys.comments.code_frame import Polarity, parse_frame
from tests.surveys.coding.small_frame import TEXT


def added(change: Change, text: str = TEXT) -> list[str]:
    """The lines that are there now and were not; fails when one that was there is gone or has moved."""
    before, after = text.split("\n"), edit.extended(text, [change], "v1.1").split("\n")
    new = list(after)
    for line in before:
        if line != "version: v1":
            new.remove(line)
    kept = iter(after)
    assert all(line in kept for line in before if line in after), "lines have changed places"
    return new


def test_a_phrase_stands_at_the_end_of_its_polarity() -> None:
    after = edit.extended(TEXT, [Change("caseload", "negative", ("no .. end",))], "v1.1")
    theme = parse_frame(after, "v1.1").theme("caseload")
    assert [p.text for p in theme.phrases] == ["caseload", "too many cases", "no .. end"]
    assert "        too many cases\n        no .. end\n" in after


def test_a_polarity_that_a_theme_lacks_is_begun() -> None:
    after = edit.extended(TEXT, [Change("bullying", "positive", ("kind",))], "v1.1")
    phrases = parse_frame(after, "v1.1").theme("bullying").phrases
    assert [(p.text, p.polarity) for p in phrases if p.text == "kind"] == [
        ("kind", Polarity.POSITIVE)
    ]


def test_a_new_theme_comes_last_with_its_exceptions_untouched() -> None:
    new = Change(
        "car_parks_1", "mixed", ("car park",), False, 'Car "parks": #1', "Where: {to} park."
    )
    after = parse_frame(edit.extended(TEXT, [new], "v1.1"), "v1.1")
    assert [theme.code for theme in after.themes] == ["caseload", "bullying", "car_parks_1"]
    made = after.theme("car_parks_1")
    assert (made.name["en"], made.definition["en"]) == ('Car "parks": #1', "Where: {to} park.")
    assert made.sensitive is False
    assert after.theme("caseload").exceptions == ("caseload weighting tool",)


def test_a_theme_is_made_sensitive_and_never_the_opposite() -> None:
    strict = Change("caseload", "mixed", ("x",), sensitive=True)
    assert parse_frame(edit.extended(TEXT, [strict], "v2"), "v2").theme("caseload").sensitive
    lax = Change("bullying", "mixed", ("x",), sensitive=False)
    assert parse_frame(edit.extended(TEXT, [lax], "v2"), "v2").theme("bullying").sensitive


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
        polarity = POLARITIES[number % 3]
        text = edit.extended(text, [Change(theme.code, polarity, ("zz",))], f"v1.{number}")
    for number, (theme, after) in enumerate(zip(before, outline.themes(text), strict=True)):
        assert after.phrases[POLARITIES[number % 3]][-1] == "zz"
        assert after.size == theme.size + 1


@given(*[st.text(min_size=1)] * 5)
def test_no_text_breaks_the_file(
    name: str, definition: str, phrases: str, exceptions: str, welsh: str
) -> None:
    sent = Typed(phrases, "mixed", exceptions, welsh, "yes", name, definition)
    try:
        new = typed.new_theme(sent, {"caseload": "", "bullying": ""})
    except BadChange:
        return
    (*_, theme) = outline.themes(edit.extended(TEXT, [new], "v1.1"))
    assert (theme.name, theme.definition, theme.welsh) == (new.name, new.definition, new.welsh)
    assert (theme.phrases["mixed"], theme.exceptions) == (new.phrases, new.exceptions)


def test_an_exception_stands_at_the_end_of_those_of_its_theme() -> None:
    assert added(Change("caseload", "", (), exceptions=("no caseload",))) == [
        "version: v1.1",
        "    no caseload",
    ]
    after = edit.extended(TEXT, [Change("caseload", "", (), exceptions=("a b", "c d"))], "v1.1")
    assert parse_frame(after, "v1.1").theme("caseload").exceptions == (
        "caseload weighting tool",
        "a b",
        "c d",
    )


@pytest.mark.parametrize("end", ["", "\n", "\n\n# the end\n"])
def test_a_theme_without_exceptions_gets_its_first(end: str) -> None:
    change = Change("bullying", "", (), exceptions=("bully beef",))
    for text in (TEXT.rstrip() + end, TEXT[: TEXT.index("except:")] + "except: {}" + end):
        before, after = parse_frame(text, "v1"), edit.extended(text, [change], "v1.1")
        read = parse_frame(after, "v1.1")
        assert read.theme("bullying").exceptions == ("bully beef",)
        assert read.theme("caseload") == before.theme("caseload")
        assert ("# the end" in after) is ("# the end" in end)


@pytest.mark.parametrize(
    ("names", "after"),
    [
        ("{en: Bullying}", '{en: Bullying, cy: "Bwlio: “ie”"}'),
        ("{en: Bullying, cy: Hen}", '{en: Bullying, cy: "Bwlio: “ie”"}'),
        ("{cy: Hen, en: Bullying}", '{cy: "Bwlio: “ie”", en: Bullying}'),
        ("\n      en: Bullying", '\n      cy: "Bwlio: “ie”"\n      en: Bullying'),
        ("\n      en: Bullying\n      cy: Hen", '\n      en: Bullying\n      cy: "Bwlio: “ie”"'),
    ],
)
def test_a_welsh_name_is_written_however_names_are(names: str, after: str) -> None:
    text = TEXT.replace("{en: Bullying}", names)
    made = edit.extended(text, [Change("bullying", "", (), welsh="Bwlio: “ie”")], "v1.1")
    assert f"name: {after}\n" in made.replace("name: \n", "name: \n")
    assert parse_frame(made, "v1.1").theme("bullying").name == {
        "en": "Bullying",
        "cy": "Bwlio: “ie”",
    }


def test_all_of_a_change_is_made_at_once() -> None:
    change = Change("caseload", "positive", ("few cases",), True, "", "", ("few staff",), "Baich")
    theme = parse_frame(edit.extended(TEXT, [change], "v1.1"), "v1.1").theme("caseload")
    assert (theme.sensitive, theme.name["cy"], theme.exceptions[-1]) == (True, "Baich", "few staff")
    assert "few cases" in {phrase.text for phrase in theme.phrases}


def test_several_changes_are_made_one_after_the_other() -> None:
    new = Change("parking", "mixed", ("park",), False, "Parking", "Where.")
    more = Change("parking", "negative", ("no park",), exceptions=("park home",))
    theme = parse_frame(edit.extended(TEXT, [new, more], "v1.1"), "v1.1").theme("parking")
    assert [phrase.text for phrase in theme.phrases] == ["no park", "park"]
    assert theme.exceptions == ("park home",)


def test_an_unknown_theme_is_refused() -> None:
    with pytest.raises(KeyError):
        edit.extended(TEXT, [Change("nothing", "mixed", ("x",))], "v1.1")
