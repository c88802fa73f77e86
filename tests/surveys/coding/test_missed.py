"""What the frame misses is named from as many comments as the pledge asks for, never from fewer."""

import math

import pytest

from surveys.coding import frame, missed
from surveys.fieldwork.pledge import Pledge
from surveys.releases.document import Comment
from tests.surveys.coding.small_frame import TEXT

PLEDGE = Pledge(threshold=10, comment_threshold=5)


def look(now: list[str], earlier: list[str] = []) -> dict[str, object]:  # noqa: B006
    comments = [Comment(n, "2026-11", "S1", "more", "union", t, {}) for n, t in enumerate(now)]
    comments += [Comment(n, "2026-08", "S1", "more", "union", t, {}) for n, t in enumerate(earlier)]
    return missed.look(frame.read(TEXT, "v1"), comments, "2026-11", PLEDGE)


def phrases(found: object) -> dict[str, int]:
    assert isinstance(found, list)
    return {one["phrase"]: one["comments"] for one in found}


def test_phrases_of_comments_without_a_theme_are_suggested() -> None:
    others = ["Nothing to say here", "The weather, mostly", "Ask again tomorrow"]
    found = look(
        ["The hot desk is taken again", "Hot desks every day"] * 3 + others + ["Too many cases"]
    )
    assert (found["comments"], found["without"]) == (10, 9)
    assert phrases(found["phrases"])["hot desk"] == 6
    assert "too many cases" not in phrases(found["phrases"])


@pytest.mark.parametrize(("comments", "named"), [(4, False), (5, True)])
def test_nothing_is_named_below_the_comment_threshold(comments: int, named: bool) -> None:
    filler = [f"Another {word}" for word in ("sky", "sea", "hill", "tree", "bird", "road")]
    found = look(["hot desk"] * comments + filler, ["nothing at all"] * 200)
    assert ("hot desk" in phrases(found["phrases"])) is named
    assert ("hot desk" in phrases(found["rising"])) is named


def test_a_comment_that_repeats_itself_counts_once() -> None:
    found = look(["hot desk. Hot desk! The hot desk, hot desk, hot desk"] + ["fine"] * 6)
    assert "hot desk" not in phrases(found["phrases"])


def test_too_few_comments_are_not_even_counted() -> None:
    found = look(["a word"] * 3 + ["Too many cases"])
    assert (found["comments"], found["without"], found["phrases"]) == (None, None, [])


def test_phrases_that_rise_are_suggested_with_how_many_held_them_before() -> None:
    now = ["The portal is down", "That portal again"] * 10 + ["My team"] * 20
    before = ["The portal"] * 6 + ["My team"] * 194
    found = look(now, before)
    assert found["rising"] == [{"phrase": "portal", "comments": 20, "earlier": 6}] + [
        one
        for one in found["rising"]
        if one["phrase"] != "portal"  # type: ignore[attr-defined]
    ]
    assert "team" not in phrases(found["rising"])


def test_how_many_held_it_before_is_not_told_below_the_threshold() -> None:
    found = look(["The portal is down"] * 20, ["My team"] * 200 + ["portal"] * 4)
    assert {one["earlier"] for one in found["rising"]} == {None}  # type: ignore[attr-defined]


def test_a_phrase_that_always_stands_in_a_longer_one_is_not_named_beside_it() -> None:
    found = look(["The car park barrier is down"] * 20 + ["My car"] * 20, ["My team"] * 200)
    assert {"car park barrier", "car"} <= phrases(found["rising"]).keys()
    assert not {"barrier", "park", "car park"} & phrases(found["rising"]).keys()
    assert "car park barrier" in phrases(found["phrases"])
    assert not {"barrier", "park", "car park"} & phrases(found["phrases"]).keys()


def test_what_the_frame_has_already_does_not_rise() -> None:
    found = look(["Too many cases"] * 20, ["Fine"] * 200)
    assert phrases(found["rising"]) == {}


def test_without_an_earlier_round_nothing_rises() -> None:
    assert look(["hot desk"] * 20)["rising"] == []


def test_marks_of_hidden_words_and_numbers_are_no_phrases() -> None:
    found = look(["[name] 27 [name]"] * 20, ["Fine"] * 200)
    assert (found["phrases"], found["rising"]) == ([], [])


def test_the_likelihood_is_dunnings() -> None:
    expected = 2 * (20 * math.log(20 / 11) + 2 * math.log(2 / 11))
    assert missed.likelihood(20, 100, 2, 100) == pytest.approx(expected)
    assert missed.likelihood(2, 100, 20, 100) == 0
    assert missed.likelihood(5, 10, 0, 0) == 0
