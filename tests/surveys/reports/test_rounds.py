from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from surveys.reports import rounds
from surveys.reports.rounds import NoSuchGroup, NoSuchRound
from tests.surveys.reports.small import group, item, of_round

GROUPS = (
    group("ALL", None),
    group("S1"),
    group("T1", "S1", combined_in="S1~rest"),
    group("T2", "S1", position=3),
    group("S1~rest", "S1", kind="combined", teams=2, position=4),
    group("S2", combined_in="ALL~rest"),
    group("T9", "S2", position=6),
    group("ALL~rest", kind="combined", position=7),
)
ROUND = of_round(1, [item("a")], GROUPS)


def codes(found: object) -> list[str]:
    return [one.code for one in found]  # type: ignore[attr-defined]


def test_children_are_shown_groups_and_the_remainder_comes_last() -> None:
    assert codes(ROUND.children("S1")) == ["T2", "S1~rest"]
    assert codes(ROUND.children("T2")) == []


def test_a_hidden_group_in_between_is_passed_over() -> None:
    assert codes(ROUND.children("ALL")) == ["S1", "T9", "ALL~rest"]
    assert codes(ROUND.path("T9")) == ["ALL"]
    assert codes(ROUND.path("T2")) == ["ALL", "S1"]


def test_a_hidden_and_an_unknown_group_are_refused_alike() -> None:
    said = set()
    for code in ("T1", "nowhere"):
        with pytest.raises(NoSuchGroup) as refusal:
            ROUND.group(code)
        said.add(str(refusal.value))
    assert len(said) == 1


def test_a_group_knows_what_lies_in_it_and_who_is_counted_in_it() -> None:
    assert ROUND.within("S1") == {"S1", "T1", "T2", "S1~rest"}
    assert codes(ROUND.members("S1~rest")) == ["T1"]


def test_a_round_is_found_by_its_wave() -> None:
    assert rounds.find([ROUND], "w1") is ROUND
    with pytest.raises(NoSuchRound):
        rounds.find([ROUND], "w2")


def test_a_theme_that_the_frame_does_not_name_goes_by_its_code() -> None:
    named = replace(ROUND, themes={"pay": {"en": "Pay and conditions"}})
    assert (named.theme("pay"), named.theme("it_systems")) == ("Pay and conditions", "It systems")


def test_a_process_keeps_no_more_rounds_than_it_should(
    stocked: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rounds, "_known", {"0" * 64: ROUND})
    monkeypatch.setattr(rounds, "_MOST", 4)
    first = rounds.load(stocked)
    assert [each.number for each in first] == [1, 2, 3, 4]
    assert set(rounds._known) == {each.release.digest for each in first}
    assert rounds.load(stocked)[0] is first[0]
