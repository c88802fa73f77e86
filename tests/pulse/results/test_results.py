import re
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy.orm import Session

from pulse.drawn import Pages
from surveys import clock
from surveys.clearing import decisions
from surveys.comments.readers import Reader
from surveys.fieldwork import organisation
from surveys.reports import standing
from tests.house.guards import sql_recorder
from tests.house_client import HouseClient
from tests.pulse.director.test_figures import MAY_TOUCH, TABLES, words
from tests.pulse.stewards import stock
from tests.surveys.reports.council import Council, publish_rounds

SIZES = {"S1T01": 40, "S1T02": 9, "S1T03": 14, "S2T01": 40, "S2T02": 35}


@pytest.fixture
def published(people: Session, tmp_path: Path) -> Session:
    organisation.name(people, {"en": "Northmoor Council"})
    council = Council(services=("North", "South"), teams=0, sizes=dict(SIZES))
    publish_rounds(people, tmp_path, council, 4, share=1.0)
    people.commit()
    return people


def test_before_the_first_release_it_says_when_there_will_be_one(client: HouseClient) -> None:
    assert "Nothing to show yet" in words(client, "/results")
    assert client.get("/results/S1").status_code == 404


def test_an_organisation_too_small_to_show_has_no_figures(
    client: HouseClient, people: Session, tmp_path: Path
) -> None:
    council = Council(services=("North",), teams=0, sizes={"S1T01": 6})
    publish_rounds(people, tmp_path, council, 1, share=1.0)
    people.commit()
    assert not re.search(r"pulse-cell__value\">\d", client.get("/results").get_data(as_text=True))


@pytest.mark.parametrize("group", ["", "/S1", "/S1T01", "/S1~rest"])
def test_workers_read_the_directors_figures(
    client: HouseClient, published: Session, group: str
) -> None:
    said = words(client, f"/results{group}")
    found = standing.standing(published, group.strip("/") or "ALL")
    for each in found.topics:
        assert f"{each.topic.name} {each.figure.value} {each.figure.base} answers" in said
    assert found.response is not None
    assert f"{found.response.percent}% answered" in said


def test_it_says_when_it_came_and_when_directors_reply(
    client: HouseClient, published: Session
) -> None:
    day = standing.standing(published, "ALL").round.release.published_on
    with clock.at(day):
        assert "days ago" not in words(client, "/results")
    with clock.at(day.replace(day=day.day + 3)):
        said = words(client, "/results")
    assert "Published on Monday 10 August 2026, 3 days ago" in said
    assert "Directors promised to reply by Wednesday 9 September 2026." in said


def test_the_strongest_and_weakest_topics_come_first_and_none_is_both(
    client: HouseClient, published: Session
) -> None:
    found = standing.standing(published, "ALL")
    strongest, weakest = found.ends
    assert weakest == found.weakest[: len(weakest)]
    assert not {each.topic.code for each in strongest} & {each.topic.code for each in weakest}
    assert len(strongest) == len(weakest) == min(3, len(found.topics) // 2)
    assert strongest[0].figure.value == max(each.figure.value or 0 for each in found.topics)
    said = words(client, "/results")
    top = said.split("Weakest topics")[0].split("Strongest topics, of 100")[1]
    assert [each.topic.name in top for each in strongest] == [True] * len(strongest)
    assert said.index("Weakest topics") < said.index("Directors promised") < said.index("On this")


def test_one_topic_alone_is_neither_strong_nor_weak(published: Session) -> None:
    found = standing.standing(published, "ALL")
    assert replace(found, topics=found.topics[:1]).ends == ((), ())


@pytest.mark.parametrize("path", ["/results", "/results/S1", "/results/role=social_worker"])
def test_the_list_of_contents_leads_to_every_part(
    client: HouseClient, published: Session, path: str
) -> None:
    page = BeautifulSoup(client.get(path).data, "html.parser")
    (nav,) = page.find_all("nav", attrs={"aria-labelledby": "contents"})
    leads = [a["href"].removeprefix("#") for a in nav.find_all("a")]
    assert all(page.find(id=each) for each in leads)
    folds = page.find_all("details", class_="pulse-fold")
    assert [fold.find(id=True, recursive=False)["id"] for fold in folds] == [
        each for each in leads if page.find(id=each).find_parent("details")
    ]


def test_it_says_what_is_hidden_and_why(client: HouseClient, published: Session) -> None:
    said = words(client, "/results")
    assert "at least 10 people, sensitive ones on at least 20" in said
    assert "2 teams or services had too few answers to be shown alone" in said
    assert "destroyed 90 days after the round closed" in said


def test_services_and_teams_have_pages_and_hidden_ones_have_none(
    client: HouseClient, published: Session
) -> None:
    whole = client.get("/results").get_data(as_text=True)
    assert 'href="/results/S1"' in whole
    assert 'href="/results/S1T01"' in client.get("/results/S1").get_data(as_text=True)
    assert client.get("/results/S1T02").status_code == 404
    assert words(client, "/results/S1T02") == words(client, "/results/nowhere")


def test_no_comment_is_on_a_public_page(client: HouseClient, published: Session) -> None:
    for path in ("/results", "/results/S1", "/results/S2"):
        html = client.get(path).get_data(as_text=True)
        assert "[name]" not in html
        assert "third form" not in html


@pytest.mark.parametrize("path", ["/results", "/results/S1"])
def test_public_pages_read_what_is_published_and_set_no_cookie(
    app: Flask, client: HouseClient, published: Session, path: str
) -> None:
    client.get(path)
    app.extensions["pulse_drawn"] = Pages()
    with sql_recorder.recorded() as statements:
        answer = client.get(path)
    assert "Set-Cookie" not in answer.headers
    asked = [one for one in statements if one.startswith("SELECT")]
    waiting = [one for one in asked if "clearing_comment" in one]
    for one in waiting:  # how many comments wait is public
        told = one.split("FROM")[0].split(maxsplit=1)[1]
        assert told.split() == ["clearing_comment.state,", "count(*)", "AS", "count_1"]
        asked.remove(one)
    assert len(asked) <= (16 if path == "/results" else 12)
    for one in asked:
        assert all(MAY_TOUCH.fullmatch(table) for table in TABLES.findall(one)), one


def test_how_many_comments_wait_is_public(client: HouseClient, published: Session) -> None:
    wave = standing.standing(published, "ALL").round.release.wave
    assert "wait for a comment reader" not in words(client, "/results")
    texts = ("One", "Two", "Three")
    stock.fill(published, *(stock.waits(f"{n}", text) for n, text in enumerate(texts)), wave=wave)
    said = words(client, "/results")
    assert "0 comments can be read by those whom their authors chose" in said
    assert "3 wait for a comment reader" in said
    decisions.approve(published, "0" * 64, readers=list(Reader))
    published.commit()
    said = words(client, "/results")
    assert "2 wait for a comment reader" in said
    assert "1 more is checked and follows soon" in said
    assert not [text for text in texts if text in said]
    assert "wait for a comment reader" not in words(client, "/results/S1")


def test_how_many_were_counted_by_topic_only_is_public(
    client: HouseClient, people: Session, tmp_path: Path
) -> None:
    stock.release(
        people, tmp_path / "keys", stock.comment(0, "Nobody's business"), topic_only={"harm": 2}
    )
    said = words(client, "/results")
    assert "1 comment can be read by those whom their authors chose. None waits" in said
    assert "2 (it tells of harm to a child or adult that is being acted on)" in said
    assert "business" not in said


def test_how_many_nobody_had_cleared_when_answers_were_destroyed_is_public_round_by_round(
    client: HouseClient, people: Session, tmp_path: Path
) -> None:
    keys = tmp_path / "keys"
    stock.release(people, keys, wave="2026-05", name="May 2026", uncleared=3)
    stock.release(people, keys, stock.comment(0, "Nobody's business"))
    assert "and that went with them: 3 (May 2026)." in words(client, "/results")
    assert "went with them" not in words(client, "/results/S1")
    stock.release(people, keys, wave="2027-02", name="February 2027", uncleared=1)
    assert "went with them: 1 (February 2027); 3 (May 2026)." in words(client, "/results")
