"""One release, told in five ways: pages, CSV, workbook, PDF and Word say the same figures, and none of a hidden group."""

import csv
import io
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from sqlalchemy.orm import Session

from pulse.jobs import make_files
from surveys.disclosure.attacks.scan import scan
from surveys.exports import kept
from surveys.keyring import Keyring
from surveys.releases import shelf
from surveys.releases.release import Status
from tests.browser import carried
from tests.house_client import HouseClient
from tests.pulse.director.conftest import LogIn, Publish
from tests.surveys.exports import books, papers

WAVE = "2026-04"
Line = dict[str, str]


@pytest.fixture
def files(people: Session, ballot: Session, publish: Publish, tmp_path: Path) -> dict[str, bytes]:
    publish(4)
    make_files.run(people, ballot, Keyring(tmp_path), WAVE)
    found = {name: kept.content(people, WAVE, name) for name in kept.NAMES}
    people.rollback()
    return found


@pytest.fixture
def said(files: dict[str, bytes]) -> list[Line]:
    return list(csv.DictReader(io.StringIO(files["figures.csv"].decode("utf-8-sig"))))


def page(client: HouseClient, address: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(address).data, "html.parser")


def text(part: BeautifulSoup) -> str:
    return part.get_text(" ", strip=True)


def test_public_pages_and_the_csv_say_the_same_scores(
    client: HouseClient, said: list[Line]
) -> None:
    compared = 0
    for group in sorted({row["group_code"] for row in said}):
        scores = {
            r["measure"]: r for r in said if (r["group_code"], r["subject"]) == (group, "topic")
        }
        shown = page(client, f"/results/{group}").find(id="scores")
        for tr in shown.tbody.find_all("tr"):
            row = scores[tr.th.find(string=True).strip()]
            assert text(tr.td).startswith(
                f"{row['value']} {row['base']} answers" if row["value"] else "withheld"
            )
            compared += 1
        assert len(shown.tbody.find_all("tr")) == len(scores)
    assert compared > 60


def test_directors_pages_and_the_csv_say_the_same_answers(log_in: LogIn, said: list[Line]) -> None:
    staff, compared = log_in(), 0
    rows = {
        (r["group_code"], r["measure_code"], r["part"]): r
        for r in said
        if r["subject"] == "question"
    }
    for group in ("ALL", "S1", "S1T01"):
        for caption in page(staff, f"/director/answers?group={group}").find_all("caption"):
            code = caption["id"].removeprefix("t-")
            for tr in caption.find_parent("table").tbody.find_all("tr"):
                row = rows.get((group, code, text(tr.th)))
                if row is None:
                    continue
                expected = (
                    f"{row['percent']}% {row['value']} answers" if row["value"] else "withheld"
                )
                assert text(tr.td).startswith(expected)
                compared += 1
    assert compared > 100


def test_directors_pages_and_the_csv_say_the_same_themes(log_in: LogIn, said: list[Line]) -> None:
    staff = log_in()
    counts = {r["measure"]: r for r in said if (r["group_code"], r["part_code"]) == ("ALL", "all")}
    table = page(staff, "/director/themes").find(id="counted")
    shown = {
        tr.th.find(string=True).strip() or text(tr.th): text(tr.td)
        for tr in table.tbody.find_all("tr")
    }
    assert {name: words.split()[0] for name, words in shown.items()} == {
        name: row["value"] for name, row in counts.items()
    }


def test_the_workbook_and_the_csv_say_the_same_of_who_answered_themes_and_bands(
    files: dict[str, bytes], said: list[Line]
) -> None:
    book = files["workbook.xlsx"]
    rows = {(r["group_code"], r["measure"], r["part"]): r for r in said}
    for row in books.table(book, "Response")[1]:
        answered = rows[row["Code"], "Who answered", "Answered"]
        assert row["Answered"] == (answered["value"] or "[c]")
        assert row["Percent"] == (
            answered["percent"] or ("[c]" if row["Percent"] == "[c]" else "[z]")
        )
    for row in books.table(book, "Themes")[1]:
        if row["Comments on it"] == "[c]":
            assert rows[row["Code"], row["Theme"], ""]["status"] == "withheld"
            continue
        assert row["Comments on it"] == rows[row["Code"], row["Theme"], "In all"]["value"]
        for part in ("Critical", "Mixed or neutral", "Positive"):
            assert row[part] == rows[row["Code"], row["Theme"], part]["value"]
    for row in books.table(book, "Sensitive themes")[1]:
        assert row["Band"] == rows[row["Code"], row["Theme"], ""]["band"]


def test_the_papers_say_the_scores_of_the_csv(files: dict[str, bytes], said: list[Line]) -> None:
    top = [
        r for r in said if (r["group_code"], r["subject"], r["status"]) == ("ALL", "topic", "shown")
    ]
    assert top
    for words in (
        papers.words_of_pdf(files["board-paper.pdf"]),
        papers.words_of_word(files["board-paper.docx"]),
    ):
        for row in top:
            assert (
                f"{row['measure']} {row['value']} {row['low']} and {row['high']} {row['base']}"
                in words
            )


def test_every_file_names_the_release(people: Session, files: dict[str, bytes]) -> None:
    digest = shelf.of_wave(people, WAVE).digest
    for name, content in files.items():
        assert digest in carried.lines(
            name, content
        ).decode() or digest.encode() in carried.unpacked(content)


def test_a_hidden_group_stands_in_no_file_with_a_number_of_its_own(
    people: Session, files: dict[str, bytes]
) -> None:
    """The team of nine is counted with another; nine and fewer are its numbers."""
    release = shelf.of_wave(people, WAVE)
    hidden = [
        group
        for group in shelf.groups(people, release)
        if not group.shown and group.attribute is None
    ]
    assert [group.code for group in hidden] == ["S1T02", "S1T03"]
    forbidden = {
        name: [str(n) for n in range(1, 15)]
        for group in hidden
        for name in (group.code, group.name_in("en"))
    }
    read = {name: carried.lines(name, content) for name, content in files.items()}
    read |= {f"{name} unpacked": carried.unpacked(content) for name, content in files.items()}
    assert scan(read, forbidden) == ()


def test_a_planted_number_of_a_hidden_group_is_found(files: dict[str, bytes]) -> None:
    planted = files["figures.csv"] + b'"S1T02","North Team 02","9"\n'
    assert scan({"figures.csv": planted}, {"North Team 02": ["9"]})


def test_withheld_figures_are_numbers_in_no_file(
    people: Session, files: dict[str, bytes], said: list[Line]
) -> None:
    release = shelf.of_wave(people, WAVE)
    withheld = {
        (c.group_code, {"item": "question"}.get(c.subject, c.subject), c.measure)
        for c in shelf.cells(people, release)
        if c.status is Status.WITHHELD
    }
    rows = [r for r in said if (r["group_code"], r["subject"], r["measure_code"]) in withheld]
    assert rows
    assert {r["status"] for r in rows} == {"withheld"}
    assert {r[name] for r in rows for name in ("value", "percent", "band", "base")} == {""}
