"""Every form of the office's pages, found by looking, filled in badly: refused in words, what was typed kept as text, nothing broken."""

import io
from collections.abc import Iterator
from datetime import date

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from surveys.fieldwork import waves
from tests.house_client import HouseClient
from tests.surveys.fieldwork import made_up, pictures

SCRIPT = "<script>alert(1)</script>"
BAD = {
    "nothing": "",
    "blanks": " \t\u00a0 ",
    "too long": "x" * 5_000,
    "markup": SCRIPT,
    "a zero byte": "a\x00b",
    "other digits": "٣",
    "a huge number": "9" * 30,
    "the last year": "9999",
    "below nothing": "-1",
    "right to left": "\u202eabc",
    "a formula": "=HYPERLINK(1)",
}
PAGES = (
    *("organisation", "branding", "units", "units/of/A1", "units/merge", "roster", "questions"),
    *("programme/change", "rounds/plan", "accounts", "audit", "keys", "languages"),
    *(f"rounds/2026-11{page}" for page in ("/questions", "/headcounts", "/letters", "/move", "")),
)


@pytest.fixture
def planned(people: Session, staffed: None, today: date) -> None:
    made_up.wave(people, opens=date(2026, 11, 20))
    people.commit()


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.usefixtures("planned")
def test_no_form_breaks_and_none_is_silent(
    app: Flask, office: HouseClient, people: Session, bad: str
) -> None:
    app.testing = False  # what breaks is a page, as in earnest
    tried = 0
    for page in PAGES:
        for form in BeautifulSoup(office.get(f"/office/{page}").data, "html.parser").select(
            "main form"
        ):
            answer = sent(office, form, BAD[bad])
            assert answer.status_code < 500, form["action"]
            assert SCRIPT not in answer.text, form["action"]
            if answer.status_code == 422:
                assert "govuk-error-summary" in answer.text, form["action"]
            if bad == "a zero byte" and any(True for _ in typed_into(form)):
                assert answer.status_code == 400, form["action"]
            tried += 1
    assert tried >= 20
    assert waves.find(people, "2026-11").closes_on == date(2026, 11, 29)


HEAD = "unit_id,parent_id,name\nW,,Westerby\n"
FILES = {
    "a picture": (pictures.png(), 422),
    "nothing": (b"", 422),
    "a header alone": (b"unit_id,parent_id,name\n", 422),
    "other columns": (b"colour,size\nred,1\n", 422),
    "one unit twice": (f"{HEAD}A,W,Adults\nA,W,Again\n".encode(), 422),
    "no top": (b"unit_id,parent_id,name\nA,B,Adults\nB,A,Both\n", 422),
    "a name too long": (f"{HEAD}A,W,{'x' * 300}\n".encode(), 422),
    "byte order mark and semicolons": (
        b"\xef\xbb\xbf" + f"{HEAD}A,W,Adults\n".replace(",", ";").encode(),
        200,
    ),
    "UTF-16": (f"{HEAD}A,W,Adults\n".encode("utf-16"), 200),
    "markup in a name": (f"{HEAD}A,W,{SCRIPT}\n".encode(), 200),
}


@pytest.mark.parametrize("page", ["units", "roster"])
@pytest.mark.usefixtures("planned")
def test_no_file_breaks_a_page_and_the_wrong_one_is_refused_beside_its_field(
    app: Flask, office: HouseClient, page: str
) -> None:
    app.testing = False
    address = f"/office/{page}"
    for name, (content, status) in FILES.items():
        sent = {"file": (io.BytesIO(content), "any.csv")}
        answer = office.send(office.get(address), sent, action=address)
        assert answer.status_code in ((status,) if page == "units" else (200, 422)), name
        assert SCRIPT not in answer.text, name
        if answer.status_code == 422:
            assert "govuk-error" in answer.text or "pulse-box--error" in answer.text, name


def sent(office: HouseClient, form: Tag, value: str) -> TestResponse:
    """The form with this in every field that one can fill in, and its hidden fields as they stand."""
    fields = {
        str(each["name"]): str(each.get("value", "")) for each in form.select("[type=hidden]")
    }
    fields |= dict.fromkeys(typed_into(form), value)
    if form.get("method") == "post":
        return office.post(str(form["action"]), data=fields)
    return office.get(str(form["action"]), query_string=fields)


def typed_into(form: Tag) -> Iterator[str]:
    for field in form.select("input, textarea, select"):
        if field.get("name") and field.get("type") not in ("hidden", "submit"):
            yield str(field["name"])


def test_an_address_that_is_not_there_is_said_in_our_own_words(office: HouseClient) -> None:
    missing = office.get("/office/nosuch")
    assert missing.status_code == 404
    assert "There is nothing at this address." in missing.text
    assert "entered the URL manually" not in missing.text
