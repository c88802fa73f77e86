"""The keyholders' page: one file that fits its fingerprint, allows itself no connection, and knows no other host."""

import hashlib
import re
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from pulse.pages import ceremony
from pulse.respond import rounds
from surveys.credentials import key_document, keys
from surveys.fieldwork.pledge import KEYHOLDERS, Pledge
from tests.house_client import HouseClient
from tests.pulse.respond import open_round


def test_the_page_may_connect_to_nothing(client: HouseClient) -> None:
    page = client.get("/ceremony")
    assert page.data == ceremony.content()
    policy = dict(
        part.strip().split(" ", 1) for part in page.headers["Content-Security-Policy"].split(";")
    )
    assert policy["default-src"] == "'none'"
    assert policy["form-action"] == "'none'"
    assert set(policy) == {
        "default-src",
        "script-src",
        "style-src",
        "img-src",
        "base-uri",
        "form-action",
        "frame-ancestors",
    }
    for name in ("script-src", "style-src"):
        assert re.fullmatch(r"'sha256-[\w+/]{43}='", policy[name])
    assert policy["img-src"] == "data:"


def test_the_page_has_no_way_to_send_and_stores_nothing() -> None:
    text = ceremony.content().decode()
    for word in (
        "fetch(",
        "XMLHttpRequest",
        "WebSocket",
        "EventSource",
        "sendBeacon",
        "RTCPeer",
        "localStorage",
        "sessionStorage",
        "indexedDB",
        "document.cookie",
        "eval(",
        'href="http',
        "src=",
    ):
        assert word not in text, word


def test_the_fingerprint_on_the_promise_page_is_that_of_the_saved_file(
    app: Flask, client: HouseClient, tmp_path: Path
) -> None:
    saved = tmp_path / "page.html"
    said = app.test_cli_runner().invoke(args=["ceremony", "page", str(saved), "--fingerprint"])
    digest = hashlib.sha256(saved.read_bytes()).hexdigest()
    assert said.output.splitlines()[-1] == digest
    assert " ".join(re.findall(".{8}", digest)) in client.get("/promise").text


def test_a_page_without_a_place_or_a_place_that_cannot_be_is_refused(
    app: Flask, tmp_path: Path
) -> None:
    runner = app.test_cli_runner()
    assert "Name a file" in runner.invoke(args=["ceremony", "page"]).output
    nowhere = str(tmp_path / "no" / "page.html")
    assert "cannot be written" in runner.invoke(args=["ceremony", "page", nowhere]).output
    assert "cannot be read" in runner.invoke(args=["ceremony", "import", nowhere]).output


@pytest.mark.parametrize("custody", [1, 2])
def test_the_promise_says_who_holds_the_key(
    app: Flask,
    client: HouseClient,
    people: Session,
    ballot: Session,
    tmp_path: Path,
    today: object,
    monkeypatch: pytest.MonkeyPatch,
    custody: int,
) -> None:
    if custody == KEYHOLDERS:
        monkeypatch.setattr(open_round, "Pledge", lambda: Pledge(custody=KEYHOLDERS))
    asked = open_round.open_round(people, ballot, tmp_path / "keys")
    assert (
        key_document.read(keys.find(ballot, asked.wave).key_document).pledge["custody"] == custody
    )
    ballot.rollback()
    held, other = (
        ("Our server holds the key", "Three keyholders (union"),
        ("Three keyholders (union", "Our server holds the key"),
    )[custody - 1]
    with app.test_request_context():
        shown = rounds.open_now(lambda: people, lambda: ballot)
        assert shown is not None
        assert any(sentence.startswith(held) for sentence in shown.pledge)
        assert any(sentence.startswith(held) for sentence in shown.link_pledge)
    page = client.get("/promise").text
    assert held in page
    assert other not in page
