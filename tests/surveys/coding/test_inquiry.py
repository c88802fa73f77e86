"""A steward's questions are their own, and an answer leads only to comments that may be read now."""

import pytest
from sqlalchemy.orm import Session

from surveys.coding import inquiry
from surveys.coding.addition import Addition
from surveys.coding.change import Change
from surveys.coding.inquiry import Asked, Kind, NoSuchInquiry
from surveys.comments.readers import Reader
from surveys.releases.document import Comment

UNA = Asked("una", (Reader.UNION, Reader.DIRECTORS), None)
CHANGE = Addition((Change("caseload", "mixed", ("parking",)),))


def test_a_question_is_found_by_who_asked_it(people: Session) -> None:
    row = inquiry.ask(people, Kind.TRIAL, UNA, "v1", CHANGE)
    assert inquiry.find(people, row.id, UNA).change == CHANGE.document()
    assert inquiry.latest(people, Kind.TRIAL, UNA) is row
    assert inquiry.latest(people, Kind.MISSED, UNA) is None


@pytest.mark.parametrize(
    "other",
    [
        Asked("paul", UNA.readers, None),
        Asked("una", (Reader.DIRECTORS,), None),
        Asked("una", UNA.readers, "S1"),
    ],
)
def test_nobody_else_finds_it_nor_who_reads_something_else_now(
    people: Session, other: Asked
) -> None:
    row = inquiry.ask(people, Kind.TRIAL, UNA, "v1", CHANGE)
    with pytest.raises(NoSuchInquiry):
        inquiry.find(people, row.id, other)
    assert inquiry.latest(people, Kind.TRIAL, other) is None


@pytest.mark.both_databases
def test_only_the_last_of_one_steward_are_kept(
    people: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inquiry, "KEPT", 2)
    other = inquiry.ask(people, Kind.MISSED, Asked("paul", (Reader.UNION,), None), "v1")
    first, *rest = [inquiry.ask(people, Kind.TRIAL, UNA, "v1", CHANGE).id for _ in range(3)]
    with pytest.raises(NoSuchInquiry):
        inquiry.find(people, first, UNA)
    assert [inquiry.find(people, number, UNA).id for number in rest] == rest
    assert people.get(inquiry.FrameInquiry, other.id) is not None


def test_an_answer_names_comments_by_their_digests(people: Session) -> None:
    one, two = (Comment(0, "2026-11", "S1", "more", "union", text, {}) for text in ("a", "b"))
    answer = {"changed": [{"comment": inquiry.digest(one)}, {"comment": inquiry.digest(two)}]}
    assert [found for found, _ in inquiry.named(answer, [two])] == [two]
    assert inquiry.named({}, [one, two]) == ()
