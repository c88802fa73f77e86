"""A supplement that withdraws: nothing beside its list, and every line is a comment of its round that was published, once."""

import json
from typing import Any

import pytest

from surveys.disclosure.attack import attack
from surveys.disclosure.attacks import file
from surveys.disclosure.attacks.file import NotARelease

WAVE, OTHER = {"code": "2026-11"}, {"code": "2026-12"}
Parts = dict[str, Any]


def line(release: int = 2, position: int = 1, reason: str = "points_at_author") -> Parts:
    return {"release": release, "position": position, "reason": reason}


def withdraws(*lines: object, **beside: object) -> Parts:
    return {"wave": WAVE, "withdrawn": list(lines), **beside}


def comments(*positions: int, wave: Parts = WAVE) -> Parts:
    return {"wave": wave, "comments": [{"position": each} for each in positions]}


BEFORE = {
    2: comments(0, 1, 2),
    3: withdraws(line(2, 0)),
    4: comments(0, wave=OTHER),
    5: {"wave": WAVE, "withdrawn": ["damaged"]},
}


def said(parts: Parts, supplements: dict[int, Parts] | None = None) -> list[str]:
    known = BEFORE if supplements is None else supplements
    return [each.sentence for each in attack(parts, supplements=known)]


def test_comments_of_the_round_that_were_published_are_withdrawn() -> None:
    assert said(withdraws(line(2, 1), line(2, 2, "ordered"))) == []


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        (withdraws(line(2, 0)), "Comment 0 of release 2 was withdrawn before."),
        (withdraws(line(2, 3)), "Comment 3 of release 2 does not exist."),
        (withdraws(line(3, 0)), "Comment 0 of release 3 does not exist."),
        (withdraws(line(4, 0)), "Comment 0 of release 4 is in no supplement of its round that was published before."),
        (withdraws(line(9, 0)), "Comment 0 of release 9 is in no supplement of its round that was published before."),
        (withdraws(line(2, 1), line(2, 1)), "What is withdrawn stands in no order, or twice."),
        (withdraws(line(2, 2), line(2, 1)), "What is withdrawn stands in no order, or twice."),
        (withdraws(line(2, 1), withheld={}), "A release that withdraws comments holds something else besides."),
        (withdraws(line(2, 1), cells=[]), "A release that withdraws comments holds something else besides."),
        (withdraws(), "What is withdrawn is no list of releases, positions and reasons."),
        ({"wave": WAVE, "withdrawn": {}}, "What is withdrawn is no list of releases, positions and reasons."),
        (withdraws(line(2, 1), "x"), "What is withdrawn is no list of releases, positions and reasons."),
        (withdraws(line(2, 1) | {"text": "Words"}), "What is withdrawn is no list of releases, positions and reasons."),
        (withdraws(line(reason="boring")), "What is withdrawn is no list of releases, positions and reasons."),
        (withdraws(line() | {"reason": ["ordered"]}), "What is withdrawn is no list of releases, positions and reasons."),
        (withdraws(line() | {"position": True}), "What is withdrawn is no list of releases, positions and reasons."),
    ],
)  # fmt: skip
def test_everything_else_is_refused(parts: Parts, sentence: str) -> None:
    assert sentence in said(parts)


def test_without_the_releases_before_it_nobody_can_say_that_it_points_at_anything() -> None:
    assert "is in no supplement of its round" in said(withdraws(line()), {})[0]


def test_a_saved_one_is_read_and_found_by_its_number() -> None:
    saved = json.dumps({"manifest": {"number": 3}, "parts": withdraws(line())}).encode()
    bare = json.dumps(withdraws(line())).encode()
    assert file.parts(saved) == file.parts(bare) == withdraws(line())
    assert file.numbered([saved, bare]) == {3: withdraws(line())}
    with pytest.raises(NotARelease):
        file.numbered([b"{}"])
