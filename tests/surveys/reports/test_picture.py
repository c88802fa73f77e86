import re

import pytest
from sqlalchemy.orm import Session

from surveys.charts.point import WHY_WITHHELD
from surveys.releases import shelf
from surveys.reports import answers, picture, trends
from surveys.reports.figure import Figure, Gap
from surveys.reports.trends import Moment, Trend


def test_a_trend_is_drawn_for_a_phone_and_a_desk_with_ids_of_its_own(stocked: Session) -> None:
    trend = trends.topic(stocked, "ALL", "caseload").trend
    drawn = picture.of_trend(trend, "The council")
    ids = re.findall(r' id="([^"]+)"', drawn.narrow + drawn.wide + picture.small(trend))
    assert len(ids) == len(set(ids)) == 9
    assert "Caseload: The council" in drawn.wide


def test_a_gap_is_drawn_without_a_number() -> None:
    gap = Trend("t", "Topic", (Moment("Round", 1, Figure(gap=Gap.WITHHELD)),))
    assert f"Round: {WHY_WITHHELD}." in picture.of_trend(gap, "A team").narrow


def test_bars_are_drawn_for_five_scored_answers_alone(stocked: Session) -> None:
    release = shelf.latest(stocked)
    assert release is not None
    _, found = answers.table(stocked, release, "S1")
    drawn = {each.item.code: picture.of_answers(each) for each in found}
    assert drawn["supervision_amount"] is None  # four answers
    assert drawn["bullied"] is None  # sensitive
    bars = drawn["hours_over"]
    assert bars is not None
    assert "15 or more" in bars.narrow
    assert "North" in bars.wide


def test_a_withheld_item_is_drawn_as_withheld(stocked: Session) -> None:
    release = shelf.latest(stocked)
    assert release is not None
    _, found = answers.table(stocked, release, "S1~rest")
    some = next(each for each in found if each.diverging)
    hidden = answers.Distribution(some.groups[0].group, None, (), None)
    drawn = picture.of_answers(answers.Answered(some.item, (hidden,)))
    assert drawn is not None
    assert "withheld" in drawn.narrow


@pytest.mark.parametrize("gap", [gap for gap in Gap if gap is not Gap.WITHHELD])
def test_a_gap_that_is_not_withheld_does_not_say_so(gap: Gap) -> None:
    trend = Trend("t", "Topic", (Moment("Round", 1, Figure(gap=gap)),))
    drawn = picture.of_trend(trend, "A team").narrow
    assert f"Round: {gap.words}." in drawn
    assert ">no figure<" in drawn
    assert "withheld" not in drawn
