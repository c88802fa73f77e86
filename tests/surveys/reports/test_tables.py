"""Heat map, themes and answers: what stands in their rows."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from surveys.instruments.instrument import Kind
from surveys.releases import shelf
from surveys.releases.shelf import Shelved
from surveys.reports import answers, heatmap, response, themes, topics, trends
from surveys.reports import rounds as published
from surveys.reports.figure import Figure, Gap
from surveys.reports.heatmap import Sort
from surveys.reports.response import Response
from surveys.reports.rounds import NoSuchGroup
from tests.surveys.reports import small
from tests.surveys.reports.council import Council, publish_rounds


def newest(people: Session) -> Shelved:
    found = shelf.latest(people)
    assert found is not None
    return found


def test_a_map_has_the_group_its_children_and_those_counted_together(stocked: Session) -> None:
    found = heatmap.table(stocked, newest(stocked), "S1")
    assert found.whole.group.code == "S1"
    assert [row.group.code for row in found.rows] == ["S1T01", "S1~rest"]
    assert [group.code for group in found.path] == ["ALL"]
    assert found.next_from is None


def test_a_map_and_a_trend_agree(stocked: Session) -> None:
    found = heatmap.table(stocked, newest(stocked), "ALL")
    for row in (found.whole, *found.rows):
        lines = {t.code: trend for t, trend in trends.topics(stocked, row.group.code).topics}
        for topic, figure in zip(found.topics, row.figures, strict=True):
            assert lines[topic.code].moments[-1].figure == figure


def test_a_map_hides_the_bands_of_teams(stocked: Session) -> None:
    assert heatmap.table(stocked, newest(stocked), "S1").hides_a_band
    assert not heatmap.table(stocked, newest(stocked), "ALL").hides_every_band


@pytest.mark.parametrize("descending", [False, True])
def test_a_map_is_sorted_by_a_topic_which_then_stands_first(
    stocked: Session, descending: bool
) -> None:
    plain = heatmap.table(stocked, newest(stocked), "ALL")
    found = heatmap.table(stocked, newest(stocked), "ALL", sort=Sort("trust", descending))
    assert found.topics[0].code == "trust"
    assert {topic.code for topic in found.topics} == {topic.code for topic in plain.topics}
    assert {row.group.code for row in found.rows} == {row.group.code for row in plain.rows}
    assert found.whole.group == plain.whole.group
    scores = [row.figures[0].value or 0 for row in found.rows]
    assert scores == sorted(scores, reverse=descending)
    unknown = heatmap.table(stocked, newest(stocked), "ALL", sort=Sort("nothing"))
    assert unknown == plain


@given(st.lists(st.none() | st.integers(0, 100), max_size=12), st.booleans())
def test_groups_without_a_score_come_last_either_way(
    scores: list[int | None], descending: bool
) -> None:
    figures = [Figure(gap=Gap.WITHHELD) if s is None else Figure(s, base=12) for s in scores]
    rows = [heatmap.Row(small.group(f"T{n}"), (f,), (), 0) for n, f in enumerate(figures)]
    found = heatmap._sorted(rows, Sort("topic", descending))
    assert sorted(row.group.code for row in found) == sorted(row.group.code for row in rows)
    values = [row.figures[0].value for row in found]
    shown = [value for value in values if value is not None]
    assert shown == sorted(shown, reverse=descending)
    assert values[len(shown) :] == [None] * (len(values) - len(shown))


def test_more_than_sixty_groups_come_in_pages(people: Session, tmp_path: Path) -> None:
    sizes = {f"S1T{n:02}": 12 for n in range(70)}
    council = Council(services=("North",), teams=0, sizes=sizes)
    publish_rounds(people, tmp_path, council, 1, share=1.0)
    first = heatmap.table(people, newest(people), "S1")
    assert (len(first.rows), first.next_from, first.total) == (60, 60, 70)
    second = heatmap.table(people, newest(people), "S1", skip=60)
    assert (len(second.rows), second.next_from) == (10, None)


@pytest.mark.parametrize("group", ["S1T02", "nowhere"])
def test_a_hidden_and_an_unknown_group_have_no_rows(stocked: Session, group: str) -> None:
    for table in (heatmap.table, themes.table, answers.table):
        with pytest.raises(NoSuchGroup):
            table(stocked, newest(stocked), group)


def test_themes_are_counted_by_polarity_and_sensitive_ones_banded(stocked: Session) -> None:
    found = themes.table(stocked, newest(stocked), "ALL")
    assert {theme.code for theme in found.banded} == {"bullying_mgmt", "aggression"}
    counts = [theme.comments or 0 for theme in found.counted]
    assert counts == sorted(counts, reverse=True)
    for theme in found.counted:
        assert theme.comments == sum(theme.polarity.values())
        assert theme.percent == int(100 * theme.comments / (theme.base or 1) + 0.5)
    assert all(theme.comments is None and theme.percent is None for theme in found.banded)


def test_the_themes_of_few_comments_are_withheld_without_a_number(stocked: Session) -> None:
    found = themes.table(stocked, newest(stocked), "S1~rest")
    assert found.counted == found.banded == ()
    assert all(
        (theme.withheld, theme.comments, theme.base, theme.band) == (True, None, None, None)
        for theme in found.withheld
    )
    assert len(found.withheld) == 7


def test_every_closed_question_is_answered_in_its_wording(stocked: Session) -> None:
    own, found = answers.table(stocked, newest(stocked), "S1")
    assert [each.item for each in found] == list(own.instrument.closed)
    assert found[0].heads == ["North", "Northmoor Council"]
    for each in found:
        for group in each.groups:
            if group.shares and each.item.kind is not Kind.MULTIPLE:
                assert sum(share.people for share in group.shares) == group.base
                assert sum(share.percent for share in group.shares) == 100


def test_each_answer_of_a_multiple_choice_is_a_question_of_its_own() -> None:
    asked = replace(small.item("a"), kind=Kind.MULTIPLE)
    found = answers._shares(asked, small.counts(9, 9, 3, 0, 12), 12)
    assert [share.percent for share in found] == [75, 75, 25, 0, 100, 0]


def test_a_sensitive_question_has_a_band_and_no_shares(stocked: Session) -> None:
    _, found = answers.table(stocked, newest(stocked), "S1")
    bullied = next(each for each in found if each.item.code == "bullied")
    assert not bullied.diverging
    assert all(group.band and not group.shares for group in bullied.groups)
    assert bullied.groups[0].share(bullied.item.options[0]) is None


def test_of_who_answers_there_is_a_base_and_no_shares(stocked: Session) -> None:
    _, found = answers.table(stocked, newest(stocked), "S1")
    role = next(each for each in found if each.item.code == "role")
    service, whole = role.groups
    assert service.withheld
    assert whole.base is not None
    assert not whole.withheld
    assert whole.shares == ()


def test_the_whole_organisation_is_not_compared_with_itself(stocked: Session) -> None:
    _, found = answers.table(stocked, newest(stocked), "ALL")
    assert all(len(each.groups) == 1 for each in found)


def test_bars_run_from_the_least_favourable_answer(stocked: Session) -> None:
    _, found = answers.table(stocked, newest(stocked), "ALL")
    hours = next(each for each in found if each.item.code == "hours_over")
    ordered = answers.ordered(hours.item, hours.groups[0].shares)
    assert [share.option.value for share in ordered] == [
        "15_or_more",
        "8_to_14",
        "4_to_7",
        "1_to_3",
        "none",
    ]
    assert hours.diverging


@given(st.lists(st.integers(0, 500), min_size=1, max_size=9).filter(any))
def test_percentages_of_a_whole_add_up_and_none_is_off_by_a_point(people: list[int]) -> None:
    shown = answers.percentages(people, sum(people))
    assert sum(shown) == 100
    assert all(abs(p - 100 * n / sum(people)) < 1 for p, n in zip(shown, people, strict=True))


def test_response_is_in_whole_percent() -> None:
    assert [Response(*pair).percent for pair in ((1, 2), (1, 8), (0, 9), (0, 0))] == [
        50,
        13,
        0,
        100,
    ]


def test_a_withheld_response_has_no_number(people: Session, tmp_path: Path) -> None:
    council = Council(services=("North",), teams=0, sizes={"S1T01": 4, "S1T02": 5})
    publish_rounds(people, tmp_path, council, 1, share=1.0)
    assert response.over_rounds(people, "ALL") == {1: None}
    found = heatmap.table(people, newest(people), "ALL")
    assert {figure.gap for figure in found.whole.figures} == {Gap.WITHHELD}
    assert found.hides_every_band
    assert topics.scored(published.load(people))
