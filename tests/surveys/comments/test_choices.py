"""What an author covers is covered wherever it stands; what the rules cover stays covered whatever is chosen."""

import re
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from surveys.comments.choices import Choices, Covered, approved
from surveys.comments.kept import Kept
from surveys.comments.redact import redact
from surveys.comments.span import MARK
from tests.surveys.comments.composed_comments import comments

TEXT = "Sharon Whitfield says the tall one left. Ring 07700 900123. TALL order!"


def test_without_choices_a_comment_is_as_redacted() -> None:
    made = approved(TEXT, Choices())
    assert (
        made.text == redact(TEXT).text == "[name] says the tall one left. Ring [phone]. TALL order!"
    )
    assert made.covered == (
        Covered("[name]", "Sharon Whitfield", can_be_asked=True, asked=False),
        Covered("[phone]", "07700 900123", can_be_asked=False, asked=False),
    )
    assert made.kept == made.not_found == ()


def test_a_word_is_covered_wherever_it_stands() -> None:
    made = approved(TEXT, Choices(hide=("tall",)))
    assert made.text == "[name] says the [hidden] one left. Ring [phone]. [hidden] order!"


def test_words_that_follow_each_other_are_covered_together() -> None:
    made = approved(TEXT, Choices(hide=("the  tall one",)))
    assert made.text == "[name] says [hidden] left. Ring [phone]. TALL order!"


def test_words_that_are_not_there_are_told_and_words_covered_already_are_not() -> None:
    made = approved(TEXT, Choices(hide=("short", "whitfield", "tal")))
    assert made.not_found == ("short", "tal")
    assert made.text == redact(TEXT).text


def test_a_name_can_be_asked_for_and_stays_covered() -> None:
    made = approved(TEXT, Choices(keep=("sharon whitfield", "07700 900123", "left")))
    assert made.kept == (Kept(0, "Sharon Whitfield"),)
    assert "Sharon" not in made.text
    assert [one.asked for one in made.covered] == [True, False]


def test_a_mark_that_the_author_typed_counts_and_so_do_not_covered_words() -> None:
    made = approved("[name], blue, met Sharon in Leeds", Choices(hide=("blue",), keep=("Sharon",)))
    assert made.text == "[name], [hidden], met [name] in [place]"
    assert made.kept == (Kept(1, "Sharon"),)


def test_more_than_can_be_asked_for_is_told() -> None:
    names = ("Sharon", "Karen", "Imran", "Fatima", "Gareth", "Siobhan")
    made = approved(", ".join(f"ask {name}" for name in names), Choices(keep=names))
    assert made.too_many
    assert len(made.kept) == 5


WORDS = st.lists(
    st.sampled_from("I she team the and Sharon Leeds my of in is not caseload manager".split()),
    max_size=6,
)


@given(st.sampled_from(comments(seed=7, count=200)), WORDS, WORDS)
def test_covering_more_never_uncovers_anything(text: str, hide: list[str], keep: list[str]) -> None:
    made = approved(text, Choices(tuple(hide), tuple(keep)))
    assert redact(made.text).text == made.text  # so the server covers nothing else
    left = Counter(_words(made.text)) - Counter(_words(redact(text).text))
    assert not left  # every word that can be read could be read before
    assert made.kept == () or any(one.asked for one in made.covered)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", MARK.sub(" ", text))
