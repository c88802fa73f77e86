"""Words to choose and the marks around them: every word once, nothing taken for HTML."""

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from pulse.stewards.marked import marked
from pulse.stewards.word import phrases, words
from surveys.comments.span import MARK

PIECES = [*"ab'- \n,[]<>&\"é", "[name]", "[hidden]"]
TEXTS = st.lists(st.sampled_from(PIECES)).map("".join)


def test_words_are_offered_without_punctuation_and_marks() -> None:
    found = words("Ask [name], Joan’s (co-worker) - don't [NHS number] x.")
    assert [word.text for word in found] == ["Ask", "Joan’s", "co-worker", "don't", "x"]


def test_neighbours_are_hidden_together_with_what_stands_between() -> None:
    text = "Jane  Smith, of Leeds told [name] Smith"
    assert phrases(text, {0, 1}) == ("Jane  Smith",)
    assert phrases(text, {1, 2, 4}) == ("Smith, of", "told")
    assert phrases(text, {4, 5}) == ("Smith", "told")
    assert phrases(text, {1, 5}) == ("Smith",)
    assert phrases(text, {99}) == ()


@given(TEXTS, st.sets(st.integers(0, 12)))
def test_every_chosen_word_is_in_a_phrase(text: str, chosen: set[int]) -> None:
    found = phrases(text, chosen)
    for number, word in enumerate(words(text)):
        if number in chosen:
            assert any(word.text.casefold() in phrase.casefold() for phrase in found)
    assert all(phrase in text and not MARK.search(phrase) for phrase in found)


@given(TEXTS, st.lists(TEXTS, max_size=3))
def test_marks_change_nothing_but_the_look(text: str, wanted: list[str]) -> None:
    shown = str(marked(text, wanted))
    assert html.unescape(re.sub(r"</?mark[^>]*>", "", shown)) == text
    assert re.findall(r"<(?!/?mark)", shown) == []


def test_phrases_and_masks_are_told_apart() -> None:
    shown = marked("TOO MANY cases, [name] & [other]", ["too many", "too many cases", ""])
    assert shown == (
        '<mark>TOO MANY cases</mark>, <mark class="pulse-mask">[name]</mark> &amp; [other]'
    )
