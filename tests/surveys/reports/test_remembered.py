"""What is remembered of figures: the same while they are the newest, made anew for newer ones, and never much of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from surveys.keyring import Keyring
from surveys.releases import publish
from surveys.reports import remembered, rounds
from surveys.reports.rounds import Round
from tests.surveys.reports.council import Council, draft, publish_rounds

SMALL = Council(services=("North", "South"), teams=0, sizes={"S1T01": 40, "S2T01": 40})


@pytest.fixture
def known(people: Session, tmp_path: Path) -> Iterator[tuple[Round, ...]]:
    publish_rounds(people, tmp_path, SMALL, 2, share=1.0)
    remembered.forget()
    yield rounds.load(people)
    remembered.forget()


def test_the_same_question_about_the_same_rounds_is_worked_out_once(
    known: tuple[Round, ...],
) -> None:
    answers = iter(range(10))

    def ask(*what: object) -> int:
        return remembered.remembered(known, what, lambda: next(answers))

    assert [ask("map", "S1"), ask("map", "S1"), ask("map", "S2"), ask("map", "S1")] == [0, 0, 1, 0]


def test_a_newer_round_makes_it_be_worked_out_again(
    known: tuple[Round, ...], people: Session, tmp_path: Path
) -> None:
    assert remembered.remembered(known, ("rounds",), lambda: len(known)) == 2
    publish.publish(people, Keyring(tmp_path), draft(SMALL, 3, share=1.0))
    now = rounds.load(people)
    assert remembered.remembered(now, ("rounds",), lambda: len(now)) == 3
    assert remembered.remembered(known, ("rounds",), lambda: 0) == 2


def test_what_was_asked_for_longest_ago_is_forgotten_first(
    known: tuple[Round, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remembered, "MOST", 2)
    for what in ("a", "b", "a", "c"):
        remembered.remembered(known, (what,), lambda what=what: what)
    made = [remembered.remembered(known, (what,), lambda: "made anew") for what in ("a", "c", "b")]
    assert made == ["a", "c", "made anew"]


def test_equal_groups_and_questions_of_different_rounds_are_the_same_objects(
    known: tuple[Round, ...], people: Session, tmp_path: Path
) -> None:
    rounds.forget()
    first, second = rounds.load(people)
    assert first.by_code["S1"] is second.by_code["S1"]
    rounds.forget()
    assert rounds.load(people)[0].groups == first.groups
