"""The shared rules stay within what Python and every browser read alike."""

import re

import pytest

from surveys.comments.identifiers import typed
from surveys.comments.picture import picture
from surveys.comments.redact import normalise, spans
from surveys.comments.rules import Shape, for_pictures, rules
from tests.surveys.comments.composed_comments import comments
from tests.surveys.comments.redaction_examples import HARMLESS, IDENTIFYING

TEXTS = [*(text for text, _ in IDENTIFYING), *HARMLESS, *comments(seed=5, count=400)]
PICTURES = [picture(normalise(text)) for text in TEXTS]
PATTERNS = [
    *(shape.pattern for shape in rules().shapes),
    *rules().patterns.values(),
    *rules().exact.values(),
]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_no_pattern_asks_for_what_older_browsers_lack(pattern: str) -> None:
    """Groups are plain, named, or look ahead: no lookbehind, no flags inside, none that is atomic."""
    kinds = re.findall(r"\(\?(?!:|=|!|P<[a-z]+>)", pattern)
    assert kinds == []
    assert not re.search(r"[^\\][*+?}]\+|\\[AZzpPxuN]", pattern)


@pytest.mark.parametrize("shape", rules().shapes, ids=lambda shape: shape.pattern[:40])
def test_a_shape_in_either_case_is_written_small_and_finds_the_same_in_small_letters(
    shape: Shape,
) -> None:
    if shape.case:
        return
    assert not re.search(r"[A-Z]", re.sub(r"\\.|\(\?P<", "", shape.pattern))
    either, small = (for_pictures(shape.pattern, case=case) for case in (False, True))
    for seen in PICTURES:
        found = [match.span() for match in either.finditer(seen)]
        assert found == [match.span() for match in small.finditer(seen.lower())]


@pytest.mark.parametrize("shape", rules().shapes, ids=lambda shape: shape.pattern[:40])
def test_a_shape_matches_nothing_that_lacks_what_it_needs(shape: Shape) -> None:
    pattern = for_pictures(shape.pattern, case=shape.case)
    matching = [seen for seen in PICTURES if pattern.search(seen)]
    assert matching
    for seen in matching:
        lower = re.sub("[0-9]", "0", seen.lower())
        assert any(need in lower for need in shape.needs)


def test_what_is_masked_stands_last_in_its_pattern() -> None:
    """The browser cannot ask where a group stands, only where the whole match does."""
    for shape in rules().shapes:
        pattern = for_pictures(shape.pattern, case=shape.case)
        for match in (found for seen in PICTURES for found in pattern.finditer(seen)):
            assert match.end("id" if "id" in pattern.groupindex else 0) == match.end()


def test_marks_of_shapes_are_marks() -> None:
    assert {shape.mark[1:-1] for shape in rules().shapes} <= set(rules().marks)


def test_a_picture_has_a_character_for_each_of_the_text() -> None:
    for text in TEXTS:
        assert len(picture(text)) == len(text)
    assert picture("Siân's ٣ 𝟛\u2003😀 ſİı …") == "Si_n's 3 3\t\ufffd sii …"


def test_the_lower_case_picture_has_a_character_for_each_of_the_picture() -> None:
    """And none that becomes a letter or digit, or ceases to be one."""
    for char in map(chr, range(0x110000)):
        seen = picture(char)
        small = seen.lower()
        assert len(small) == 1
        assert bool(re.match(r"\w", seen, re.ASCII)) == bool(re.match(r"\w", small, re.ASCII))


def test_a_shape_is_found_in_digits_of_any_script() -> None:
    assert [span.mark for span in spans("٠٧٧٠٠ ٩٠٠١٢٣")] == ["[phone]"]
    assert {span.mark for span in typed("07700 900123")} == {"[case number]", "[phone]"}
