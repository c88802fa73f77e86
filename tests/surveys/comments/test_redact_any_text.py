"""What holds of redaction for any text whatever."""

import re

from hypothesis import given
from hypothesis import strategies as st

from surveys.comments.redact import normalise, redact, spans
from surveys.comments.span import MARK

ANY_TEXT = st.text(max_size=120)
WORDS = st.sampled_from(
    "Sharon Green Mr patel Bradford Willow Team School 07700 900123 900 123 4 12 Elm Street aged 7"
    " year old jane @ council.gov.uk at dot uk LS1 4AP case LL 123456 [name] [phone] [ name] born"
    " March 2014 I said 'O Brien . , - / ( ) : ? King's Lynn the Will is".split(" ")
)
SENTENCES = st.lists(st.one_of(WORDS, st.text(max_size=6)), max_size=20).map(" ".join)
GLUED = st.lists(st.one_of(WORDS, st.text(max_size=3)), max_size=12).map("".join)
TEXTS = st.one_of(ANY_TEXT, SENTENCES, GLUED)


@given(TEXTS)
def test_redacting_twice_changes_nothing(text: str) -> None:
    once = redact(text)
    again = redact(once.text)
    assert again.text == once.text
    assert again.marks == ()


@given(TEXTS)
def test_spans_are_in_order_inside_the_text_and_never_overlap(text: str) -> None:
    last = 0
    for span in spans(text):
        assert last <= span.start < span.end <= len(normalise(text))
        assert MARK.fullmatch(span.mark)
        last = span.end


@given(TEXTS)
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


PHONES = st.builds(
    lambda start, digits, gaps: start + "".join(g + d for g, d in zip(gaps, digits, strict=True)),
    st.sampled_from(["07", "01", "02", "+447", "0044 7"]),
    st.lists(st.sampled_from("0123456789"), min_size=9, max_size=9),
    st.lists(st.sampled_from(["", "", "", " ", "-"]), min_size=9, max_size=9),
)
LOCAL = st.from_regex(re.compile(r"[a-z][a-z0-9_.]{0,10}[a-z0-9]", re.ASCII), fullmatch=True)


@given(TEXTS, PHONES, TEXTS)
def test_no_phone_number_survives(before: str, phone: str, after: str) -> None:
    text = redact(f"{before} {phone} {after}").text
    assert phone not in text
    assert not re.search(r"\d{9}", text)


@given(TEXTS, LOCAL, LOCAL, TEXTS)
def test_no_email_survives(before: str, local: str, host: str, after: str) -> None:
    text = redact(f"{before} {local}@{host}.gov.uk {after}").text
    assert f"{local}@" not in text
    assert f"@{host}" not in text
