import re
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from pulse.access.permissions import Role
from surveys.keyring import Keyring
from surveys.releases import publish as release
from surveys.releases import shelf
from surveys.releases.release import Subject
from surveys.reports import standing
from tests.house.guards import sql_recorder
from tests.house_client import HouseClient
from tests.pulse.director.conftest import LogIn, Publish
from tests.surveys.reports.council import Council, draft

PAGES = (
    "/director/",
    "/director/trends",
    "/director/trends/caseload",
    "/director/trends/caseload/groups",
    "/director/change",
    "/director/map",
    "/director/themes",
    "/director/themes/caseload",
    "/director/answers",
)
#: What a page about published figures may read.
MAY_TOUCH = re.compile(
    r"release|release_part|release_cell|release_comment|release_file|action|action_entry|staff_account|organisation"
)
#: To know who is logged in; a public page asks for no session.
LOGGED_IN_MAY_TOUCH = re.compile(f"{MAY_TOUCH.pattern}|staff_session")
TABLES = re.compile(r"\b(?:FROM|JOIN)\s+(\w+)")


def words(client: HouseClient, path: str) -> str:
    """The page's text, in one line."""
    html = client.get(path).get_data(as_text=True)
    text = re.sub(r"<(title|desc|style)[ >].*?</\1>", " ", html, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


@pytest.mark.parametrize("path", [*PAGES, "/director/comments"])
def test_before_the_first_release_a_page_says_when_there_will_be_one(
    log_in: LogIn, path: str
) -> None:
    client = log_in()
    if path.endswith("caseload"):
        assert client.get(path).status_code == 200
    assert "Nothing to show yet" in words(client, path)


@pytest.mark.parametrize("path", PAGES)
def test_an_organisation_too_small_to_show_has_no_page_of_figures(
    log_in: LogIn, publish: Publish, path: str
) -> None:
    publish(1, sizes={"S1T01": 6, "S1T02": 3})
    client = log_in()
    assert client.get(path).status_code == 200
    assert not re.search(r"pulse-cell__value\">\d", client.get(path).get_data(as_text=True))


def test_a_release_that_shows_no_group_has_no_page_of_figures(
    log_in: LogIn, people: Session, tmp_path: Path
) -> None:
    drawn = draft(Council(services=("North",), teams=0, sizes={"S1T01": 4}), 1)
    groups = [{**group, "status": "combined"} for group in drawn.parts["groups"]]
    parts = {**drawn.parts, "groups": groups}
    release.publish(people, Keyring(tmp_path), replace(drawn, parts=parts, cells=()))
    people.commit()
    client = log_in()
    for path in PAGES:
        assert "Nothing to show yet" in words(client, path)
    assert "Nothing to show yet" in words(client, "/results")


@pytest.mark.parametrize("rounds", [1, 4])
def test_every_page_shows_one_round_and_several(
    log_in: LogIn, publish: Publish, rounds: int
) -> None:
    publish(rounds)
    client = log_in()
    for path in PAGES:
        for query in ("", "?group=S1", "?group=S1T01", "?group=S1~rest"):
            assert client.get(path + query).status_code == 200, path + query


def test_the_first_page_says_what_the_release_says(
    log_in: LogIn, publish: Publish, people: Session
) -> None:
    publish()
    said = words(log_in(), "/director/")
    found = standing.standing(people, "ALL")
    assert "100% answered: 138 of the 138 people invited" in said
    for each in found.topics:
        assert f"{each.topic.name} {each.figure.value} {each.figure.base} answers" in said
    assert said.index("Weakest topics") < said.index(found.weakest[0].topic.name)
    assert "May be chance" in said or "More than chance" in said


def test_the_map_leads_down_and_back(log_in: LogIn, publish: Publish) -> None:
    publish()
    client = log_in()
    whole = client.get("/director/map").get_data(as_text=True)
    assert 'href="/director/map?group=S1"' in whole
    below = client.get("/director/map?group=S1").get_data(as_text=True)
    assert "Other teams in North, combined (2 teams)" in below
    assert 'href="/director/map?group=ALL"' in below
    assert "S1T02" not in below


def test_answers_stand_in_their_exact_wording(log_in: LogIn, publish: Publish) -> None:
    publish()
    said = words(log_in(), "/director/answers?group=S2")
    assert "My caseload is safe for the people I work with" in said
    assert "Single-item burnout measure of the Physician Work Life Study." in said


def test_of_who_answers_only_how_many_is_said(log_in: LogIn, publish: Publish) -> None:
    publish()
    client = log_in()
    for path in ("/director/answers", "/director/answers?group=S2"):
        said = words(client, path).split("What is your role?")[-1]
        assert re.match(r" Northmoor Council: \d+ answers\. Scores by these answers", said)
        assert "Newly qualified" not in said


def test_an_older_round_can_be_read(log_in: LogIn, publish: Publish) -> None:
    publish()
    client = log_in()
    assert "June 2026" in words(client, "/director/answers?round=2026-02")
    assert "IT" in words(client, "/director/map?round=2026-02").split("More about")[0]
    assert client.get("/director/map?round=2031-01").status_code == 404


def test_a_group_of_earlier_rounds_keeps_its_trend(
    log_in: LogIn, people: Session, tmp_path: Path
) -> None:
    for number, size in ((1, 40), (2, 6)):
        sizes = {"S1T01": 40, "S1T02": size, "S1T03": 20}
        council = Council(services=("North",), teams=0, sizes=sizes)
        release.publish(people, Keyring(tmp_path), draft(council, number, share=1.0))
    people.commit()
    client = log_in()
    said = words(client, "/director/trends?group=S1T02")
    assert "June 2026: not a group of its own in this round" in said
    assert "North Team 02 (earlier rounds)" in said
    assert client.get("/director/?group=S1T02").status_code == 404


@pytest.mark.parametrize("path", PAGES)
def test_unknown_and_hidden_groups_answer_alike(log_in: LogIn, publish: Publish, path: str) -> None:
    publish()
    client = log_in()
    hidden, unknown = client.get(f"{path}?group=S1T02"), client.get(f"{path}?group=nowhere")
    assert hidden.status_code == unknown.status_code == 404
    assert words(client, f"{path}?group=S1T02") == words(client, f"{path}?group=nowhere")


@pytest.mark.parametrize("topic", ["bullying", "nothing", "retention"])
def test_a_topic_without_a_score_has_no_line(log_in: LogIn, publish: Publish, topic: str) -> None:
    publish(1)
    assert log_in().get(f"/director/trends/{topic}").status_code == 404


@pytest.mark.parametrize("role", list(Role))
def test_everybody_who_logs_in_reads_the_same_figures(
    log_in: LogIn, publish: Publish, role: Role
) -> None:
    publish(1)
    client = log_in(role)
    for path in PAGES:
        assert client.get(path).status_code == 200


def test_scope_limits_no_figure(log_in: LogIn, publish: Publish) -> None:
    publish(1)
    client = log_in(scope="S1")
    assert client.get("/director/map?group=S2").status_code == 200


def test_no_log_in_no_page(client: HouseClient) -> None:
    for path in (*PAGES, "/director/comments"):
        assert client.get(path).location.startswith("/staff/log-in")


def test_pages_read_what_is_published_and_little_of_it(log_in: LogIn, publish: Publish) -> None:
    publish()
    client = log_in()
    asked_for = ("change?topic=supervision&since=2026-01", "map?sort=caseload&order=desc")
    for path in (*PAGES, "/director/comments", *(f"/director/{one}" for one in asked_for)):
        with sql_recorder.recorded() as statements:
            client.get(path)
        assert sql_recorder.writing(statements) == []
        asked = [one for one in statements if one.startswith("SELECT")]
        assert len(asked) <= 8, path
        for one in asked:
            assert all(LOGGED_IN_MAY_TOUCH.fullmatch(table) for table in TABLES.findall(one)), one


def test_no_number_of_a_withheld_cell_is_on_any_page(
    log_in: LogIn, publish: Publish, people: Session
) -> None:
    """The team's sensitive questions are withheld: its page has none of the three bands."""
    publish()
    latest = shelf.latest(people)
    assert latest is not None
    cells = shelf.cells(people, latest, groups=["S1T01"], subject=Subject.ITEM)
    withheld = {cell.measure for cell in cells if cell.base is None}
    assert {"bullied", "harassed", "bullying_fair"} <= withheld
    html = log_in().get("/director/?group=S1T01").get_data(as_text=True)
    table = html[html.index('id="bands"') :]
    assert "withheld" in table
    assert not re.search(r"under 10%|10% to 24%|25% or more", table.split("</table>")[0])
