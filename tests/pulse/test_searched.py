"""Words are found however they are typed: case, accents and the shape of an apostrophe make no difference."""

import pytest

from pulse.searched import plain


@pytest.mark.parametrize(
    ("written", "sought"),
    [
        ("Mae’r tîm yn wych", "TIM"),
        ("Mae’r tim yn wych", "tîm"),
        ("I don’t know", "don't"),
        ("café", "cafe\u0301"),
        ("STRASSE", "straße"),
        ("Søren and Łukasz", "soren lukasz"),
        ("İstanbul", "istanbul"),
        ("a two‑tier ﬁle", "two-tier file"),
    ],
)
def test_words_are_found_however_they_are_written(written: str, sought: str) -> None:
    assert all(word in plain(written) for word in plain(sought).split())


def test_other_letters_are_other_words() -> None:
    assert plain("team") not in plain("tîm")
