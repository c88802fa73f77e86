"""Redaction on seven hundred composed comments: how much of what identifies is masked, how much that does not."""

import pytest

from tests.surveys.comments.marked_comments import HALVES, KINDS, TYPED, Score, marked, read, scored

#: What a change of a rule or a list must not fall below.
RECALL, TYPED_RECALL, TOO_MUCH = 0.95, 1.0, 0.03


@pytest.fixture(scope="module", params=HALVES)
def score(request: pytest.FixtureRequest) -> Score:
    return scored(marked(request.param))


def test_what_identifies_is_masked(score: Score) -> None:
    assert score.recall() >= RECALL, score.missed


def test_every_identifier_with_a_shape_is_masked(score: Score) -> None:
    assert score.recall(*TYPED) >= TYPED_RECALL, score.missed


def test_hardly_a_comment_loses_a_word_that_identifies_nobody(score: Score) -> None:
    assert score.too_much <= TOO_MUCH, score.false


def test_there_are_comments_of_every_kind_and_many_that_identify_nobody() -> None:
    comments = [comment for half in HALVES for comment in marked(half)]
    assert len(comments) >= 600
    assert sum(not comment.stretches for comment in comments) >= 200
    assert {kind for comment in comments for _, _, kind in comment.stretches} == set(KINDS)


def test_a_stretch_that_is_masked_in_part_is_missed_and_other_words_are_too_much() -> None:
    score = scored([read("I told {name:Dave the Rave} off"), read("Xanthippa")])
    assert [what for _, what, _ in score.missed] == ["Dave the Rave"]
    assert [extra for _, extra in score.false] == [["Xanthippa"]]
    assert score.recall("name") == 0
