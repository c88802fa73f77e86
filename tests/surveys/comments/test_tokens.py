"""Tokens: where they stand, where sentences and clauses end, and that two ways of splitting agree."""

import string

from hypothesis import given
from hypothesis import strategies as st
from nltk.tokenize import RegexpTokenizer

from surveys.comments.tokens import tokens

PARTS = st.sampled_from(
    [
        "[name]",
        "[NHS number]",
        "[",
        "]",
        "[[",
        "[a",
        "don't",
        "'",
        "''",
        "x's",
        "12",
        "3a",
        "_",
        " - ",
    ]
)
ASCII = st.lists(st.one_of(PARTS, st.text(string.printable, max_size=6)), max_size=12)
ANY = st.lists(st.one_of(PARTS, st.text(max_size=6)), max_size=12)
#: The tokens as they are meant, split by NLTK.
MEANT = RegexpTokenizer(r"\[[A-Za-z ]+\]|[^\W\d_]+(?:'[^\W\d_]+)*|\d+")


@given(st.one_of(ASCII, ANY).map("".join))
def test_tokens_stand_where_the_tokenizer_finds_them(text: str) -> None:
    assert [(one.start, one.end) for one in tokens(text)] == list(MEANT.span_tokenize(text))


def test_sentences_end_at_full_stops_and_clauses_at_commas_too() -> None:
    found = tokens("No time, no help. But I stay")
    assert [one.sentence for one in found] == [0, 0, 0, 0, 1, 1, 1]
    assert [one.clause for one in found] == [0, 0, 1, 1, 2, 2, 2]
