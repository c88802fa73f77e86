"""The files show what the page shows; hostile text comes through every page and file of comment readers."""

import io
from html import unescape
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from pulse.access.audit import AuditEntry
from pulse.access.permissions import Role
from surveys.comments.readers import Reader
from surveys.comments.redact import redact
from surveys.exports.package import sayable
from surveys.releases import shelf as shelves
from surveys.releases.release import Kind
from tests.house_client import HouseClient
from tests.pulse.stewards import stock
from tests.pulse.stewards.hands import PAGE
from tests.pulse.stewards.stock import comment, waits
from tests.surveys.exports import hostile
from tests.surveys.exports.test_office_files import cells, paragraphs

ENDINGS = ("zip", "xlsx", "docx")
#: As packing and the opening leave them: no half characters, redacted, without signs that nobody sees.
TEXTS = tuple(redact(text.encode("utf-8", "replace").decode()).text for text in hostile.TEXTS)


@pytest.fixture
def shelf(people: Session, tmp_path: Path) -> Session:
    stock.release(
        people,
        tmp_path / "keys",
        comment(0, "Too many cases", themes={"caseload": stock.CASELOAD}),
        comment(1, "Only the union reads this", reader=Reader.UNION),
        *(comment(n, text, reader=_reader(text)) for n, text in enumerate(TEXTS, start=2)),
        topic_only={"harm": 2},
    )
    stock.fill(people, *(waits(f"{n:x}", text) for n, text in enumerate(TEXTS)))
    return people


def take(client: HouseClient, ending: str, **filters: str) -> bytes:
    page = client.get("/stewards/comments", query_string=filters)
    file = client.send(page, {}, action=f"/stewards/comments.{ending}")
    assert file.status_code == 200
    assert f'filename="pulse-comments-all.{ending}"' in file.headers["Content-Disposition"]
    return file.get_data()


def texts(content: bytes, ending: str) -> str:
    if ending == "zip":
        with ZipFile(io.BytesIO(content)) as parts:
            return "\n".join(parts.read(name).decode("utf-8-sig") for name in parts.namelist())
    if ending == "xlsx":
        return "\n".join(
            cell for sheet in (1, 2, 3) for row in cells(content, sheet) for cell in row
        )
    return "\n".join(text for _, text in paragraphs(content))


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_file_holds_what_the_reader_may_read_and_chose(
    shelf: Session, union: HouseClient, psw: HouseClient, ending: str
) -> None:
    assert "Only the union reads this" in texts(take(union, ending), ending)
    assert "Only the union reads this" not in texts(take(psw, ending), ending)
    chosen = texts(take(union, ending, theme="caseload"), ending)
    assert "Too many cases" in chosen
    assert "Only the union" not in chosen


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_file_carries_the_hash_of_the_release_it_was_made_from(
    shelf: Session, union: HouseClient, ending: str
) -> None:
    (supplement,) = shelves.releases(shelf, Kind.COMMENTS)
    shelf.rollback()
    assert supplement.digest in texts(take(union, ending), ending)


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("filters", [{}, {"theme": "caseload"}], ids=["all", "a selection"])
def test_a_file_says_what_was_promised_and_what_is_withheld(
    shelf: Session, union: HouseClient, ending: str, filters: dict[str, str]
) -> None:
    said = texts(take(union, ending, **filters), ending)
    for told in (
        "A comment is shown only where at least 12 people commented.",
        "The answers themselves are destroyed 90 days after the round closed.",
        "Groups counted only together with others: 1.",
        "Figures of questions: 3.",
        "It tells of harm to a child or adult that is being acted on: 2.",
        "How many cases and how hard they are",
        "Do not pass the file on",
    ):
        assert told in said


@pytest.mark.parametrize("ending", ENDINGS)
def test_that_a_file_was_taken_is_written_down(
    shelf: Session, union: HouseClient, ending: str
) -> None:
    take(union, ending, theme="caseload")
    (row,) = shelf.scalars(select(AuditEntry).where(AuditEntry.act != "logged in"))
    assert row.about == f"1 comments as {ending}, filters: theme, rounds: 2026-11"


def test_the_document_says_by_what_its_comments_were_chosen(
    shelf: Session, union: HouseClient
) -> None:
    said = texts(take(union, "docx", theme="caseload", words="many"), "docx")
    assert "Chosen by: theme: Caseload; words: many." in said
    assert Document(io.BytesIO(take(union, "docx"))).core_properties.author == ""


@pytest.mark.parametrize("ending", ENDINGS)
def test_hostile_text_comes_through_every_file(
    shelf: Session, union: HouseClient, ending: str
) -> None:
    said = "".join(texts(take(union, ending), ending).split()).replace('""', '"')
    said = said.replace("_x005F", "")
    kept = str if ending == "zip" else sayable
    missing = [text for text in TEXTS if "".join(kept(text).split()) not in said]
    assert missing == []


def test_hostile_text_comes_through_every_page(
    shelf: Session, app: Flask, union: HouseClient
) -> None:
    director = stock.log_in(app, shelf, Role.DIRECTOR)
    shown = {
        "comments": union.get("/stewards/comments"),
        "director": director.get("/director/comments"),
    }
    for name, answer in shown.items():
        page = answer.get_data(as_text=True)
        assert "<script>alert" not in page
        plain = "".join(_read(page).split())
        own = [text for text in TEXTS if name == "comments" or sayable(text) == text]
        missing = [text for text in own if "".join(sayable(text).split()) not in plain]
        assert (name, missing) == (name, [])
    for number, text in enumerate(TEXTS):
        page = union.get(f"{PAGE}?at={f'{number:x}' * 64}").get_data(as_text=True)
        assert "".join(sayable(text).split()) in "".join(_read(page).split())


def _reader(text: str) -> Reader:
    """A text with code points that are no characters is for comment readers, whose pages put a mark in their place."""
    return Reader.UNION if sayable(text) != text else Reader.DIRECTORS


def _read(page: str) -> str:
    """What is written there, with marks taken off."""
    for tag in ('<mark class="pulse-mask">', "<mark>", "</mark>"):
        page = page.replace(tag, "")
    return unescape(page)
