"""What a round may show is foretold from headcounts, the same way every time."""

import pytest
from sqlalchemy.orm import Session

from surveys.blocks import TooFew
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


#: People in each of the units of ``made_up``; most of the largest work in small teams.
SIZED = {
    40: {"A1": 14, "A2": 6, "C1": 12, "C2": 8},
    99: {"A1": 30, "A2": 14, "C1": 26, "C2": 18, "C3": 11},
    1000: {"A1": 600, "A2": 12, "C1": 340, "C2": 40, "C3": 8},
}


def foretold(people: Session, sizes: dict[str, int]) -> list[str]:
    made_up.staffed(people, sizes)
    found = visibility.expected(freeze.preview(people, Pledge()), groups.whole(people), Pledge())
    return [f"{each.sentence} {each.own_team_sentence}".strip() for each in found]


def test_eight_people_can_hold_no_round(people: Session) -> None:
    made_up.staffed(people, {"A1": 5, "C1": 3})
    with pytest.raises(TooFew, match="Fewer than 10 people in all"):
        freeze.preview(people, Pledge())
    (said,) = visibility.advice(visibility.staff(people), Pledge())
    assert said.startswith("Hold one round together with neighbouring organisations")


@pytest.mark.parametrize("staff", SIZED)
def test_what_is_foretold_fits_the_size(people: Session, staff: int) -> None:
    nobody = "Nobody would find their own team, everybody a larger group."
    some = "About {} in 10 people would find their own team, the others a larger group."
    nearly = "Nearly everybody would find their own team."
    said = {
        40: [
            f"If 4 in 10 answer, expect the whole organisation only. {nobody}",
            f"If 6 in 10 answer, expect both services and none of the 5 teams alone. {nobody}",
            f"If 8 in 10 answer, expect both services and none of the 5 teams alone. {nobody}",
        ],
        99: [
            f"If 4 in 10 answer, expect both services and none of the 5 teams alone. {nobody}",
            f"If 6 in 10 answer, expect both services and about 1 of 5 teams. {some.format(3)}",
            f"If 8 in 10 answer, expect both services and about 3 of 5 teams. {some.format(7)}",
        ],
        1000: [
            f"If 4 in 10 answer, expect both services and about 1 of 5 teams. {some.format(3)}",
            f"If 6 in 10 answer, expect both services and about 1 of 5 teams. {some.format(3)}",
            f"If 8 in 10 answer, expect both services and about 3 of 5 teams. {nearly}",
        ],
    }
    found = foretold(people, SIZED[staff])
    assert visibility.staff(people) == staff
    assert found == said[staff]


@pytest.mark.parametrize(
    ("staff", "sentences"), [(8, 1), (9, 1), (10, 4), (40, 4), (99, 4), (100, 0), (1000, 0)]
)
def test_advice_is_for_small_organisations(staff: int, sentences: int) -> None:
    found = visibility.advice(staff, Pledge())
    assert len(found) == sentences
    assert any("three weeks" in one for one in found) == (sentences == 4)
    assert any("once a year" in one for one in found) == (sentences == 4)


def test_too_few_answers_for_the_whole_are_foretold_as_nothing(people: Session) -> None:
    first, *_, last = foretold(people, {"A1": 7, "C1": 7})
    assert first == "If 4 in 10 answer, expect no figures at all: too few people."
    assert last.startswith("If 8 in 10 answer, expect the whole organisation only.")


def test_the_sentence_speaks_plainly() -> None:
    assert Visibility(40, 6, 6, 6, 60).sentence == (
        "If 4 in 10 answer, expect all 6 services and about 6 of 60 teams."
    )
    assert Visibility(40, 2, 3, 0, 9).sentence == (
        "If 4 in 10 answer, expect about 2 of 3 services and none of the 9 teams alone."
    )
    assert Visibility(80, 3, 3, 0, 0).sentence == "If 8 in 10 answer, expect all 3 services."
    assert Visibility(80, 1, 1, 0, 0).sentence == "If 8 in 10 answer, expect the one service."
    assert Visibility(80, 3, 3, 0, 0).own_team_sentence == ""
    assert Visibility(80, 3, 3, 1, 90).own_team_sentence.startswith("Hardly any people")


def test_teams_are_alone_or_combined_and_who_is_seen_only_within_the_whole_is_counted(
    people: Session,
) -> None:
    made_up.staffed(people, {"W": 20, "A1": 40, "A2": 12, "C1": 60, "C2": 11})
    found = visibility.expected(freeze.preview(people, Pledge()), groups.whole(people), Pledge())
    for each in found:
        assert each.teams + each.combined == each.of_teams
        assert 0 <= each.within_whole <= 143
    assert found[-1].within_whole == 20


def test_where_nothing_is_shown_nobody_is_seen_within_the_whole(people: Session) -> None:
    made_up.staffed(people, {"A1": 6, "C1": 6})
    found = visibility.expected(freeze.preview(people, Pledge()), groups.whole(people), Pledge())
    assert not found[0].whole
    assert found[0].within_whole == 0
