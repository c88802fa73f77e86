"""The file that takes rules and word lists to the browser: small, whole, the same each time."""

import gzip
import json
import re

import pytest

from surveys.comments.lexicon import lexicon
from surveys.comments.lexicon_file import browser_lexicon, front_coded

MOST_BYTES = 150_000


def test_the_file_is_small_enough_for_a_phone() -> None:
    assert len(gzip.compress(browser_lexicon(), 9)) <= MOST_BYTES


def test_the_same_data_give_the_same_bytes() -> None:
    first = browser_lexicon()
    browser_lexicon.cache_clear()
    assert browser_lexicon() == first


def test_every_word_is_in_the_file_and_no_other() -> None:
    lists = json.loads(browser_lexicon())["lists"]
    assert decoded(lists["english"]) == sorted(lexicon().english)
    assert decoded(lists["places"]) == sorted(lexicon().places)


def test_a_word_takes_over_the_beginning_of_the_one_before() -> None:
    assert front_coded(["cets", "car", "ce", "cet", "car"]) == "AcarBeCtDs"
    longest = ["a" * 40, "a" * 41]
    assert decoded(front_coded(longest)) == longest
    assert front_coded([]) == ""


@pytest.mark.parametrize("word", ["Sharon", "aBc", "😀"])
def test_a_word_that_cannot_be_written_so_is_refused(word: str) -> None:
    with pytest.raises(ValueError, match=word):
        front_coded([word])


def decoded(coded: str) -> list[str]:
    words = [""]
    for shared, ending in re.findall(r"([A-Z])([^A-Z]*)", coded):
        words.append(words[-1][: ord(shared) - ord("A")] + ending)
    return words[1:]
