from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from surveys.fieldwork.programme import instrument_for
from surveys.instruments.score import item_score
from surveys.keyring import Keyring
from surveys.releases import publish, shelf
from surveys.releases.release import Status, Subject
from surveys.reports import picture, same_people, trends
from surveys.reports.figure import Gap, whole
from surveys.reports.rounds import NoSuchGroup
from surveys.reports.topics import NoSuchTopic
from surveys.reports.trends import Trend
from tests.surveys.reports import small
from tests.surveys.reports.council import Council, draft

HONEST = "supervision_honest"


def gaps(trend: Trend) -> Sequence[Gap | None]:
    return [moment.figure.gap for moment in trend.moments]


def test_every_round_that_asked_is_there_and_no_other(stocked: Session) -> None:
    found = {topic.code: trend for topic, trend in trends.topics(stocked, "ALL").topics}
    assert [moment.label for moment in found["supervision"].moments] == [
        "May 2026",
        "June 2026",
        "July 2026",
        "August 2026",
    ]
    assert [moment.label for moment in found["wellbeing"].moments] == ["May 2026", "August 2026"]


def test_a_topic_with_a_module_is_compared_on_the_cores_questions(stocked: Session) -> None:
    found = trends.topic(stocked, "ALL", "listened")
    topic, trend, items = found.topic, found.trend, found.items
    assert [one.code for one in topic.items] == ["managers_respond"]
    assert [each.code for each in items] == ["managers_respond", "surveys_change"]
    assert [m.figure.value for m in trend.moments] == [m.figure.value for m in items[0].moments]


def test_a_point_is_the_score_of_the_counts_on_the_shelf(stocked: Session) -> None:
    items = trends.topic(stocked, "S1", "supervision").items
    line = next(each for each in items if each.code == HONEST)
    for number, (cell,) in shelf.history(
        stocked, "S1", subject=Subject.ITEM, measures=[HONEST]
    ).items():
        score = item_score(instrument_for(number).item(HONEST), cell.counts or {})
        assert score is not None
        moment = next(one for one in line.moments if one.number == number)
        assert (moment.figure.value, moment.figure.base) == (whole(score.points), score.base)


def test_a_withheld_item_makes_an_honest_gap(
    people: Session, tmp_path: Path, council: Council
) -> None:
    for number in (1, 2):
        drawn = draft(council, number, share=1.0)
        cells = [
            replace(cell, status=Status.WITHHELD, base=None, counts=None)
            if (number, cell.group_code, cell.measure) == (2, "S1", HONEST)
            else cell
            for cell in drawn.cells
        ]
        publish.publish(people, Keyring(tmp_path), replace(drawn, cells=cells))
    found = trends.topic(people, "S1", "supervision")
    trend, items = found.trend, found.items
    assert gaps(trend) == [None, Gap.WITHHELD]
    assert trend.moments[1].figure.value is None
    assert gaps(next(each for each in items if each.code != HONEST)) == [None, None]
    ((figure, labels),) = trend.gaps
    assert (figure.gap, labels) == (Gap.WITHHELD, ("June 2026",))


def test_a_group_that_was_not_its_own_has_a_gap_there(people: Session, tmp_path: Path) -> None:
    for number, size in ((1, 30), (2, 9), (3, 30)):
        sizes = {"S1T01": size, "S1T02": 30, "S1T03": 12}
        council = Council(services=("North",), teams=0, sizes=sizes)
        publish.publish(people, Keyring(tmp_path), draft(council, number, share=1.0))
    trend = trends.topic(people, "S1T01", "caseload").trend
    assert gaps(trend) == [None, Gap.NOT_ITS_OWN, None]
    found = trends.topics(people, "S1T01")
    assert found.group.code == "S1T01"


def test_teams_counted_together_are_compared_while_they_are_the_same_teams(
    people: Session, tmp_path: Path
) -> None:
    small = [("S1T01", "S1T02"), ("S1T01", "S1T03"), ("S1T01", "S1T02")]
    for number, few in enumerate(small, 1):
        sizes = {team: 8 if team in few else 40 for team in ("S1T01", "S1T02", "S1T03")}
        council = Council(services=("North",), teams=0, sizes=sizes)
        publish.publish(people, Keyring(tmp_path), draft(council, number, share=1.0))
    trend = trends.topic(people, "S1~rest", "caseload").trend
    assert gaps(trend) == [None, Gap.OTHER_MEMBERS, None]


def test_sensitive_questions_are_bands_and_never_numbers(stocked: Session) -> None:
    for group in ("ALL", "S1T01"):
        bands = trends.topics(stocked, group).bands
        assert {trend.item.code for trend in bands} >= {"bullied", "in_12_months"}
        for trend in bands:
            for moment in trend.moments:
                assert (moment.band is None) == (moment.gap is Gap.WITHHELD)
        assert any(trend.hides_a_band for trend in bands) == (group == "S1T01")


@pytest.mark.parametrize("group", ["S1T02", "nowhere"])
def test_a_hidden_and_an_unknown_group_have_no_trend(stocked: Session, group: str) -> None:
    with pytest.raises(NoSuchGroup):
        trends.topics(stocked, group)


@pytest.mark.parametrize("topic", ["bullying", "nothing"])
def test_a_sensitive_and_an_unknown_topic_have_no_line(stocked: Session, topic: str) -> None:
    with pytest.raises(NoSuchTopic):
        trends.topic(stocked, "ALL", topic)


def test_a_block_made_before_the_round_opened_is_compared_while_it_has_as_many_teams() -> None:
    block = [small.group("ALL~rest", teams=teams) for teams in (3, 2, 3)]
    rounds = [
        small.of_round(number, [small.item("a")], [small.group("ALL", None), one])
        for number, one in enumerate(block, 1)
    ]
    assert same_people.rounds_of(rounds, block[-1]) == {1, 3}


def test_a_block_of_as_many_other_teams_is_not_compared() -> None:
    """Two teams in it each time; which ones, only the teams that stand beside it tell."""
    beside, block = ("T1", "T2", "T1"), small.group("ALL~rest", teams=2)
    rounds = [
        small.of_round(
            number, [small.item("a")], [small.group("ALL", None), small.group(team), block]
        )
        for number, team in enumerate(beside, 1)
    ]
    assert same_people.rounds_of(rounds, block) == {1, 3}
    inside = replace(block, status="combined", combined_in="ALL~rest~rest")
    rest = small.group("ALL~rest~rest", kind="combined", teams=2)
    hidden = [replace(each, groups=(*each.groups[:-1], inside, rest)) for each in rounds]
    assert same_people.rounds_of(hidden, rest) == {1, 3}


def test_a_block_is_compared_whether_or_not_a_remainder_stands_beside_it() -> None:
    block, rest = small.group("ALL~rest", teams=2), small.group("ALL~rest~rest", kind="combined")
    groups = [small.group("ALL", None), small.group("T1"), block]
    rounds = [
        small.of_round(1, [small.item("a")], groups),
        small.of_round(2, [small.item("a")], [*groups, rest]),
    ]
    assert same_people.rounds_of(rounds, block) == {1, 2}


def test_beside_a_groups_line_stands_that_of_the_group_above(stocked: Session) -> None:
    above = {"S1T01": "S1", "S1~rest": "S1", "S1": "ALL", "role=social_worker": "ALL"}
    for group, parent in above.items():
        found, whole = (trends.topic(stocked, code, "caseload") for code in (group, parent))
        beside = found.trend.beside
        assert beside is not None
        assert beside.moments == whole.trend.moments
        assert len(beside.moments) == len(found.trend.moments)
        for item in found.items:
            assert item.beside is not None
            assert len(item.beside.moments) == len(item.moments)
    assert trends.topic(stocked, "ALL", "caseload").trend.beside is None


def test_the_line_beside_is_in_the_picture_and_read_out(stocked: Session) -> None:
    drawn = picture.of_trend(trends.topic(stocked, "S1", "caseload").trend, "North").narrow
    assert "stroke-dasharray" in drawn
    assert "Dashed line: Northmoor Council. May 2026:" in drawn
