"""What changed: in three clicks, with its range and response, and called more than chance only where it is."""

import re
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from surveys.keyring import Keyring
from surveys.releases import publish as release
from surveys.reports import changes, standing
from surveys.reports import rounds as published
from tests.house_client import HouseClient
from tests.pulse.director.conftest import LogIn, Publish
from tests.pulse.director.test_figures import words
from tests.surveys.reports.council import Council, draft, publish_rounds

PAGE = "/director/change"
REAL = re.compile(r"(Better|Worse): more than chance")


def follow(client: HouseClient, path: str, text: str) -> str:
    """The address behind the first link of this name."""
    html = client.get(path).text
    links = re.findall(r'<a class="[^"]*"\s+href="([^"]+)"[^>]*>(.*?)</a>', html, re.DOTALL)
    return next(
        href.replace("&amp;", "&")
        for href, inner in links
        if " ".join(re.sub(r"<[^>]+>", "", inner).split()) == text
    )


@pytest.fixture
def large(people: Session, tmp_path: Path) -> Session:
    """Two large services in which supervision rose over seven rounds."""
    sizes = {"S1T01": 400, "S2T01": 400}
    publish_rounds(people, tmp_path, Council(("North", "South"), teams=0, sizes=sizes), 7)
    people.commit()
    return people


def test_which_service_changed_since_spring_is_three_clicks_away(
    log_in: LogIn, large: Session
) -> None:
    client = log_in()
    page = follow(client, "/director/", "Change")
    page = follow(client, page, "Supervision")
    page = follow(client, page, "May 2026")
    said = words(client, page)
    assert "Supervision: May 2026 and November 2026" in said
    assert re.search(r"North \+\d+ \+\d+ to \+\d+ Better: more than chance", said)
    assert re.search(r"Answered: \d+% then, \d+% now", said)
    assert "No group right below it fell." in said


def test_what_fell_and_may_be_chance_is_named_as_such(
    log_in: LogIn, publish: Publish, people: Session
) -> None:
    publish(3, sizes={f"S{n}T01": 30 for n in range(1, 3)})
    found = changes.table(people, published.load(people)[-1].release, "ALL")
    client, seen = log_in(), set()
    for topic in found.topics:
        down = [
            (one.difference or 0, row.group.name_in("en"))
            for row, one in found.column(topic.code)[1:]
            if one.difference is not None and one.difference < 0 and not one.beyond_chance
        ]
        said = words(client, f"{PAGE}?topic={topic.code}")
        for difference, name in down:
            assert f"{name} −{-difference} (likely" in said
        assert ("Fell, and it may be chance:" in said) is bool(down)
        seen.add(bool(down))
    assert seen == {True, False}


def test_what_the_page_says_is_what_was_found(log_in: LogIn, large: Session) -> None:
    newest = published.load(large)[-1].release
    client = log_in()
    for since in ("previous", "2026-01", "2026-03"):
        found = changes.table(large, newest, "ALL", against=since)
        html = client.get(f"{PAGE}?since={since}").text
        table = html[html.index('id="changes"') :].split("</table>")[0]
        assert len(REAL.findall(table)) == len(found.claims())
        shown = [each for row in found.every for each in row.changes]
        values = re.findall(r'pulse-cell__value">([+−]?\d+)</span></span>(?! answered)', table)
        assert values == [each.signed for each in shown]


def test_noise_wears_no_colour_and_no_arrow(
    log_in: LogIn, publish: Publish, people: Session
) -> None:
    publish()
    client = log_in()
    for path in ("/director/", PAGE, f"{PAGE}?topic=supervision", "/director/trends/supervision"):
        html = client.get(path).text
        assert not re.search("[↑↓▲▼→]", html), path
        beside = re.findall(r"pulse-band--(?:low|high)\">([^<]+)", html)
        assert all(REAL.fullmatch(said) or said in ("Low", "High") for said in beside), path


def test_every_page_calls_the_same_of_a_group_more_than_chance(
    log_in: LogIn, people: Session, tmp_path: Path
) -> None:
    council = Council(("North",), teams=0, sizes={"S1T01": 400})
    for number in (1, 20):
        release.publish(people, Keyring(tmp_path), draft(council, number))
    people.commit()
    client = log_in()
    found = standing.standing(people, "ALL")
    assert found.real
    assert found.compared
    for each in found.real:
        assert REAL.search(words(client, f"/director/trends/{each.topic.code}"))
        assert f"{each.topic.name}: {each.signed} (likely {each.likely})" in words(
            client, "/results"
        )
    table = client.get("/director/").text.split('id="scores"')[1].split("</table>")[0]
    assert len(REAL.findall(table)) == len(found.real)


def test_one_round_has_nothing_to_compare(log_in: LogIn, publish: Publish) -> None:
    publish(1)
    client = log_in()
    assert "There is no earlier round to compare with yet." in words(client, PAGE)
    assert "No topic can be compared with an earlier round." in words(client, "/director/")
    assert "Since each topic was last asked" not in words(client, "/results")
    assert "There is no change to show" in words(client, "/director/trends/caseload")


def test_the_first_page_names_the_round_that_each_topic_is_compared_with(
    log_in: LogIn, publish: Publish, people: Session
) -> None:
    publish(4)
    client = log_in()
    found = standing.standing(people, "ALL")
    rounds = {each.before.label for each in found.changes.values()}
    assert len(rounds) > 1, "topics take turns"
    table = client.get("/director/").text.split('id="scores"')[1].split("</table>")[0]
    assert "round before" not in words(client, "/director/")
    for each in found.changes.values():
        row = table.split(f">{each.topic.name}</a>")[1].split("</tr>")[0]
        assert (f"since {each.before.label}" in row) is (each.difference is not None)


def test_without_a_round_of_a_year_ago_the_page_says_so(log_in: LogIn, publish: Publish) -> None:
    publish()
    client = log_in()
    said = words(client, f"{PAGE}?since=year")
    assert "No topic of August 2026 was asked in the round to compare with." in said
    said = words(client, f"{PAGE}?topic=it")
    assert "IT was not asked in August 2026, or not in the round to compare with." in said
    said = words(client, f"{PAGE}?since=2026-02")
    assert "because the other round did not ask about it: " in said


def test_a_team_that_was_counted_with_others_is_not_compared(
    log_in: LogIn, people: Session, tmp_path: Path
) -> None:
    for number, size in ((1, 6), (2, 40)):
        sizes = {"S1T01": 40, "S1T02": size, "S1T03": 20, "S1T04": 9, "S1T05": 9}
        council = Council(services=("North",), teams=0, sizes=sizes)
        release.publish(people, Keyring(tmp_path), draft(council, number, share=1.0))
    people.commit()
    said = words(log_in(), f"{PAGE}?group=S1&topic=caseload")
    assert "North Team 02 May 2026: not a group of its own in this round" in said
    assert "combined (2 teams) May 2026: other groups were counted together then" in said


def test_a_service_that_got_a_team_says_so(log_in: LogIn, people: Session, tmp_path: Path) -> None:
    for number, sizes in ((1, {"S1T01": 40}), (2, {"S1T01": 40, "S1T02": 40})):
        council = Council(services=("North",), teams=0, sizes=sizes)
        release.publish(people, Keyring(tmp_path), draft(council, number, share=1.0))
    people.commit()
    client = log_in()
    for path in (PAGE, f"{PAGE}?topic=caseload"):
        assert "North 1 or 2 teams, by round" in words(client, path)


@pytest.mark.parametrize(
    "query", ["since=2026-04", "since=2031-01", "topic=nothing", "topic=bullying"]
)
def test_what_cannot_be_compared_is_not_found(log_in: LogIn, publish: Publish, query: str) -> None:
    publish()
    assert log_in().get(f"{PAGE}?{query}").status_code == 404


def test_pages_of_changes_are_turned(
    log_in: LogIn, publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(2)
    monkeypatch.setattr("surveys.reports.changes.ROWS", 1)
    client = log_in()
    assert "Groups 1 to 1 of 2, judged together." in words(client, PAGE)
    html = client.get(f"{PAGE}?topic=caseload").text
    assert f'href="{PAGE}?topic=caseload&amp;from=1"' in html
    assert "South" in words(client, f"{PAGE}?topic=caseload&from=1")
