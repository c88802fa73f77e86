"""The page that explains the rule says what the rule does: its example is worked out, attacked and compared here."""

import re
from itertools import product

import pytest
from bs4 import BeautifulSoup

from pulse.pages import worked_example as example
from pulse.pages.worked_example import ANSWERED, FEWEST, worked_example
from surveys.charts.point import WHY_WITHHELD
from tests.house_client import HouseClient

PAGE = "/how-numbers-are-protected"


def rows(client: HouseClient, table: str) -> list[list[str]]:
    soup = BeautifulSoup(client.get(PAGE).text, "html.parser")
    found = soup.select(f"#{table} tbody tr")
    return [[cell.get_text(" ", strip=True) for cell in row.select("th, td")] for row in found]


def said(client: HouseClient, part: str) -> str:
    found = BeautifulSoup(client.get(PAGE).text, "html.parser").select_one(f"#{part}")
    assert found is not None
    return found.get_text(strip=True)


def derivable(figures: dict[frozenset[str], int]) -> set[int]:
    """People in every set of teams that adding and subtracting the figures, each at most once, gives."""
    found = set()
    for signs in product((-1, 0, 1), repeat=len(figures)):
        times = {
            team: sum(sign * (team in held) for sign, held in zip(signs, figures, strict=True))
            for team in ANSWERED
        }
        if set(times.values()) == {0, 1} or set(times.values()) == {1}:
            found.add(sum(n for team, n in ANSWERED.items() if times[team]))
    return found


def test_the_tables_are_what_the_rule_decides(client: HouseClient) -> None:
    usual = rows(client, "usual")
    assert [(row[0], int(row[1])) for row in usual] == list(ANSWERED.items())
    assert [row[0] for row in usual if row[2] == "left blank"] == ["South", "Night"]
    assert rows(client, "ours") == [
        ["The whole of Fostering", "44"],
        ["Duty", "14"],
        ["North", "12"],
        ["Other teams in Fostering, combined (3 teams)", "18"],
    ]


def test_the_subtractions_on_the_page_are_right(client: HouseClient) -> None:
    for part, left in (("usual-sum", 7), ("our-sum", 18)):
        first, *taken, result = map(int, re.findall(r"\d+", said(client, part)))
        assert first - sum(taken) == result == left
    assert "Those 7 people" in client.get(PAGE).text
    assert rows(client, "ours")[-1][1] == "18"


def test_leaving_small_teams_blank_gives_fewer_than_the_fewest_away_and_combining_does_not() -> (
    None
):
    found = worked_example()
    whole = frozenset(ANSWERED)
    large = {frozenset([name]): n for name, n in ANSWERED.items() if n >= FEWEST}
    assert min(derivable({whole: found.total, **large})) == found.left_blank < FEWEST
    ours = {whole: found.total, frozenset(found.together): found.rest.people}
    ours |= {frozenset([line.name]): line.people for line in found.by_themselves}
    assert min(derivable(ours)) == 12
    assert sum(line.people for line in found.shown[1:]) == found.total


def test_another_example_is_cut_anew(client: HouseClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page renders what the rule decides, not what somebody once wrote down."""
    monkeypatch.setattr(example, "ANSWERED", {"Duty": 30, "North": 9, "South": 8, "Night": 2})
    assert rows(client, "ours")[1:] == [
        ["Duty", "30"],
        ["Other teams in Fostering, combined (3 teams)", "19"],
    ]
    assert said(client, "usual-sum") == "49 − 30 = 19"


def test_it_says_why_a_figure_is_withheld_in_the_one_wording(client: HouseClient) -> None:
    text = " ".join(BeautifulSoup(client.get(PAGE).text, "html.parser").get_text().split())
    assert WHY_WITHHELD in text
    assert "whole organisation only" in text
    assert "the results are refused" in text
