"""What a round may show is foretold from headcounts, the same way every time."""

from sqlalchemy.orm import Session

from surveys.fieldwork import freeze, groups, visibility
from surveys.fieldwork.pledge import Pledge
from surveys.fieldwork.visibility import Visibility
from tests.surveys.fieldwork import made_up

SIZES = {"A1": 40, "A2": 12, "C1": 60, "C2": 11}


def test_more_answers_show_more_and_never_more_than_there_is(people: Session) -> None:
    made_up.staffed(people, SIZES)
    found = visibility.expected(freeze.preview(people, Pledge()), groups.whole(people), Pledge())
    assert [each.response for each in found] == [40, 60, 80]
    assert [(each.of_services, each.of_teams) for each in found] == [(2, 5)] * 3
    teams = [each.teams for each in found]
    assert teams == sorted(teams)
    assert found[0].services == 2
    assert all(each.teams <= 4 for each in found)


def test_the_same_roster_gives_the_same_sentences(people: Session) -> None:
    made_up.staffed(people, SIZES)
    tree, units = freeze.preview(people, Pledge()), groups.whole(people)
    assert visibility.expected(tree, units, Pledge()) == visibility.expected(tree, units, Pledge())


def test_a_small_organisation_is_told_that_only_the_whole_may_show(people: Session) -> None:
    made_up.staffed(people, {"A1": 6, "C1": 6})
    first, *_ = visibility.expected(
        freeze.preview(people, Pledge()), groups.whole(people), Pledge()
    )
    assert first.sentence == "If 4 in 10 answer, expect the whole organisation only."


def test_the_sentence_speaks_plainly() -> None:
    assert Visibility(40, 6, 6, 6, 60).sentence == (
        "If 4 in 10 answer, expect all 6 services and about 6 of 60 teams."
    )
    assert Visibility(40, 2, 3, 0, 9).sentence == (
        "If 4 in 10 answer, expect about 2 of 3 services and none of the 9 teams alone."
    )
    assert Visibility(80, 3, 3, 0, 0).sentence == "If 8 in 10 answer, expect all 3 services."
