"""Withdrawn comments: gone for every reader, while the releases that hold them stay as they were signed."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from surveys.canonical import Json
from surveys.comments.readers import Reader
from surveys.keyring import Keyring
from surveys.releases import manifest, publish, release_file, shelf, withdrawn
from surveys.releases.document import Draft
from surveys.releases.withdrawn import Damaged, Withdrawn
from tests.surveys.releases import drafts

pytestmark = pytest.mark.both_databases

ALL = tuple(Reader)
AUTHOR = "points_at_author"
WAVE = "2026-11"


def supplement(*lines: Withdrawn, wave: str = WAVE, **beside: Json) -> Draft:
    parts: dict[str, Json] = {"wave": drafts.about(wave), "withdrawn": withdrawn.part(lines)}  # type: ignore[dict-item]
    return replace(drafts.supplement(wave), parts=parts | beside, comments=())


@pytest.fixture
def keyring(tmp_path: Path) -> Keyring:
    return Keyring(tmp_path)


@pytest.fixture
def stocked(people: Session, keyring: Keyring) -> Session:
    """1: figures, 2: two comments, 3: the second of these withdrawn."""
    publish.publish(people, keyring, drafts.figures(WAVE))
    publish.publish(people, keyring, drafts.supplement(WAVE))
    publish.publish(people, keyring, supplement(Withdrawn(2, 1, AUTHOR)))
    people.commit()
    return people


def saved(people: Session, number: int) -> bytes:
    return release_file.export(people, number, with_comments=True)


def test_nobody_reads_a_withdrawn_comment_and_everybody_reads_the_others(stocked: Session) -> None:
    (left,) = shelf.comments(stocked, ALL, None)
    assert (left.text, left.release, left.position) == ("The forms are endless", 2, 0)
    assert shelf.comments(stocked, [Reader.UNION], ["ALL"], wave=WAVE) == ()
    assert withdrawn.places(stocked) == {(2, 1)}
    assert withdrawn.numbers(stocked) == {3}
    assert withdrawn.reasons(withdrawn.by_wave(stocked)[WAVE]) == {AUTHOR: 1}


def test_the_chain_and_the_older_release_stay_as_they_were_signed(stocked: Session) -> None:
    before = None
    for number in (1, 2, 3):
        content = saved(stocked, number)
        verdict = manifest.verify(content, previous=before)
        assert verdict.ok, verdict.lines
        before = content
    assert "Only for us" in saved(stocked, 2).decode()
    assert any("It withdraws 1 published comment," in line for line in verdict.lines)
    assert verdict.lines[0].startswith("Release 3: withdrawn comments of round 2026-11")
    assert list(withdrawn.faults(stocked)) == []


def test_it_says_where_and_why_and_never_what(stocked: Session) -> None:
    parts = json.loads(saved(stocked, 3))["parts"]
    assert parts["withdrawn"] == [{"position": 1, "reason": AUTHOR, "release": 2}]
    assert set(parts) == {"wave", "withdrawn"}
    assert b"Only for us" not in saved(stocked, 3)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], "or is nothing"),
        ("everything", "or is nothing"),
        ([{"release": 2, "position": 1}], "not a release, a position and a reason"),
        ([{"release": 2, "position": True, "reason": AUTHOR}], "not a release, a position"),
        ([{"release": 2, "position": 1, "reason": AUTHOR, "text": "x"}], "not a release, a pos"),
        ([{"release": 2, "position": 1, "reason": 5}], "not a release, a position"),
        (["2:1"], "not a release, a position"),
        ([{"release": 3, "position": 0, "reason": AUTHOR}], "that is not before it"),
        ([{"release": 0, "position": 0, "reason": AUTHOR}], "that is not before it"),
        ([{"release": 2, "position": -1, "reason": AUTHOR}], "that is not before it"),
        ([{"release": 2, "position": 1, "reason": AUTHOR}] * 2, "in no order, or twice"),
        (
            [{"release": 2, "position": p, "reason": AUTHOR} for p in (1, 0)],
            "in no order, or twice",
        ),
    ],
)
def test_a_part_that_no_supplement_has_is_refused(
    lines: Json, said: str, people: Session, keyring: Keyring
) -> None:
    with pytest.raises(Damaged, match=said):
        withdrawn.read(lines, 3)
    publish.publish(people, keyring, drafts.figures(WAVE))
    publish.publish(people, keyring, drafts.supplement(WAVE))
    made = publish.publish(people, keyring, replace(supplement(), parts=_parts(lines)))
    verdict = manifest.verify(saved(people, 2))
    assert verdict.ok
    assert not manifest.verify(_signed(made.manifest, made.signature, _parts(lines))).ok
    assert next(withdrawn.faults(people)).startswith("Release 3: ")


def _parts(lines: Json) -> dict[str, Json]:
    return {"wave": drafts.about(WAVE), "withdrawn": lines}  # type: ignore[dict-item]


def _signed(content: bytes, signature: bytes, parts: Mapping[str, Json]) -> bytes:
    return manifest.file(content, signature, parts)


def test_a_release_that_withdraws_holds_nothing_besides(people: Session, keyring: Keyring) -> None:
    publish.publish(people, keyring, drafts.figures(WAVE))
    beside = supplement(Withdrawn(1, 0, AUTHOR), withheld={"topic_only": {}})
    made = publish.publish(people, keyring, beside)
    verdict = manifest.verify(_signed(made.manifest, made.signature, beside.documents()))
    assert verdict.lines[-1] == "It withdraws comments and holds something else besides."


@pytest.mark.parametrize(
    "line", [Withdrawn(2, 1, AUTHOR), Withdrawn(2, 7, AUTHOR), Withdrawn(1, 0, AUTHOR)]
)
def test_the_check_of_the_chain_finds_a_line_that_points_at_nothing_or_twice(
    stocked: Session, keyring: Keyring, line: Withdrawn
) -> None:
    publish.publish(stocked, keyring, supplement(line))
    (fault,) = withdrawn.faults(stocked)
    assert fault.startswith("Release 4 withdraws a comment that is not published in round 2026-11")


def test_the_check_finds_a_comment_of_another_round(stocked: Session, keyring: Keyring) -> None:
    publish.publish(stocked, keyring, drafts.figures("2026-12"))
    publish.publish(stocked, keyring, supplement(Withdrawn(2, 0, AUTHOR), wave="2026-12"))
    (fault,) = withdrawn.faults(stocked)
    assert "round 2026-12" in fault
