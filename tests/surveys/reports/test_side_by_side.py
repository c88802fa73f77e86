"""One topic, every group right below one, each with the trend that its own page shows."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from surveys.keyring import Keyring
from surveys.releases import publish
from surveys.reports import picture, side_by_side, trends
from surveys.reports.rounds import NoSuchGroup
from surveys.reports.topics import NoSuchTopic
from tests.surveys.reports.council import Council, draft, publish_rounds


def test_its_lines_are_those_of_each_groups_own_page(stocked: Session) -> None:
    found = side_by_side.table(stocked, "S1", "supervision")
    assert [group.code for group, _ in found.rows] == ["S1T01", "S1~rest"]
    for group, trend in ((found.group, found.trend), *found.rows):
        assert trend.moments == trends.topic(stocked, group.code, "supervision").trend.moments
        assert len(trend.moments) == len(found.moments)


def test_a_role_stands_alone(stocked: Session) -> None:
    found = side_by_side.table(stocked, "role=social_worker", "supervision")
    assert (found.rows, found.total, found.next_from) == ((), 0, None)


def test_forty_rounds_of_seventy_teams_come_in_pages_and_are_read_out_in_short(
    people: Session, tmp_path: Path
) -> None:
    sizes = {f"S1T{n:02}": 12 for n in range(70)}
    publish_rounds(people, tmp_path, Council(("North",), teams=0, sizes=sizes), 2, share=1.0)
    found = side_by_side.table(people, "S1", "supervision")
    assert (len(found.rows), found.next_from, found.total) == (60, 60, 70)
    drawn = picture.of_groups(found).narrow
    assert drawn.count("May 2026:") == 0
    assert drawn.count("June 2026:") == 61  # every panel's last round, and the line beside
    assert len(side_by_side.table(people, "S1", "supervision", skip=60).rows) == 10


def test_a_topic_that_is_not_shown_by_role_has_no_page_of_a_role(
    people: Session, tmp_path: Path
) -> None:
    drawn = draft(Council(services=("North",), teams=0, sizes={"S1T01": 200}), 1)
    for item in drawn.parts["instrument"]["items"]:  # type: ignore[index,call-overload]
        item["yearly"] = item.get("yearly") or item["construct"] == "caseload"
    publish.publish(people, Keyring(tmp_path), drawn)
    with pytest.raises(NoSuchTopic):
        side_by_side.table(people, "role=social_worker", "caseload")


@pytest.mark.parametrize("group", ["S1T02", "nowhere"])
def test_a_hidden_and_an_unknown_group_have_no_lines(stocked: Session, group: str) -> None:
    with pytest.raises(NoSuchGroup):
        side_by_side.table(stocked, group, "supervision")


@pytest.mark.parametrize("topic", ["bullying", "nothing"])
def test_a_sensitive_and_an_unknown_topic_have_no_lines(stocked: Session, topic: str) -> None:
    with pytest.raises(NoSuchTopic):
        side_by_side.table(stocked, "ALL", topic)
