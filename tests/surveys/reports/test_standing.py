from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from surveys.reports import standing
from surveys.reports.rounds import NoSuchRound
from tests.surveys.reports.council import Council, publish_rounds


def test_where_we_stand_tells_response_scores_and_the_weakest_three(stocked: Session) -> None:
    found = standing.standing(stocked, "ALL")
    assert found.round.label == "August 2026"
    assert found.response is not None
    assert (found.response.answered, found.response.invited, found.response.percent) == (
        126,
        126,
        100,
    )
    assert [each.topic.code for each in found.topics][:2] == ["caseload", "supervision"]
    scores = sorted(each.figure.value or 0 for each in found.topics)
    assert [each.figure.value for each in found.weakest] == scores[:3]
    assert not found.has_gaps


def test_topics_of_earlier_rounds_say_which_round(stocked: Session) -> None:
    found = standing.standing(stocked, "ALL")
    assert {each.topic.code: each.asked_in for each in found.earlier} == {
        "it": "June 2026",
        "admin": "July 2026",
        "blame": "July 2026",
        "learning": "July 2026",
    }


def test_movements_are_against_the_round_that_asked_before(stocked: Session) -> None:
    found = standing.standing(stocked, "ALL").changes
    assert found["caseload"].before.label == "July 2026"
    assert found["wellbeing"].before.label == "May 2026"
    for each in found.values():
        assert each.difference == (each.now.figure.value or 0) - (each.before.figure.value or 0)


def test_the_three_strongest_movements_are_those_of_all_topics(stocked: Session) -> None:
    found = standing.standing(stocked, "ALL")
    assert len(found.movements) == 3
    left = [each for each in found.changes.values() if each not in found.movements]
    for each in left:
        for strong in found.movements:
            assert (strong.beyond_chance, abs(strong.difference or 0)) >= (
                each.beyond_chance,
                abs(each.difference or 0),
            )


def test_what_is_more_than_chance_comes_first_then_the_largest(stocked: Session) -> None:
    found = standing.standing(stocked, "ALL").movements
    order = [(not each.beyond_chance, -abs(each.difference)) for each in found]
    assert order == sorted(order)


def test_the_first_round_has_nothing_to_be_compared_with(
    people: Session, tmp_path: Path, council: Council
) -> None:
    publish_rounds(people, tmp_path, council, 1, share=1.0)
    found = standing.standing(people, "ALL")
    assert found.movements == found.earlier == ()
    assert found.changes == {}
    assert len(found.weakest) == 3


def test_a_team_whose_sensitive_bands_are_hidden_says_so(stocked: Session) -> None:
    assert standing.standing(stocked, "S1T01").hides_a_band
    assert not standing.standing(stocked, "ALL").hides_a_band


def test_before_the_first_release_there_is_nowhere_to_stand(people: Session) -> None:
    with pytest.raises(NoSuchRound):
        standing.standing(people, "ALL")
