"""Role and employment: for the whole organisation, beside the tree and never in it."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from surveys.instruments.instrument import Follow
from surveys.keyring import Keyring
from surveys.releases import publish
from surveys.releases.document import Draft, Group
from surveys.releases.release import Status
from surveys.reports import answers, heatmap, response, split, standing, themes, topics, trends
from surveys.reports import attributes as by
from surveys.reports import rounds as published
from surveys.reports.figure import Gap
from surveys.reports.rounds import NoSuchGroup, Round
from surveys.reports.topics import NoSuchTopic
from tests.surveys.reports import small
from tests.surveys.reports.council import Council, draft, publish_rounds

SOCIAL, REST = "role=social_worker", "role=~rest"
SHOWN = ["role=newly_qualified", SOCIAL, "role=senior", "role=other", REST]


def newest(people: Session) -> Round:
    return published.load(people)[-1]


def test_attributes_stand_beside_the_tree_and_never_in_it(stocked: Session) -> None:
    own = newest(stocked)
    assert [attribute.code for attribute in own.attributes] == ["role", "employment"]
    assert [group.code for group in own.attributes[0].groups] == SHOWN
    assert [group.code for group in own.attributes[0].hidden] == ["role=manager"]
    in_the_tree = {group.code for group in own.shown} | own.within("ALL")
    in_the_tree |= {group.code for group in own.children("ALL")}
    assert not any("=" in code or code == REST for code in in_the_tree)
    assert [group.code for group in own.members(REST)] == ["role=manager"]
    assert [group.code for group in own.path(SOCIAL)] == ["ALL"]


def test_a_split_has_the_scores_and_answers_of_every_shown_role(stocked: Session) -> None:
    role, employment = split.table(stocked, published.load(stocked), newest(stocked))
    assert [row.group.code for row in role.rows] == SHOWN
    assert role.attribute.wording == "What is your role?"
    for row, answered in zip(role.rows, role.responses, strict=True):
        assert answered is not None
        assert (answered.invited, answered.percent) == (None, None)
        found = standing.standing(stocked, row.group.code)
        assert [each.figure for each in found.topics] == list(row.figures)
    assert [topic.code for topic in role.topics] == [topic.code for topic in employment.topics]
    assert role.counted == employment.counted


def test_the_map_of_the_tree_has_no_role_among_its_rows(stocked: Session) -> None:
    found = heatmap.table(stocked, newest(stocked).release, "ALL")
    assert [row.group.code for row in found.rows] == ["S1", "S2"]


def test_what_follows_a_sensitive_question_is_not_shown_by_role() -> None:
    threats = small.item("threats", sensitive=True)
    after = replace(small.item("after", "after"), follows=Follow("threats", ("one",)))
    later = replace(small.item("later", "later"), follows=Follow("after", ("one",)))
    plain = replace(small.item("plain", "plain"), follows=Follow("asked", ("one",)))
    yearly = small.item("yearly", "yearly", yearly=True)
    own = small.of_round(1, [small.item("asked"), threats, after, later, plain, yearly])
    assert [item.code for item in own.instrument.closed if own.splits(item)] == [
        "asked",
        "threats",
        "plain",
    ]
    scored = topics.asked_in([own], own, of=replace(own.top, attribute="role"))
    assert [topic.code for topic in scored] == ["plain"]
    assert "yearly" in [topic.code for topic in topics.asked_in([own], own, of=own.top)]


def test_a_topic_that_is_not_shown_by_role_has_no_line_of_a_role(
    people: Session, tmp_path: Path
) -> None:
    drawn = draft(Council(services=("North",), teams=0, sizes={"S1T01": 200}), 1)
    instrument = drawn.parts["instrument"]
    for item in instrument["items"]:  # type: ignore[index,call-overload]
        item["yearly"] = item.get("yearly") or item["construct"] == "caseload"
    publish.publish(people, Keyring(tmp_path), drawn)
    assert "caseload" in [topic.code for topic, _ in trends.topics(people, "ALL").topics]
    assert "caseload" not in [topic.code for topic, _ in trends.topics(people, SOCIAL).topics]
    with pytest.raises(NoSuchTopic):
        trends.topic(people, SOCIAL, "caseload")


def test_a_role_has_answers_of_its_own_beside_the_wholes(stocked: Session) -> None:
    own, found = answers.table(stocked, newest(stocked).release, SOCIAL)
    for each in found:
        whole_alone = ["Northmoor Council"]
        heads = ["Role: Social worker", *whole_alone] if own.splits(each.item) else whole_alone
        assert each.heads == heads
    assert any(not own.splits(each.item) for each in found)


def test_of_a_role_how_many_were_invited_is_not_known(stocked: Session) -> None:
    found = response.over_rounds(stocked, SOCIAL)[newest(stocked).number]
    assert found is not None
    assert (found.invited, found.percent) == (None, None)
    assert found.answered >= 10


def test_themes_have_no_rows_by_role(stocked: Session) -> None:
    found = themes.table(stocked, newest(stocked).release, SOCIAL)
    assert found.counted == found.banded == found.withheld == ()


@pytest.mark.parametrize("group", ["role=manager", "role=nobody", "role"])
def test_a_hidden_and_an_unknown_role_are_refused(stocked: Session, group: str) -> None:
    release = newest(stocked).release
    for table in (heatmap.table, themes.table, answers.table):
        with pytest.raises(NoSuchGroup):
            table(stocked, release, group)
    with pytest.raises(NoSuchGroup):
        trends.topics(stocked, group)


def test_a_trend_of_a_role_has_a_gap_where_it_was_not_shown(
    people: Session, tmp_path: Path
) -> None:
    """Round 1 is an older release without roles, in round 2 newly qualified ones are too few."""
    for number, size, by_role in ((1, 120, False), (2, 60, True), (3, 120, True)):
        council = Council(("North",), teams=0, sizes={"S1T01": size}, by_role=by_role)
        publish.publish(people, Keyring(tmp_path), draft(council, number, share=1.0))
    trend = trends.topic(people, "role=newly_qualified", "caseload").trend
    assert [m.figure.gap for m in trend.moments] == [Gap.NOT_ITS_OWN, Gap.NOT_ITS_OWN, None]
    rest = trends.topic(people, REST, "caseload").trend
    assert [m.figure.gap for m in rest.moments] == [Gap.NOT_ITS_OWN, Gap.OTHER_MEMBERS, None]
    assert standing.standing(people, REST).movements == ()


def test_a_release_without_roles_is_read_as_ever(people: Session, tmp_path: Path) -> None:
    council = Council(("North",), teams=0, sizes={"S1T01": 40}, by_role=False)
    publish_rounds(people, tmp_path, council, 1)
    own = newest(people)
    assert own.attributes == ()
    assert split.table(people, [own], own) == ()
    assert own.groups == own.tree
    with pytest.raises(NoSuchGroup):
        own.group(SOCIAL)


def without_roles(drawn: Draft) -> Draft:
    cells = [
        replace(cell, status=Status.WITHHELD, base=None, counts=None, band=None)
        if cell.group_code.startswith("role")
        else cell
        for cell in drawn.cells
    ]
    return replace(drawn, cells=cells)


def test_a_split_of_which_everything_is_withheld_says_so(people: Session, tmp_path: Path) -> None:
    drawn = draft(Council(("North",), teams=0, sizes={"S1T01": 200}), 1, share=1.0)
    publish.publish(people, Keyring(tmp_path), without_roles(drawn))
    role, employment = split.table(people, published.load(people), newest(people))
    assert {figure.gap for row in role.rows for figure in row.figures} == {Gap.WITHHELD}
    assert role.responses == (None,) * len(role.rows)
    assert role.hides_every_band
    assert not employment.hides_every_band


def test_an_answer_alone_says_to_what_it_was_one(stocked: Session) -> None:
    own = newest(stocked)
    assert by.title(own.group(SOCIAL)) == "Role: Social worker"
    assert by.title(own.top) == "Northmoor Council"
    group = Group(
        "caring_role=y", "ALL", {"en": "Yes"}, "attribute", 0, "shown", None, 0, 0, "caring_role"
    )
    assert by.title(group) == "Caring role: Yes"
