"""How often comments are about a theme, round by round: what each release says, and gaps where it says nothing."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from surveys.keyring import Keyring
from surveys.releases import publish
from surveys.reports import picture, theme_trend, themes
from surveys.reports import rounds as published
from surveys.reports.figure import Gap
from surveys.reports.rounds import NoSuchGroup
from surveys.reports.theme_trend import NoSuchTheme
from tests.surveys.reports.council import Council, draft


def test_every_moment_says_what_the_round_said(stocked: Session) -> None:
    found = theme_trend.of(stocked, "S2", "caseload")
    assert found.name == "Caseload"
    assert len(found.moments) == 4
    for moment in found.moments:
        own = themes.table(stocked, moment.round.release, "S2")
        assert moment.theme in own.counted
    assert found.counted
    assert not found.banded


def test_a_sensitive_theme_has_bands_and_never_a_number(stocked: Session) -> None:
    found = theme_trend.of(stocked, "ALL", "bullying_mgmt")
    assert found.banded
    assert not found.counted
    assert {moment.theme.comments for moment in found.moments} == {None}


def test_the_themes_of_few_comments_are_gaps_without_a_number(stocked: Session) -> None:
    found = theme_trend.of(stocked, "S1~rest", "pay")
    assert found.withheld
    for moment in found.moments:
        assert (moment.gap, moment.theme.comments, moment.theme.base) == (Gap.WITHHELD, None, None)
    assert "<polyline" not in picture.of_theme(found).narrow


def test_teams_counted_together_are_not_compared_with_others(
    people: Session, tmp_path: Path
) -> None:
    for number, small in enumerate(("S1T02", "S1T03"), 1):
        sizes = {
            team: 9 if team in ("S1T01", small) else 60 for team in ("S1T01", "S1T02", "S1T03")
        }
        council = Council(services=("North",), teams=0, sizes=sizes)
        publish.publish(people, Keyring(tmp_path), draft(council, number, share=1.0))
    found = theme_trend.of(people, "S1~rest", "pay")
    assert [moment.gap for moment in found.moments] == [Gap.OTHER_MEMBERS, Gap.WITHHELD]


def test_the_rounds_in_which_the_words_changed_are_named(people: Session, tmp_path: Path) -> None:
    council = Council(services=("North",), teams=0, sizes={"S1T01": 60})
    for number, version in ((1, "v1"), (2, "v1"), (3, "v2")):
        drawn = draft(council, number, share=1.0)
        frame = {**drawn.parts["frame"], "version": version}  # type: ignore[dict-item]
        parts = {**drawn.parts, "frame": frame}
        publish.publish(people, Keyring(tmp_path), replace(drawn, parts=parts))
    assert theme_trend.of(people, "ALL", "pay").new_frames == ("July 2026",)


def test_a_theme_that_was_added_later_begins_there(people: Session, tmp_path: Path) -> None:
    council = Council(services=("North",), teams=0, sizes={"S1T01": 60})
    for number in (1, 2):
        drawn = draft(council, number, share=1.0)
        frame = dict(drawn.parts["frame"])  # type: ignore[call-overload]
        frame["themes"] = {k: v for k, v in frame["themes"].items() if number == 2 or k != "pay"}
        cells = [cell for cell in drawn.cells if number == 2 or cell.measure != "pay"]
        parts = {**drawn.parts, "frame": frame}
        publish.publish(people, Keyring(tmp_path), replace(drawn, parts=parts, cells=cells))
    assert [moment.label for moment in theme_trend.of(people, "ALL", "pay").moments] == [
        "June 2026"
    ]


def test_all_themes_of_a_group_are_drawn_on_one_scale(stocked: Session) -> None:
    rounds = published.load(stocked)
    found = theme_trend.every_of(stocked, rounds, rounds[-1].top)
    assert found["pay"] == theme_trend.of(stocked, "ALL", "pay")
    drawn = picture.small_themes([line for line in found.values() if line.counted])
    assert set(drawn) == {"caseload", "supervision", "bureaucracy", "pay", "praise"}
    assert "of comments" in picture.of_theme(found["pay"]).wide


def test_unknown_and_hidden_groups_and_themes_are_refused(stocked: Session) -> None:
    for group in ("S1T02", "nowhere"):
        with pytest.raises(NoSuchGroup):
            theme_trend.of(stocked, group, "pay")
    with pytest.raises(NoSuchTheme):
        theme_trend.of(stocked, "ALL", "nothing")
    with pytest.raises(NoSuchTheme):
        theme_trend.of(stocked, "role=social_worker", "pay")
