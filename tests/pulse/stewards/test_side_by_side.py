"""Two rounds side by side: comments that may be read, counts as they were released."""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from sqlalchemy.orm import Session

from surveys.comments.readers import Reader
from surveys.keyring import Keyring
from surveys.releases import publish
from surveys.releases.document import Cell
from surveys.releases.release import Status, Subject
from tests.house_client import HouseClient
from tests.pulse.stewards import stock
from tests.pulse.stewards.hands import said
from tests.pulse.stewards.stock import comment
from tests.surveys.releases import drafts

PAGE = "/stewards/comments/side-by-side"
MANY = {"negative": 20, "mixed": 3, "positive": 8}


def counted(code: str, counts: Mapping[str, int] | None, group: str = "ALL") -> Cell:
    """A theme as it is released; withheld without counts."""
    shown = Status.SHOWN if counts else Status.WITHHELD
    return Cell(group, Subject.THEME, code, shown, 62 if counts else None, counts)


def publish_round(people: Session, keys: Path, wave: str, name: str, *cells: Cell) -> None:
    draft = stock.figures(wave, name)
    kept = tuple(cell for cell in draft.cells if cell.subject is not Subject.THEME)
    publish.publish(people, Keyring(keys), replace(draft, cells=(*kept, *cells)))


@pytest.fixture
def shelf(people: Session, tmp_path: Path) -> Session:
    """Two rounds; each has a comment for the union alone, and a theme that is withheld in the first."""
    keys = tmp_path / "keys"
    cells = counted("caseload", MANY), counted("praise", None)
    publish_round(people, keys, "2026-08", "August 2026", *cells)
    told = (
        comment(0, "August: too many cases", themes={"caseload": stock.CASELOAD}, wave="2026-08"),
        comment(1, "August, for the union", reader=Reader.UNION, wave="2026-08"),
    )
    publish.publish(people, Keyring(keys), replace(drafts.supplement("2026-08"), comments=told))
    cells = counted("caseload", {"negative": 31}), counted("praise", {"positive": 12})
    publish_round(people, keys, "2026-11", "November 2026", *cells)
    told = (
        comment(0, "November: too many cases", themes={"caseload": stock.CASELOAD}),
        comment(1, "November, for the union", reader=Reader.UNION),
        comment(2, "November, the whole", group="ALL"),
    )
    publish.publish(people, Keyring(keys), replace(drafts.supplement(), comments=told))
    people.commit()
    return people


def columns(client: HouseClient, **asked: str) -> list[list[str]]:
    """The headings and comments of each column."""
    page = BeautifulSoup(client.get(PAGE, query_string=asked).get_data(as_text=True), "html.parser")
    return [
        [" ".join(one.get_text().split()) for one in part.select("h2, article > .pulse-written")]
        for part in page.select("section")
    ]


def table(client: HouseClient, **asked: str) -> dict[str, list[str]]:
    """Theme -> what stands there of each round."""
    page = BeautifulSoup(client.get(PAGE, query_string=asked).get_data(as_text=True), "html.parser")
    return {
        _text(row.th): [_text(one) for one in row.select("td")] for row in page.select("tbody tr")
    }


def _text(found: Tag | None) -> str:
    assert found is not None
    return re.sub(r":.*", "", " ".join(found.get_text().split()))


def test_the_newest_two_rounds_stand_side_by_side(shelf: Session, union: HouseClient) -> None:
    assert columns(union) == [
        ["August 2026: 2 comments", "August: too many cases", "August, for the union"],
        [
            "November 2026: 3 comments",
            "November: too many cases",
            "November, for the union",
            "November, the whole",
        ],
    ]


def test_a_principal_social_worker_sees_no_comment_for_the_union_alone(
    shelf: Session, psw: HouseClient
) -> None:
    assert columns(psw) == [
        ["August 2026: 1 comment", "August: too many cases"],
        ["November 2026: 2 comments", "November: too many cases", "November, the whole"],
    ]
    for asked in ({"words": "union"}, {"theme": "none", "words": "union"}):
        page = said(psw.get(PAGE, query_string=asked))
        assert "for the union" not in page
        assert "2026: 0 comments" in page


def test_counts_are_those_that_were_released_whoever_reads(
    shelf: Session, union: HouseClient, psw: HouseClient
) -> None:
    released = {
        "Caseload": ["31 (50%)", "31 (50%)"],
        "Praise": ["withheld", "12 (19%)"],
    }
    assert table(union) == table(psw) == released
    assert table(psw, words="nowhere") == released
    assert table(psw, theme="caseload", polarity="negative") == {
        "Caseload": ["20 critical", "31 critical"]
    }
    assert "Too few answers" not in said(psw.get(PAGE, query_string={"theme": "caseload"}))


def test_filters_choose_in_both_columns(shelf: Session, union: HouseClient) -> None:
    assert columns(union, theme="caseload") == [
        ["August 2026: 1 comment", "August: too many cases"],
        ["November 2026: 1 comment", "November: too many cases"],
    ]
    assert columns(union, service="ALL") == [
        ["August 2026: 0 comments"],
        ["November 2026: 1 comment", "November, the whole"],
    ]
    page = said(union.get(PAGE, query_string={"theme": "none"}))
    assert "How many comments have no theme is not published." in page


@pytest.mark.parametrize("service", ["gone", "T1", "<script>"])
def test_a_group_without_figures_has_no_counts(
    shelf: Session, union: HouseClient, service: str
) -> None:
    assert table(union, service=service) == {}
    assert "Neither round has figures" in said(union.get(PAGE, query_string={"service": service}))


def test_rounds_are_chosen_and_two_must_differ(shelf: Session, union: HouseClient) -> None:
    turned = columns(union, first="2026-11", second="2026-08")
    assert [column[0][:4] for column in turned] == ["Nove", "Augu"]
    assert columns(union, second="2026-08")[0][0].startswith("November")
    assert columns(union, first="2026-11")[1][0].startswith("August")
    page = union.get(PAGE, query_string={"first": "2026-11", "second": "2026-11"})
    assert "Choose two different rounds" in said(page)
    assert union.get(PAGE, query_string={"first": "1999-01"}).status_code == 404


def test_the_filters_of_the_comments_come_along(shelf: Session, union: HouseClient) -> None:
    page = union.get("/stewards/comments?round=2026-08&theme=caseload").get_data(as_text=True)
    assert f"{PAGE}?second=2026-08&amp;theme=caseload" in page


def test_with_one_round_there_is_nothing_to_compare(
    people: Session, tmp_path: Path, union: HouseClient
) -> None:
    assert "Not two rounds yet" in said(union.get(PAGE))
    stock.release(people, tmp_path / "keys", comment(0, "Alone"))
    assert "Not two rounds yet" in said(union.get(PAGE))
