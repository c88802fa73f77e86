"""Reading: cleared comments by theme, polarity, service, round and words, on the page and as a file."""

import csv
import io
from pathlib import Path
from zipfile import ZipFile

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from pulse.access.audit import AuditEntry
from pulse.access.permissions import Role
from surveys.comments.readers import Reader
from tests.house_client import HouseClient
from tests.pulse.stewards import stock
from tests.pulse.stewards.stock import comment
from tests.surveys.fieldwork import made_up

PRAISE = {"polarity": "positive", "phrases": ["great team"]}
CASELOAD_MIXED = {"polarity": "mixed", "phrases": ["caseload"]}


@pytest.fixture
def shelf(people: Session, tmp_path: Path) -> Session:
    keys = tmp_path / "keys"
    stock.release(
        people,
        keys,
        comment(0, "Our caseload is fine", themes={"caseload": CASELOAD_MIXED}, wave="2026-08"),
        wave="2026-08",
        name="August 2026",
    )
    stock.release(
        people,
        keys,
        comment(0, "=SUM(1) too many cases", themes={"caseload": stock.CASELOAD}),
        comment(
            1,
            "A great team, too many cases",
            group="ALL",
            reader=Reader.UNION_AND_PSW,
            themes={"caseload": stock.CASELOAD, "praise": PRAISE},
        ),
        comment(2, "Only the union reads this", group="ALL", reader=Reader.UNION),
        topic_only={"harm": 1},
    )
    return people


def texts(client: HouseClient, **filters: str) -> list[str]:
    """The comments of the file, which are those of the page."""
    page = client.get("/stewards/comments", query_string=filters)
    shown = page.get_data(as_text=True).count("<article")
    if not shown:
        return []
    file = client.send(page, {}, action="/stewards/comments.zip")
    assert file.headers["Content-Type"] == "application/zip"
    assert file.headers["Content-Disposition"].startswith('attachment; filename="pulse-comments-')
    found = [row["comment"] for row in table(file)]
    assert len(found) == shown
    return found


def table(file: TestResponse) -> list[dict[str, str]]:
    """The comments among the parts of the file."""
    with ZipFile(io.BytesIO(file.get_data())) as parts:
        assert parts.namelist() == ["about.txt", "comments.csv", "codebook.csv"]
        text = parts.read("comments.csv").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_before_the_first_release_there_is_nothing_to_read(union: HouseClient) -> None:
    assert "No comment to read yet" in union.get("/stewards/comments").get_data(as_text=True)
    assert union.get("/stewards/codebook").status_code == 200


def test_a_union_and_a_principal_social_worker_read_what_was_opened_to_them(
    shelf: Session, union: HouseClient, psw: HouseClient
) -> None:
    assert texts(union) == [
        "'=SUM(1) too many cases",
        "A great team, too many cases",
        "Only the union reads this",
        "Our caseload is fine",
    ]
    assert texts(psw) == [
        "'=SUM(1) too many cases",
        "A great team, too many cases",
        "Our caseload is fine",
    ]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"round": "2026-08"}, ["Our caseload is fine"]),
        ({"service": "ALL", "words": "TEAM many"}, ["A great team, too many cases"]),
        ({"theme": "praise"}, ["A great team, too many cases"]),
        ({"polarity": "mixed"}, ["Our caseload is fine"]),
        ({"theme": "caseload", "polarity": "positive"}, []),
        ({"theme": "caseload", "polarity": "mixed"}, ["Our caseload is fine"]),
        ({"theme": "caseload", "round": "2026-08", "polarity": "negative"}, []),
        ({"theme": "none"}, ["Only the union reads this"]),
        ({"theme": "none", "polarity": "negative"}, []),
        ({"service": "ALL"}, ["A great team, too many cases", "Only the union reads this"]),
        ({"words": "nowhere"}, []),
        ({"words": "UNIÓN réads"}, ["Only the union reads this"]),
        ({"round": "x", "page": "7"}, []),
    ],
)
def test_filters_choose(
    shelf: Session, union: HouseClient, filters: dict[str, str], found: list[str]
) -> None:
    assert texts(union, **filters) == found


def test_a_comment_is_shown_with_its_phrases_and_where_it_comes_from(
    shelf: Session, union: HouseClient
) -> None:
    page = union.get("/stewards/comments?theme=praise").get_data(as_text=True)
    shown = " ".join(page.split())
    assert "A <mark>great team</mark>, <mark>too many cases</mark>" in shown
    assert "Caseload: critical" in shown
    assert "Praise: positive" in shown
    assert "Group ALL · November 2026 · may be read by: Union and principal social worker" in shown
    assert "What should we know?" in shown
    assert "1 of 4 comments" in shown
    assert '<option value="praise" selected>Praise</option>' in shown


def test_nothing_that_fits_offers_the_way_back(shelf: Session, union: HouseClient) -> None:
    page = union.get("/stewards/comments?words=nowhere").get_data(as_text=True)
    assert "No comment fits" in page
    for ending in ("zip", "xlsx", "docx"):  # "Download" in the navigation leads to figures
        assert f'action="/stewards/comments.{ending}"' not in page
    assert 'action="/stewards/comments.' in union.get("/stewards/comments").get_data(as_text=True)


def test_filters_offer_only_what_the_reader_may_read(shelf: Session, psw: HouseClient) -> None:
    page = psw.get("/stewards/comments").get_data(as_text=True)
    assert "Only the union" not in page
    assert '<option value="ALL"' in page


def test_who_reads_for_a_part_reads_that_part(
    shelf: Session, app: Flask, union: HouseClient
) -> None:
    made_up_units = "unit_id,parent_id,name\nALL,,Council\nS1,ALL,Service\nT1,S1,Team\n"
    made_up.groups.apply(shelf, made_up.groups.plan_import(shelf, made_up_units))
    shelf.commit()
    service = stock.log_in(app, shelf, Role.UNION, scope="S1", name="service")
    assert texts(service) == ["'=SUM(1) too many cases", "Our caseload is fine"]
    team = stock.log_in(app, shelf, Role.UNION, scope="T1", name="team")
    assert texts(team) == []
    assert texts(service, service="ALL") == []


def test_a_download_is_written_down_without_the_words_searched_for(
    shelf: Session, union: HouseClient
) -> None:
    texts(union, words="team", theme="praise")
    (row,) = shelf.scalars(select(AuditEntry).where(AuditEntry.act != "logged in"))
    assert row.act == "comments downloaded"
    assert row.about == "1 comments as zip, filters: theme, words, rounds: 2026-11"


@pytest.mark.parametrize("ending", ["zip", "xlsx", "docx"])
def test_a_file_is_not_to_be_had_by_looking(
    shelf: Session, union: HouseClient, ending: str
) -> None:
    assert union.get(f"/stewards/comments.{ending}").status_code == 405


def test_the_codebook_explains_columns_themes_promise_and_what_is_withheld(
    shelf: Session, union: HouseClient
) -> None:
    page = union.get("/stewards/codebook").get_data(as_text=True)
    file = union.get("/stewards/codebook.csv").get_data().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(file, newline="")))
    assert {row["section"] for row in rows} == {
        "Columns",
        "Themes",
        "Polarities",
        "Who may read",
        "What was promised",
        "What is withheld",
        "Releases",
    }
    for said in (
        "at least 12 people commented",
        "Groups counted only together with others: 1.",
        "being acted on: 1.",
        "How many cases and how hard they are",
    ):
        assert said in page
        assert said in file


def test_many_comments_come_in_pages(people: Session, tmp_path: Path, union: HouseClient) -> None:
    told = [comment(number, f"Remark {number}") for number in range(51)]
    stock.release(people, tmp_path / "keys", *told)
    first = union.get("/stewards/comments").get_data(as_text=True)
    assert "Page 1 of 3" in first
    assert "Remark 50" not in first
    second = union.get("/stewards/comments?page=3").get_data(as_text=True)
    assert "Remark 50" in second
    file = union.send(union.get("/stewards/comments"), {}, action="/stewards/comments.zip")
    assert len(table(file)) == 51
