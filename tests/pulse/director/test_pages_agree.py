"""Every figure on every page is one that a release holds: front page, trends, map, side by side, changes, public results."""

import csv
import io
import re
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup, Tag
from sqlalchemy.orm import Session

from surveys.exports import tidy, whole
from surveys.reports import rounds as published
from tests.house_client import HouseClient
from tests.pulse.director.conftest import LogIn, Publish

GROUPS = ("ALL", "S1", "S1T01", "S1~rest")
PAGES = (
    "/director/?group={}",
    "/director/map?group={}",
    "/director/answers?group={}",
    "/director/change?topic=caseload&group={}",
    "/results/{}",
)
#: Looking back from today, an older score may rest on fewer questions than its round's own file (docs/files.md).
OVER_TIME = ("/director/trends?group={}", "/director/trends/supervision/groups?group={}")
NUMBER = re.compile(r"(\d+)%?")
Line = dict[str, str]


@pytest.fixture
def released(people: Session, publish: Publish) -> list[Line]:
    """Every row of every round's CSV: a team of nine and one of fourteen are counted together."""
    publish(3)
    found: list[Line] = []
    for each in published.load(people):
        file = tidy.file(whole.read(people, each.release.wave))
        found += csv.DictReader(io.StringIO(file.decode("utf-8-sig")))
    people.rollback()
    return found


def cells(client: HouseClient, address: str) -> Iterator[tuple[str, str]]:
    """Value and base of every figure of a page that says how many answered."""
    page = BeautifulSoup(client.get(address).data, "html.parser")
    for figure in page.find_all("figure"):
        figure.decompose()  # a line over all rounds
    for cell in page.select(".pulse-cell:not(.withheld)"):
        value, base = cell.select_one(".pulse-cell__value"), cell.select_one(".pulse-cell__base")
        assert isinstance(value, Tag), address
        number = NUMBER.fullmatch(value.get_text(strip=True))
        if number and base:
            yield number[1], base.get_text(strip=True).split()[0]


def test_every_figure_of_every_page_is_one_of_the_releases(
    log_in: LogIn, released: list[Line]
) -> None:
    held = {(row["value"], row["base"]) for row in released}
    held |= {(row["percent"], row["base"]) for row in released}  # of answers
    held |= {(row["percent"], row["value"]) for row in released}  # the people who gave it
    staff, compared = log_in(), 0
    for address in (page.format(group) for page in PAGES for group in GROUPS):
        found = set(cells(staff, address))
        assert not found - held, address
        compared += len(found)
    assert compared > 400


def test_the_newest_figure_of_every_trend_is_that_of_the_release(
    log_in: LogIn, released: list[Line]
) -> None:
    newest = released[-1]["round"]
    held = {
        (row["group"], row["measure"]): f"{row['value']} {row['base']} answers"
        for row in released
        if (row["round"], row["subject"], row["status"]) == (newest, "topic", "shown")
    }
    staff, compared = log_in(), 0
    for name, group in (("Northmoor Council", "ALL"), ("North", "S1"), ("North Team 01", "S1T01")):
        page = BeautifulSoup(staff.get(OVER_TIME[0].format(group)).data, "html.parser")
        for figure in page.find_all("figure"):
            last = figure.tbody.find_all("tr")[-1]
            if last.th.get_text(strip=True) == newest and "withheld" not in last.get_text():
                topic = figure.figcaption.get_text(strip=True)
                assert last.td.get_text(" ", strip=True) == held[name, topic]
                compared += 1
    side = BeautifulSoup(staff.get(OVER_TIME[1].format("ALL")).data, "html.parser").find(id="lines")
    for tr in side.tbody.find_all("tr"):
        told = tr.find_all("td")[-1].get_text(" ", strip=True)
        assert told == held[tr.th.get_text(strip=True), "Supervision"]
        compared += 1
    assert compared > 15


def test_a_difference_is_that_of_the_two_figures_as_released(
    log_in: LogIn, released: list[Line]
) -> None:
    scores = {
        (r["round"], r["group"]): r["value"]
        for r in released
        if (r["subject"], r["measure_code"]) == ("topic", "caseload")
    }
    page = BeautifulSoup(
        log_in().get("/director/change?topic=caseload&since=2026-01").data, "html.parser"
    ).find(id="changes")
    rows = page.tbody.find_all("tr")
    for tr in rows:
        name = tr.th.find("a").get_text(strip=True)
        before, now = (scores[label, name] for label in ("May 2026", "July 2026"))
        told = tr.td.get_text(" ", strip=True).split()[0].replace("−", "-")
        assert int(told) == int(now) - int(before)
    assert len(rows) == 3
