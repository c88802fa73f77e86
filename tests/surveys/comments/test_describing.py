"""Words that describe their author are noticed; everyday words with "only" in them are not."""

import pytest

from surveys.comments.describing import may_describe
from tests.surveys.comments.describing_examples import DESCRIBING, PLAIN


@pytest.mark.parametrize("text", DESCRIBING)
def test_words_that_describe_their_author_are_noticed(text: str) -> None:
    assert may_describe(text)


@pytest.mark.parametrize("text", PLAIN)
def test_other_words_are_not(text: str) -> None:
    assert not may_describe(text)
