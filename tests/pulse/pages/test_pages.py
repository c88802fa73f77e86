"""The pages that everybody may read: first page, promise, how numbers are protected, help, whistleblowing, accessibility."""

import hashlib
import re
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from pulse.wording import Dates, day, hour
from surveys.credentials import key_document, keys
from surveys.fieldwork.pledge import Pledge
from tests.house_client import HouseClient
from tests.pulse.respond import open_round
from tests.pulse.respond.open_round import Open

ROOT = Path(__file__).resolve().parents[3]
PATHS = (
    "/",
    "/promise",
    "/how-numbers-are-protected",
    "/help",
    "/accessibility",
    "/whistleblowing",
)


@pytest.mark.parametrize("path", PATHS)
def test_every_page_can_be_read_while_no_round_is_open(client: HouseClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    assert "Set-Cookie" not in response.headers


def test_the_first_page_leads_to_the_questions_while_a_round_is_open(
    client: HouseClient, asked: Open
) -> None:
    page = client.get("/").get_data(as_text=True)
    assert 'href="/answer"' in page
    assert "Friday 27 November 2026" in page


def test_the_first_page_says_when_no_round_is_open(client: HouseClient) -> None:
    page = client.get("/").get_data(as_text=True)
    assert 'href="/answer"' not in page
    assert "No round is open now" in page


def test_the_promise_has_the_numbers_and_days_of_the_round(
    client: HouseClient, asked: Open
) -> None:
    page = client.get("/promise").get_data(as_text=True)
    for told in ("Never fewer than 10", "4 December 2026 at 9am", "25 February 2027", "90 days"):
        assert told in page


@pytest.mark.parametrize(
    ("results_for", "told"),
    [
        ("everyone", "Everyone can open the results"),
        ("network", "opened on the organisation’s network alone"),
    ],
)
def test_the_promise_says_who_can_open_the_results(
    client: HouseClient,
    people: Session,
    ballot: Session,
    tmp_path: Path,
    today: object,
    monkeypatch: pytest.MonkeyPatch,
    results_for: str,
    told: str,
) -> None:
    monkeypatch.setattr(open_round, "Pledge", lambda: Pledge(results_for=results_for))
    open_round.open_round(people, ballot, tmp_path / "keys")
    assert told in client.get("/promise").get_data(as_text=True)


def test_the_promise_shows_the_four_words_of_the_key_document(
    client: HouseClient, asked: Open, ballot: Session
) -> None:
    words = key_document.four_words(keys.find(ballot, asked.wave).key_document)
    assert words in client.get("/promise").get_data(as_text=True)


def test_the_promise_has_the_whole_fingerprint_of_the_key_document_and_leads_to_it(
    client: HouseClient, asked: Open
) -> None:
    page = client.get("/promise").get_data(as_text=True)
    document = client.get(f"/keys/{asked.wave}.json")
    assert f'href="/keys/{asked.wave}.json"' in page
    digits = hashlib.sha256(document.data).hexdigest()
    assert digits in page.replace(" ", "")
    assert "Four words (44 bits) are for the eye" in page


@pytest.mark.both_databases
def test_key_documents_stay_public_when_their_boxes_have_been_opened(
    client: HouseClient, asked: Open, ballot: Session
) -> None:
    before = client.get(f"/keys/{asked.wave}.json").data
    keys.find(ballot, asked.wave).state = keys.BoxState.OPENED
    ballot.commit()
    assert client.get(f"/keys/{asked.wave}.json").data == before
    page = client.get("/promise").get_data(as_text=True)
    assert "key documents of earlier rounds" in page
    assert key_document.four_words(before) in page
    assert client.get("/keys/1999-01.json").status_code == 404


def test_the_promise_of_the_page_is_the_promise_of_the_docs(client: HouseClient) -> None:
    page = client.get("/promise").get_data(as_text=True)
    docs = (ROOT / "docs" / "promise.md").read_text()
    sentences = re.findall(r"^\d\. \*\*(.+?)\.?\*\*", docs, flags=re.MULTILINE)
    assert len(sentences) == 7
    listed = re.findall(r'<li id="([a-z-]+)">\s*<strong>(.+?)\.?</strong>', page)
    assert all(f'<a id="{anchor}"></a>' in docs for anchor, _ in listed)
    assert [text.replace("10", "the threshold") for _, text in listed] == sentences


def test_the_promise_says_what_it_does_not_protect_from(client: HouseClient, asked: Open) -> None:
    page = " ".join(client.get("/promise").get_data(as_text=True).split())
    limits = page[page.index("What we cannot protect you from") :]
    for said in (
        "Whoever runs the server, while a round is open.",
        "A mailbox that somebody else reads.",
        "They learn no answer of yours",
        "A copy of the whole machine",
    ):
        assert said in limits, said


def test_help_names_the_contacts_of_the_organisation(client: HouseClient, asked: Open) -> None:
    page = client.get("/help").get_data(as_text=True)
    assert 'href="tel:116123"' in page


@pytest.mark.parametrize(
    ("value", "said"), [(0, "midnight"), (9, "9am"), (12, "midday"), (13, "1pm"), (23, "11pm")]
)
def test_hours_are_said_as_people_say_them(value: int, said: str) -> None:
    assert hour(value) == said


def test_days_are_said_in_full() -> None:
    dates = Dates(date(2026, 11, 27), date(2026, 12, 4), 9, keep_days=90)
    assert day(dates.closes_on) == "Friday 27 November 2026"
    assert dates.results == "Friday 4 December 2026 at 9am"
    assert dates.destroyed == "Thursday 25 February 2027"
