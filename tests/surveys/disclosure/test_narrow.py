"""Narrowing by hand: a whole, a service of two teams and a service without; who answered one question."""

import pytest

from surveys.blocks import Pattern
from surveys.disclosure import narrow as room
from surveys.disclosure.difference import Member, down_to, isolated, left_over, within
from surveys.disclosure.narrow import agree, narrow

FAMILY = (
    Member("ALL", None, 0),
    Member("S1", "ALL", 1),
    Member("A", "S1", 2),
    Member("B", "S1", 2),
    Member("S2", "ALL", 1),
)


def totals(*, a: int, b: int, s2: int, s1: int = 0, own: int = 0) -> dict[str, int]:
    """People of two teams, of the service without, and of the first service and the whole themselves."""
    return {"ALL": a + b + s1 + s2 + own, "S1": a + b + s1, "A": a, "B": b, "S2": s2}


def codes(family: tuple[Member, ...]) -> list[str]:
    return [member.code for member in family]


def test_left_over_are_those_in_no_group_inside() -> None:
    assert left_over(FAMILY, totals(a=12, b=11, s2=15, s1=3, own=2)) == {
        "ALL": 2, "S1": 3, "A": 12, "B": 11, "S2": 15
    }  # fmt: skip


@pytest.mark.parametrize(
    ("people", "found"),
    [
        (totals(a=10, b=10, s2=10), ()),
        (totals(a=10, b=10, s2=10, s1=10, own=10), ()),
        (totals(a=9, b=10, s2=10), ("A",)),
        (totals(a=10, b=10, s2=10, s1=9), ("S1",)),
        (totals(a=10, b=10, s2=10, own=1), ("ALL",)),
        (totals(a=0, b=10, s2=10), ("A",)),
    ],
)
def test_a_small_group_and_a_few_left_over_are_named(
    people: dict[str, int], found: tuple[str, ...]
) -> None:
    assert isolated(FAMILY, people, 10) == found


def test_a_group_hangs_from_the_nearest_one_that_stays() -> None:
    assert within(FAMILY, {"ALL", "A", "S2"}) == (
        Member("ALL", None, 0),
        Member("A", "ALL", 2),
        Member("S2", "ALL", 1),
    )
    assert codes(down_to(FAMILY, 1)) == ["ALL", "S1", "S2"]
    assert codes(down_to(FAMILY, 0)) == ["ALL"]
    assert down_to(FAMILY, -1) == ()


def test_a_safe_family_stays_whole() -> None:
    people = totals(a=10, b=12, s2=10)
    assert narrow(FAMILY, people, 10) == agree(FAMILY, [people], 10) == FAMILY


def test_a_small_team_takes_the_only_other_along() -> None:
    assert codes(narrow(FAMILY, totals(a=12, b=9, s2=10), 10)) == ["ALL", "S1", "S2"]


def test_with_too_few_in_all_nothing_stays() -> None:
    assert narrow(FAMILY, totals(a=3, b=3, s2=3), 10) == ()
    assert narrow((), {}, 10) == ()
    assert agree((), [{}], 10, options=[{}]) == ()


def test_a_family_that_isolates_a_few_is_never_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    everything = Pattern(frozenset(codes(FAMILY)), {}, {})
    monkeypatch.setattr(room, "cut", lambda *_: everything)
    with pytest.raises(AssertionError, match="small set of people"):
        narrow(FAMILY, totals(a=12, b=9, s2=10), 10)


def test_every_base_is_heard() -> None:
    answered, scored = totals(a=12, b=12, s2=12), totals(a=12, b=12, s2=4, own=8)
    assert agree(FAMILY, [answered], 10) == FAMILY
    assert codes(agree(FAMILY, [answered, scored], 10)) == ["ALL", "S1", "A", "B"]
    assert codes(agree(FAMILY, [scored, answered], 10)) == ["ALL", "S1", "A", "B"]


def test_what_one_base_hides_may_be_too_little_for_another() -> None:
    # of the first base B is small, so A goes too; of the second, S1 is small, so S2 goes too
    one, two = totals(a=12, b=9, s2=12), totals(a=2, b=3, s2=12)
    assert codes(agree(FAMILY, [one, two], 10)) == ["ALL"]


def test_a_team_of_one_mind_counts_as_one_person_too_few() -> None:
    yes, no = totals(a=12, b=6, s2=6), totals(a=0, b=6, s2=6)
    both = {code: yes[code] + no[code] for code in yes}
    assert codes(agree(FAMILY, [both], 10)) == codes(FAMILY)
    assert codes(agree(FAMILY, [both], 10, options=[yes, no])) == ["ALL", "S1", "S2"]


def test_people_are_counted_by_the_first_base_where_answers_are_alike() -> None:
    yes, no = totals(a=12, b=6, s2=6), totals(a=0, b=6, s2=6)
    both = {code: yes[code] + no[code] for code in yes}
    assert codes(agree(FAMILY, [both, totals(a=90, b=90, s2=90)], 10, options=[yes, no])) == [
        *("ALL", "S1", "S2")
    ]


def test_services_of_one_mind_are_combined_until_the_whole_is_not() -> None:
    yes, no = totals(a=12, b=12, s2=0), totals(a=0, b=0, s2=12)
    both = {code: yes[code] + no[code] for code in yes}
    assert codes(agree(FAMILY, [both], 10, options=[yes, no])) == ["ALL"]


def test_when_all_are_of_one_mind_nothing_stays() -> None:
    yes, no = totals(a=12, b=12, s2=12), totals(a=0, b=0, s2=0)
    assert agree(FAMILY, [yes], 10, options=[yes, no]) == ()
