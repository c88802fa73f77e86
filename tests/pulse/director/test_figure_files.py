"""Each figure of a page can be carried away: its table as CSV, its picture as SVG and PNG, and they say what the page says."""

import csv
import html
import io
import re
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup

from surveys.exports import tidy
from tests.house_client import HouseClient
from tests.pulse.director.conftest import LogIn, Publish

LINK = re.compile(r'href="((?:/director|/results)/figures/[^"]+)"')
PAGES = (
    "/director/",
    "/director/trends",
    "/director/change",
    "/director/change?topic=caseload&since=2026-01",
    "/director/map",
    "/director/answers",
    "/director/themes",
)
WIDE = {"S1T01": 40, "S1T02": 12, "S1T03": 14, "S2T01": 40, "S2T02": 35}


@pytest.fixture
def staff(log_in: LogIn, publish: Publish) -> HouseClient:
    publish(4, sizes=WIDE)
    return log_in()


def rows(client: HouseClient, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


def links(client: HouseClient, page: str) -> list[str]:
    return [html.unescape(each) for each in LINK.findall(client.get(page).get_data(as_text=True))]


def test_every_link_of_every_page_leads_to_its_file(staff: HouseClient) -> None:
    found = [each for page in (*PAGES, "/results", "/results/S1") for each in links(staff, page)]
    found += links(staff, "/director/trends/caseload?group=S1")
    found += links(staff, "/director/trends/caseload/groups")
    found += links(staff, "/director/themes/caseload")
    kinds = {tuple(urlsplit(each).path.split("/")[3::2]) for each in found}
    assert {kind for (kind,) in ((each[0],) for each in kinds)} == {
        "topic",
        "question",
        "groups",
        "theme",
        "band",
        "answers",
        "map",
        "by",
        "themes",
        "standing",
        "change",
        "since",
    }
    for address in found:
        path = urlsplit(address).path
        if path.endswith(".png") and not path.endswith("caseload.png"):
            continue  # the same drawing as the SVG
        answer = staff.get(address)
        assert answer.status_code == 200, address
        assert answer.headers["Content-Disposition"].startswith("attachment")
        if path.endswith(".csv"):
            assert list(
                csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))).fieldnames or ()
            ) == list(tidy.COLUMNS)
        elif path.endswith(".svg"):
            assert BeautifulSoup(answer.data, "xml").svg["width"] == "720"
        else:
            assert answer.data.startswith(b"\x89PNG")


def test_a_trends_file_has_the_figures_of_its_page(staff: HouseClient) -> None:
    page = BeautifulSoup(staff.get("/director/trends/caseload?group=S1").data, "html.parser")
    shown = [
        [td.get_text(" ", strip=True) for td in tr.find_all(["th", "td"])]
        for tr in page.figure.tbody.find_all("tr")
    ]
    said = rows(staff, "/director/figures/topic/caseload.csv?group=S1")
    assert [row["round"] for row in said] == [line[0] for line in shown]
    for row, line in zip(said, shown, strict=True):
        assert line[1] == f"{row['value']} {row['base']} answers"
        assert line[2] == f"{row['low']} and {row['high']}"
        assert len(row["release"]) == 64


def test_a_maps_file_has_a_row_for_each_of_its_cells(staff: HouseClient) -> None:
    page = BeautifulSoup(staff.get("/director/map").data, "html.parser").find(id="map")
    said = {
        (r["group"], r["measure"]): r["value"]
        for r in rows(staff, "/director/figures/map/scores.csv")
    }
    heads = [th.get_text(strip=True) for th in page.thead.find_all("th")][1:]
    compared = 0
    for tr in page.tbody.find_all("tr"):
        name = tr.th.find("a").get_text(strip=True)
        for head, td in zip(heads, tr.find_all("td"), strict=True):
            topic = next(t for g, t in said if g == name and head.startswith(t))
            assert td.get_text(" ", strip=True).startswith(said[name, topic] or "withheld")
            compared += 1
    assert compared > 15


def test_a_file_of_answers_has_people_and_percent(staff: HouseClient) -> None:
    said = rows(staff, "/director/figures/answers/caseload_safe.csv?group=S1")
    assert {row["group_code"] for row in said} == {"S1", "ALL"}
    page = BeautifulSoup(staff.get("/director/answers?group=S1").data, "html.parser").find(
        id="t-caseload_safe"
    )
    table = page.find_parent("table")
    shown = {
        tr.th.get_text(strip=True): [td.get_text(" ", strip=True) for td in tr.find_all("td")]
        for tr in table.tbody.find_all("tr")
    }
    for row in said:
        place = 0 if row["group_code"] == "S1" else 1
        assert shown[row["part"]][place] == f"{row['percent']}% {row['value']} answers"


def test_a_role_and_an_older_round_can_be_asked_for(staff: HouseClient) -> None:
    (one, *_) = rows(staff, "/director/figures/topic/caseload.csv?group=role%3Dsocial_worker")
    assert one["group_kind"] == "role"
    old = rows(staff, "/director/figures/themes/counts.csv?round=2026-01")
    assert {row["wave"] for row in old} == {"2026-01"}
    by = rows(staff, "/director/figures/by/role.csv")
    assert {row["group_kind"] for row in by} == {"role"}


def test_a_file_of_changes_says_what_the_page_of_changes_says(staff: HouseClient) -> None:
    html = staff.get("/director/change?topic=caseload&since=2026-01").data
    page = BeautifulSoup(html, "html.parser").find(id="changes")
    said = rows(staff, "/director/figures/change/caseload.csv?since=2026-01")
    assert {row["part"] for row in said} == {"Since May 2026"}
    assert {row["measure_code"] for row in said} == {"caseload"}
    assert len(said) == len(page.tbody.find_all("tr"))
    for row, tr in zip(said, page.tbody.find_all("tr"), strict=True):
        shown = tr.td.get_text(" ", strip=True).replace("−", "-").replace("+", "")
        assert shown.startswith(f"{row['value']} {row['low']} to {row['high']} ")
        assert shown.lower().endswith(row["band"])
    every = rows(staff, "/director/figures/change/all.csv?since=2026-01")
    assert [row for row in every if row["measure_code"] == "caseload"] == said


def test_a_topics_changes_and_the_first_pages_tables_are_files(staff: HouseClient) -> None:
    (since,) = rows(staff, "/director/figures/since/caseload.csv?group=S1")  # no round a year ago
    own = rows(staff, "/director/figures/standing/scores.csv?group=S1")
    assert since in own
    page = BeautifulSoup(staff.get("/director/?group=S1").data, "html.parser").find(id="scores")
    shown = {tr.th.get_text(strip=True): tr.td.get_text(" ", strip=True) for tr in page("tr")[1:]}
    scores = [row for row in own if row["subject"] == "topic"]
    assert shown == {row["measure"]: f"{row['value']} {row['base']} answers" for row in scores}
    for table in ("scores", "earlier", "bands"):
        theirs = f"/results/figures/standing/{table}.csv?group=S1"
        assert rows(staff, theirs) == rows(staff, theirs.replace("results", "director"))


def test_a_picture_says_what_it_is_of_whom_and_from_which_release(staff: HouseClient) -> None:
    said = rows(staff, "/director/figures/topic/caseload.csv?group=S1")[-1]
    svg = staff.get("/director/figures/topic/caseload.svg?group=S1").text
    words = [each.get_text() for each in BeautifulSoup(svg, "xml").find_all("text")]
    top = rows(staff, "/director/figures/topic/caseload.csv")[-1]["group"]
    assert words[0] == "Caseload"
    assert words[1] == f"{top}: North"
    assert f"May 2026 to August 2026. Number of answers in August 2026: {said['base']}." in words
    assert any(f"hash {said['release'][:12]}." in each for each in words)
    themes = staff.get("/director/figures/theme/caseload.svg").text
    assert "Number of comments in August 2026: " in themes
    bars = staff.get("/director/figures/answers/caseload_safe.svg?round=2026-01").text
    assert ">May 2026. Number of answers in May 2026: " in bars


@pytest.mark.parametrize(
    "address",
    [
        "other/caseload.csv",
        "change/other.csv",
        "change/all.csv?since=2031-01",
        "change/all.svg",
        "since/other.csv",
        "standing/other.csv",
        "topic/other.csv",
        "topic/caseload.exe",
        "topic/caseload.csv?group=S9",
        "topic/caseload.csv?round=2027-01",
        "question/other.csv",
        "question/role.csv",
        "answers/role.csv",
        "band/caseload_safe.csv",
        "by/other.csv",
        "theme/other.csv",
        "map/scores.svg",
        "themes/counts.png",
    ],
)
def test_what_is_not_there_and_what_is_hidden_answer_alike(
    staff: HouseClient, address: str
) -> None:
    assert staff.get(f"/director/figures/{address}").status_code == 404
    assert staff.get(f"/results/figures/{address}").status_code == 404


def test_of_a_hidden_group_nothing_can_be_carried_away(log_in: LogIn, publish: Publish) -> None:
    publish(2)  # a team of nine among them
    staff = log_in()
    for kind in (
        "topic/caseload",
        "answers/caseload_safe",
        "map/scores",
        "themes/counts",
        "groups/caseload",
        "change/all",
        "since/caseload",
        "standing/scores",
    ):
        assert staff.get(f"/director/figures/{kind}.csv?group=S1T02").status_code == 404


def test_before_the_first_release_there_is_no_figure(log_in: LogIn) -> None:
    assert log_in().get("/director/figures/topic/caseload.csv").status_code == 404


def test_a_question_outside_the_score_and_a_map_of_many_pages_are_whole(
    log_in: LogIn, publish: Publish
) -> None:
    publish(1, sizes={f"S1T{n:02}": 14 for n in range(1, 71)})
    said = rows(log_in(), "/director/figures/map/scores.csv?group=S1")
    assert len({row["group_code"] for row in said}) == 71
