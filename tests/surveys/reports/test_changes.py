"""Who changed: a group and those right below it between two rounds, from shown figures of the same people's places."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from surveys.keyring import Keyring
from surveys.releases import publish, shelf
from surveys.releases.document import Cell
from surveys.releases.release import Status, Subject
from surveys.reports import baseline, changes, standing
from surveys.reports import rounds as published
from surveys.reports.changes import Changes
from surveys.reports.figure import Gap
from surveys.reports.rounds import NoSuchGroup, NoSuchRound
from tests.surveys.reports.council import Council, draft, publish_rounds


def table(people: Session, group: str = "ALL", *, against: str = baseline.PREVIOUS) -> Changes:
    release = shelf.latest(people)
    assert release is not None
    return changes.table(people, release, group, against=against)


def put(people: Session, keys: Path, sizes: Sequence[dict[str, int]]) -> None:
    for number, each in enumerate(sizes, 1):
        council = Council(services=("North",), teams=0, sizes=each)
        publish.publish(people, Keyring(keys), draft(council, number, share=1.0))


def test_its_rows_are_the_group_and_those_right_below_it(stocked: Session) -> None:
    assert [row.group.code for row in table(stocked).every] == ["ALL", "S1", "S2"]
    assert [row.group.code for row in table(stocked, "S1").every] == ["S1", "S1T01", "S1~rest"]


def test_the_groups_own_changes_are_those_of_its_first_page(stocked: Session) -> None:
    for group in ("ALL", "S1", "S1~rest", "role=social_worker"):
        found = table(stocked, group).whole.changes
        assert {each.topic.code: each for each in found} == dict(
            standing.standing(stocked, group).changes
        )


def test_a_row_below_shows_the_difference_that_its_own_page_shows(stocked: Session) -> None:
    for row in table(stocked).rows:
        own = standing.standing(stocked, row.group.code).changes
        for each in row.changes:
            same = own[each.topic.code]
            assert (each.difference, each.low, each.high) == (same.difference, same.low, same.high)


def test_how_many_answered_stands_beside_both_rounds(stocked: Session) -> None:
    row = table(stocked).rows[0]
    for each in row.changes:
        for moment in (each.before, each.now):
            answered = row.answered(moment)
            assert answered is not None
            assert answered.percent == 100


def test_a_chosen_round_leaves_out_topics_that_it_did_not_ask(stocked: Session) -> None:
    found = table(stocked, against="2026-02")
    asked = {each.code for each in (*found.topics, *found.without)}
    assert "wellbeing" in {each.code for each in found.without}
    assert found.topics
    assert asked == {each.topic.code for each in standing.standing(stocked, "ALL").topics}
    assert {one.label for one in found.baselines} == {"June 2026"}
    assert all(each.before.label == "June 2026" for each in found.whole.changes)


def test_what_is_more_than_chance_is_listed_with_its_row(people: Session, tmp_path: Path) -> None:
    publish_rounds(
        people, tmp_path, Council(("North", "South"), 0, sizes={"S1T01": 400, "S2T01": 400}), 7
    )
    found = table(people, against="2026-01")
    claims = found.claims()
    drops = [each.difference or 0 for _, each in claims]
    assert drops == sorted(drops)
    assert len(claims) < found.made() == 3 * len(found.topics)
    assert {each.topic.code for _, each in found.claims("supervision")} == {"supervision"}
    assert found.made("supervision") == 3
    assert claims
    assert all(each.beyond_chance and each in row.changes for row, each in claims)
    assert ("ALL", "supervision") in {(row.group.code, each.topic.code) for row, each in claims}
    column = found.column("supervision")
    assert [row.group.code for row, _ in column] == ["ALL", "S1", "S2"]
    assert found.column("nothing") == ()


def test_a_withheld_figure_is_not_compared(
    people: Session, tmp_path: Path, council: Council
) -> None:
    for number in (1, 2):
        drawn = draft(council, number, share=1.0)
        cells = [_withheld(c) if number == 1 and c.group_code == "S1" else c for c in drawn.cells]
        publish.publish(people, Keyring(tmp_path), replace(drawn, cells=cells))
    found = table(people)
    assert found.hides_a_score
    for each in found.rows[0].changes:
        assert (each.difference, each.gap, each.of_gap.label) == (None, Gap.WITHHELD, "May 2026")
    assert found.rows[0].answered(found.rows[0].changes[0].before) is None


def test_a_theme_with_the_code_of_a_question_hides_no_score(
    people: Session, tmp_path: Path, council: Council
) -> None:
    for number in (1, 2):
        drawn = draft(council, number, share=1.0)
        code = next(c.measure for c in drawn.cells if c.subject is Subject.ITEM and c.counts)
        themes = [Cell(g, Subject.THEME, code, Status.WITHHELD) for g in ("ALL", "S1", "S2")]
        publish.publish(people, Keyring(tmp_path), replace(drawn, cells=[*drawn.cells, *themes]))
    assert not table(people).hides_a_score


def test_a_group_that_was_not_its_own_is_not_compared(people: Session, tmp_path: Path) -> None:
    put(
        people,
        tmp_path,
        [{"S1T01": 9, "S1T02": 30, "S1T03": 12}, {"S1T01": 30, "S1T02": 30, "S1T03": 12}],
    )
    found = {row.group.code: row.changes for row in table(people, "S1").rows}
    assert {each.gap for each in found["S1T01"]} == {Gap.NOT_ITS_OWN}
    assert {each.gap for each in found["S1T02"]} == {None}


def test_teams_counted_together_are_compared_with_the_same_teams_alone(
    people: Session, tmp_path: Path
) -> None:
    put(
        people,
        tmp_path,
        [{"S1T01": 8, "S1T02": 8, "S1T03": 40}, {"S1T01": 8, "S1T02": 40, "S1T03": 8}],
    )
    found = {row.group.code: row.changes for row in table(people, "S1").rows}
    assert {each.gap for each in found["S1~rest"]} == {Gap.OTHER_MEMBERS}
    assert {each.difference for each in found["S1~rest"]} == {None}


def test_a_service_that_got_a_team_says_so(people: Session, tmp_path: Path) -> None:
    put(people, tmp_path, [{"S1T01": 30, "S1T02": 30}, {"S1T01": 30, "S1T02": 30, "S1T03": 30}])
    found = table(people, "S1")
    assert found.whole.teams == {2, 3}
    assert {row.group.code: row.teams for row in found.rows}["S1T01"] == {1}


def test_the_first_round_is_compared_with_nothing(
    people: Session, tmp_path: Path, council: Council
) -> None:
    publish_rounds(people, tmp_path, council, 1, share=1.0)
    found = table(people)
    assert (found.topics, found.claims(), found.whole.changes) == ((), (), ())
    assert found.without


def test_sixty_groups_come_on_a_page(people: Session, tmp_path: Path) -> None:
    sizes = {f"S1T{n:02}": 12 for n in range(70)}
    publish_rounds(people, tmp_path, Council(("North",), teams=0, sizes=sizes), 2, share=1.0)
    first = table(people, "S1")
    assert (len(first.rows), first.next_from, first.total) == (60, 60, 70)


@pytest.mark.parametrize("group", ["S1T02", "nowhere"])
def test_a_hidden_and_an_unknown_group_have_no_changes(stocked: Session, group: str) -> None:
    with pytest.raises(NoSuchGroup):
        table(stocked, group)


@pytest.mark.parametrize("against", ["2026-04", "2031-01"])
def test_a_round_is_not_compared_with_itself_or_one_unknown(stocked: Session, against: str) -> None:
    with pytest.raises(NoSuchRound):
        table(stocked, against=against)


def test_an_older_round_is_compared_with_those_before_it(stocked: Session) -> None:
    second = published.load(stocked)[1]
    found = changes.table(stocked, second.release, "ALL")
    assert {one.number for one in found.baselines} == {1}


def _withheld(cell: Cell) -> Cell:
    return replace(cell, status=Status.WITHHELD, base=None, counts=None, band=None)
