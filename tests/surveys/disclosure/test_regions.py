"""Regions: people whom no group tells apart, on two groups that overlap."""

from surveys.disclosure import regions
from surveys.disclosure.regions import Regions

A1, A2, B1, B2 = ("A", "1"), ("A", "2"), ("B", "1"), ("B", "2")


def test_people_in_the_same_groups_are_one_region() -> None:
    found = regions.of({"team": [A1, A2], "role": [A1, B1]}, {A1: 4, A2: 3, B1: 2})
    # role is 0, team is 1: role alone, role and team, team alone
    cells = ((B1,), (A1,), (A2,))
    assert found == Regions(("role", "team"), ((0,), (0, 1), (1,)), (2, 4, 3), cells)
    assert found.counting({A1: 1, B1: 2}).people == (2, 1, 0)


def test_people_in_no_group_and_cells_without_people_are_left_out() -> None:
    found = regions.of({"team": [A1, A2]}, {A1: 4, A2: 0, B1: 2})
    assert found == Regions(("team",), ((0,),), (4,), ((A1,),))
    assert regions.of({"team": [A1], "role": [B1]}, {A1: 4, B1: 0}).known == ((1,),)


def test_cells_that_no_group_tells_apart_are_added_up() -> None:
    found = regions.of({"all": [A1, A2, B1, B2]}, {A1: 1, A2: 2, B1: 3, B2: 4})
    assert found == Regions(("all",), ((0,),), (10,), ((A1, A2, B1, B2),))


def test_the_order_of_groups_and_cells_leaves_no_trace() -> None:
    groups = {"team": [A1, A2], "role": [A1, B1], "all": [A1, A2, B1, B2]}
    people = {A1: 4, A2: 3, B1: 2, B2: 1}
    turned = {code: cells[::-1] for code, cells in reversed(groups.items())}
    assert regions.of(turned, dict(reversed(people.items()))) == regions.of(groups, people)
